//! The name of no message.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exactly")]
struct Subscribe<'a> {
    topic: &'a [u8],
}

fn main() {}
