//! The struct of another variant, and one of another message.

use lonelypsp::LonelyMessage;

use lonelypsp::stateful::s2b;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify")]
enum Notify<'a> {
    Compressed(s2b::NotifyUncompressed<'a>),
    Uncompressed(s2b::SubscribeExact<'a>),
}

fn main() {}
