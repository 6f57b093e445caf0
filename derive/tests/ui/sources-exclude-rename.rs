//! A name of the schema says the same as a header.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    #[lonely(header = "x-topic", rename = "topic")]
    subject: &'a [u8],
    #[lonely(skip, with = module)]
    cache: u8,
}

fn main() {}
