//! Two messages with one type code.

use lonelypsp::LonelyMessage;

use lonelypsp::stateful::s2b;

#[derive(LonelyMessage)]
enum Incoming<'a> {
    Subscribe(s2b::SubscribeExact<'a>),
    Glob(s2b::SubscribeGlob<'a>),
    Again(s2b::SubscribeExact<'a>),
}

fn main() {}
