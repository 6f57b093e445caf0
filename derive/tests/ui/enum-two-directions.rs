//! Two messages that are not sent by the same side.

use lonelypsp::LonelyMessage;

use lonelypsp::stateful::{b2s, s2b};

#[derive(LonelyMessage)]
enum Incoming<'a> {
    Subscribe(s2b::SubscribeExact<'a>),
    Confirm(b2s::ConfirmSubscribeGlob<'a>),
}

fn main() {}
