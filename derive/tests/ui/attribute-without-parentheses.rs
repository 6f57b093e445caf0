//! An attribute without items.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely]
struct Subscribe<'a> {
    topic: &'a [u8],
}

#[derive(LonelyMessage)]
#[lonely = "stateful.subscribe_exact"]
struct Again<'a> {
    topic: &'a [u8],
}

fn main() {}
