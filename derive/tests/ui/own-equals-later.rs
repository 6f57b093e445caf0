//! A header that comes after.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(equals = "x-count")]
    again: (),
    count: u8,
}

fn main() {}
