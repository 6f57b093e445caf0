//! A shape of which message?

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
enum Incoming<'a> {
    #[lonely(variant = "compressed")]
    Notify(lonelypsp::stateful::s2b::NotifyCompressed<'a>),
}

fn main() {}
