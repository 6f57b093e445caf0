//! A flag that no field holds.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, flags(urgent = 3))]
struct Ping {
    name: String,
}

fn main() {}
