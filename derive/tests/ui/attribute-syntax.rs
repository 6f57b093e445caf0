//! Attributes that are no items.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message "stateful.subscribe_exact")]
struct Subscribe<'a> {
    topic: &'a [u8],
}

fn main() {}
