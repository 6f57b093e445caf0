//! A field without a name is called by its number.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a>(
    #[lonely(header = "authorization")] Option<&'a str>,
    #[lonely(header = "x-tracing")] Vec<String>,
    #[lonely(header = "x-topic")] Topic,
);

struct Topic;

fn main() {}
