//! A flag in the bit that selects the minimal block.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, flags(urgent = 0))]
struct Ping {
    urgent: bool,
}

fn main() {}
