//! An enum holds all variants.

use lonelypsp::LonelyMessage;

use lonelypsp::stateful::s2b;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify", variant = "compressed")]
enum Notify<'a> {
    Compressed(s2b::NotifyCompressed<'a>),
    Uncompressed(s2b::NotifyUncompressed<'a>),
}

fn main() {}
