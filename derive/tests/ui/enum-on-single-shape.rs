//! A message without variants in an enum.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
enum Subscribe<'a> {
    Exact(lonelypsp::stateful::s2b::SubscribeExact<'a>),
}

fn main() {}
