//! A maximum and an exact length.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(bytes(max = 64, length = 32))]
    data: Vec<u8>,
}

fn main() {}
