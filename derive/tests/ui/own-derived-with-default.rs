//! A derived header needs no default.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    count: u8,
    #[lonely(equals = "x-count", default = 5)]
    again: (),
}

fn main() {}
