//! What is missing beyond a header that does not exist.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    #[lonely(header = "x-subject")]
    topic: &'a [u8],
}

fn main() {}
