//! A message of one's own has no variants.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, variant = "small")]
struct Ping {
    count: u8,
}

fn main() {}
