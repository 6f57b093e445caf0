//! An integer that is wider than the protocol has.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    count: u128,
}

fn main() {}
