//! A header name that is not lower case.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(header = "X-Count")]
    count: u8,
}

fn main() {}
