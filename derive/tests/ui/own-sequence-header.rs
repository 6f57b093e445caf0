//! A header in a sequence, which has none.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Ping {
    #[lonely(header = "x-number")]
    number: u32,
}

fn main() {}
