//! The width of a length in a message with headers.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(prefix = u8)]
    name: String,
}

fn main() {}
