//! What an alias stands for, only the compiler knows.

use lonelypsp::LonelyMessage;

type Topic = std::collections::BTreeMap<u8, u8>;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: Topic,
}

fn main() {}
