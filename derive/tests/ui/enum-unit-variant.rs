//! A variant that holds nothing.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
enum Incoming<'a> {
    Subscribe(lonelypsp::stateful::s2b::SubscribeExact<'a>),
    Nothing,
}

fn main() {}
