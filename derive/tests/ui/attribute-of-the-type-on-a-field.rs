//! An attribute of the struct on one of its fields.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    #[lonely(code = 5)]
    topic: &'a [u8],
}

fn main() {}
