//! The variant for all others holds something else than `Other`.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
enum Incoming<'a> {
    Subscribe(lonelypsp::stateful::s2b::SubscribeExact<'a>),
    #[lonely(other)]
    Other(Vec<u8>),
}

fn main() {}
