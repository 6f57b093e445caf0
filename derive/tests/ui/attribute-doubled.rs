//! An attribute that is given twice.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
#[lonely(message = "stateful.subscribe_glob")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: &'a [u8],
}

fn main() {}
