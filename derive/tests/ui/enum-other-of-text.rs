//! The variant for all others holds its bytes as something else.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
enum Incoming<'a> {
    Subscribe(lonelypsp::stateful::s2b::SubscribeExact<'a>),
    #[lonely(other)]
    Other(lonelypsp::Other<&'a str>),
}

fn main() {}
