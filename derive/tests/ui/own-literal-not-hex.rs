//! A literal that is no row of hex digits.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Ping {
    #[lonely(literal = "LP")]
    number: u32,
}

fn main() {}
