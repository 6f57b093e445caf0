//! A bit for a block of headers that is not there.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence, minimal_headers(bit = 3))]
struct Ping {
    number: u32,
}

fn main() {}
