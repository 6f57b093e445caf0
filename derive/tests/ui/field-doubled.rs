//! Two fields for one header.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: &'a [u8],
    #[lonely(rename = "topic")]
    subject: &'a [u8],
    #[lonely(header = "x-topic")]
    about: &'a [u8],
}

fn main() {}
