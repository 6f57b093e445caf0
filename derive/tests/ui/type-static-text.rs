//! Text in an `Option` that is borrowed for ever.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'static str>,
    tracing: &'a [u8],
    topic: &'a [u8],
}

fn main() {}
