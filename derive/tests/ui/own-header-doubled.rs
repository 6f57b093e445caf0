//! One header in two fields.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    count: u8,
    #[lonely(header = "x-count")]
    again: u8,
}

fn main() {}
