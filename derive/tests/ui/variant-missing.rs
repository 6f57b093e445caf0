//! A message with variants, and a struct that does not say which.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify")]
struct Notify<'a> {
    topic: &'a [u8],
}

fn main() {}
