//! A field that is left out has no header to describe.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    count: u8,
    #[lonely(skip, text)]
    name: String,
}

fn main() {}
