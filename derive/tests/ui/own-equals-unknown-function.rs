//! What a header cannot be derived by.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(equals = "size(body)")]
    length: (),
    #[lonely(body)]
    data: Vec<u8>,
}

fn main() {}
