//! An integer of nine bytes.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(uint(max_bytes = 9))]
    count: u64,
}

fn main() {}
