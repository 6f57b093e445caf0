//! Something behind the rest.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Ping {
    #[lonely(rest)]
    payload: Vec<u8>,
    number: u32,
}

fn main() {}
