//! A type code that does not fit two bytes.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 65536)]
struct Ping {
    count: u8,
}

fn main() {}
