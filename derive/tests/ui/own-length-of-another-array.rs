//! A length that the type does not have.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(bytes(length = 16))]
    data: [u8; 32],
    #[lonely(bytes(length = 16))]
    more: Vec<u8>,
}

fn main() {}
