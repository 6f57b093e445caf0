//! A value where the name of an attribute belongs.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely("stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: &'a [u8],
}

fn main() {}
