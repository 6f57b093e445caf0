//! A bit that the flags do not have.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, minimal_headers(bit = 16))]
struct Ping {
    count: u8,
}

fn main() {}
