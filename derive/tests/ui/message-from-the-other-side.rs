//! A message that is not sent by who is said to send it.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact", from = "broadcaster")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: &'a [u8],
}

fn main() {}
