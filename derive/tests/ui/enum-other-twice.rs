//! Two variants for all others.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
enum Incoming<'a> {
    Subscribe(lonelypsp::stateful::s2b::SubscribeExact<'a>),
    #[lonely(other)]
    Other(lonelypsp::Other<&'a [u8]>),
    #[lonely(other)]
    Rest(lonelypsp::Other<&'a [u8]>),
}

fn main() {}
