//! A flag beyond the 16 that there are.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, flags(urgent = 16))]
struct Ping {
    urgent: bool,
}

fn main() {}
