//! Two variants for one of the message.

use lonelypsp::LonelyMessage;

use lonelypsp::stateful::s2b;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify")]
enum Notify<'a> {
    Compressed(s2b::NotifyCompressed<'a>),
    Uncompressed(s2b::NotifyUncompressed<'a>),
    #[lonely(variant = "uncompressed")]
    Plain(s2b::NotifyUncompressed<'a>),
}

fn main() {}
