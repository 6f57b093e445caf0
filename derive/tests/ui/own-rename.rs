//! A message of one's own has no names to choose from.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(rename = "number")]
    count: u8,
}

fn main() {}
