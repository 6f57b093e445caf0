//! A variant that holds two things.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
enum Incoming<'a> {
    Subscribe(lonelypsp::stateful::s2b::SubscribeExact<'a>, u64),
}

fn main() {}
