//! Values of another kind than the attribute takes.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = "100")]
struct Ping {
    #[lonely(header = 5)]
    count: u8,
    #[lonely(skip = true)]
    seen: bool,
    #[lonely(default)]
    more: u8,
    #[lonely(text = "yes")]
    name: String,
    #[lonely(with = 5)]
    other: String,
    #[lonely(uint(write = a::b))]
    again: u8,
}

fn main() {}
