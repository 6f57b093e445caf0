//! A field of two kinds.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(bytes, text)]
    name: String,
}

fn main() {}
