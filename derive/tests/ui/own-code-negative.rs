//! A type code below zero.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = -1)]
struct Ping {
    count: u8,
}

fn main() {}
