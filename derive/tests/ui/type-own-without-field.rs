//! A type of one's own that does not implement `Field`.

use lonelypsp::LonelyMessage;

struct Topic(String);

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: Topic,
}

fn main() {}
