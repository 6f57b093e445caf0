//! A limit that allows nothing.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(bytes(max = 0))]
    data: Vec<u8>,
}

fn main() {}
