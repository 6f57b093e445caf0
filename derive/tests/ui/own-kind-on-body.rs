//! A kind of a header on the body.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(body, bytes(max = 64))]
    data: Vec<u8>,
}

fn main() {}
