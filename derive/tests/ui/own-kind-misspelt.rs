//! A kind that does not exist.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(unit(max_bytes = 2))]
    count: u16,
}

fn main() {}
