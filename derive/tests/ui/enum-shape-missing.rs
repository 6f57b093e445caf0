//! Variants of a message that no variant holds.

use lonelypsp::LonelyMessage;

use lonelypsp::stateful::s2b;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify_stream")]
enum Stream<'a> {
    Continuation(s2b::NotifyStreamContinuation<'a>),
}

fn main() {}
