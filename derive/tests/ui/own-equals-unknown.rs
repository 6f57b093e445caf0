//! A header that does not exist.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    count: u8,
    #[lonely(equals = "x-cuont")]
    again: (),
}

fn main() {}
