//! A variant of a message that has none.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact", variant = "compressed")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: &'a [u8],
}

fn main() {}
