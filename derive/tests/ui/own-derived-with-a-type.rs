//! A field of a derived header that could hold something.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(equals = "length(body)")]
    length: u64,
    #[lonely(body)]
    data: Vec<u8>,
}

fn main() {}
