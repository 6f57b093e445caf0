//! A type of one's own in an `Option`, without `Field`.

use lonelypsp::LonelyMessage;

struct Token(String);

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<Token>,
    tracing: &'a [u8],
    topic: &'a [u8],
}

fn main() {}
