//! Attributes that do not exist, one of them near to one that does.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(mesage = "stateful.subscribe_exact", colour = "red")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    #[lonely(optional)]
    topic: &'a [u8],
}

fn main() {}
