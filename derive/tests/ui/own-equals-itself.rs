//! A header that equals itself.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(equals = "x-again")]
    again: (),
    count: u8,
}

fn main() {}
