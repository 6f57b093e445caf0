//! Details that say nothing about the kind.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(uint(max = 5))]
    count: u8,
    #[lonely(text(max_bytes = 5))]
    name: String,
    #[lonely(uint(write = "fix"))]
    other: u8,
    #[lonely(bytes(maximum = 5))]
    data: Vec<u8>,
}

fn main() {}
