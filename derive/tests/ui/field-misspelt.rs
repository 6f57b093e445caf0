//! A field whose name is near to that of a missing one: one mistake, not two.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topik: &'a [u8],
}

fn main() {}
