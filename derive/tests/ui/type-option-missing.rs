//! A type that cannot be absent, for a value that may be.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: String,
    tracing: &'a [u8],
    topic: &'a [u8],
}

fn main() {}
