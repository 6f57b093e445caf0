//! A kind that the type does not hold.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(text)]
    count: u32,
    #[lonely(uint(max_bytes = 4))]
    small: u8,
}

fn main() {}
