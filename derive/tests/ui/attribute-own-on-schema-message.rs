//! What describes a message of one's own, on one that the schema describes.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact", code = 5)]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    #[lonely(bytes(max = 64))]
    topic: &'a [u8],
}

fn main() {}
