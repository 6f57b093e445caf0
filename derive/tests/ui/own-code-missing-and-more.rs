//! What else is wrong is found without the code.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber")]
struct Ping {
    #[lonely(uint(max_bytes = 9))]
    count: u64,
    name: u128,
}

fn main() {}
