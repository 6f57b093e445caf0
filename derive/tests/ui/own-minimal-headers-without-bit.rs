//! Flags without a bit.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, minimal_headers)]
struct Ping {
    count: u8,
}

fn main() {}
