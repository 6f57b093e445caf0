//! A body that is no bytes.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(body)]
    data: String,
}

fn main() {}
