//! A type that is no message, for a variant of one.

use lonelypsp::LonelyMessage;

use lonelypsp::stateful::s2b;

struct Plain;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify")]
enum Notify<'a> {
    Compressed(s2b::NotifyCompressed<'a>),
    Uncompressed(Plain),
}

fn main() {}
