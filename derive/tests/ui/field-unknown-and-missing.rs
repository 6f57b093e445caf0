//! A field that the message does not have is not what is missing if its type does not fit.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    received: u64,
}

fn main() {}
