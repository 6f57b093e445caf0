//! The variant for all others is no variant of the schema.

use lonelypsp::LonelyMessage;

use lonelypsp::stateful::s2b;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify")]
enum Notify<'a> {
    Compressed(s2b::NotifyCompressed<'a>),
    #[lonely(other, variant = "uncompressed")]
    Other(lonelypsp::Other<&'a [u8]>),
}

fn main() {}
