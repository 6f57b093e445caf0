//! A message without its protocol.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: &'a [u8],
}

fn main() {}
