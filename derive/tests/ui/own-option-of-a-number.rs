//! Only text can be absent.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    largest: Option<u32>,
}

fn main() {}
