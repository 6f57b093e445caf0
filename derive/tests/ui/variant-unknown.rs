//! The name of no variant.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify", variant = "uncompresed")]
struct Notify<'a> {
    topic: &'a [u8],
}

fn main() {}
