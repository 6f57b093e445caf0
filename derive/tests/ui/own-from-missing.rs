//! A message of one's own without its direction.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(code = 100)]
struct Ping {
    count: u8,
}

fn main() {}
