//! A message is from one of two.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscribers", code = 100)]
struct Ping {
    count: u8,
}

fn main() {}
