//! A flag that is no `bool`.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, flags(urgent = 3))]
struct Ping {
    urgent: u8,
}

fn main() {}
