//! A variant that the message does not have.

use lonelypsp::LonelyMessage;

use lonelypsp::stateful::s2b;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify")]
enum Notify<'a> {
    Compresed(s2b::NotifyCompressed<'a>),
    #[lonely(variant = "encrypted")]
    Uncompressed(s2b::NotifyUncompressed<'a>),
}

fn main() {}
