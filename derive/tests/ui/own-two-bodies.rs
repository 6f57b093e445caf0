//! Two bodies.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(body)]
    data: Vec<u8>,
    #[lonely(body)]
    more: Vec<u8>,
}

fn main() {}
