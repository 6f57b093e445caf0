//! Attributes of fields on a variant, and on what it holds.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
enum Incoming<'a> {
    #[lonely(rename = "subscribe_exact")]
    Subscribe(#[lonely(body)] lonelypsp::stateful::s2b::SubscribeExact<'a>),
}

fn main() {}
