//! A field that is left out gets its default, so that it must have one.

use lonelypsp::LonelyMessage;

struct Cache(u8);

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: &'a [u8],
    #[lonely(skip)]
    cache: Cache,
}

fn main() {}
