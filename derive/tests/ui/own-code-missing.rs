//! A message of one's own without its type code.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber")]
struct Ping {
    count: u8,
}

fn main() {}
