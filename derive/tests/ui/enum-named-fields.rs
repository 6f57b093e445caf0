//! A variant with named fields.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
enum Incoming<'a> {
    Subscribe { message: lonelypsp::stateful::s2b::SubscribeExact<'a> },
}

fn main() {}
