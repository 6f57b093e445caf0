//! What describes a message of one's own, on an enum.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
enum Incoming<'a> {
    Subscribe(lonelypsp::stateful::s2b::SubscribeExact<'a>),
}

fn main() {}
