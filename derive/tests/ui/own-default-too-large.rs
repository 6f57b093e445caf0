//! A default that the header cannot hold.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(default = 256)]
    count: u8,
    #[lonely(default = -1)]
    more: u8,
}

fn main() {}
