//! A header that is no integer.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    name: String,
    #[lonely(equals = "x-name")]
    again: (),
    #[lonely(text, equals = "length(body)")]
    length: (),
    #[lonely(body)]
    data: Vec<u8>,
}

fn main() {}
