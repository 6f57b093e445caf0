//! There is one input, and so one lifetime.

use lonelypsp::LonelyMessage;
use lonelypsp::stateful::s2b;

#[derive(LonelyMessage)]
enum Incoming<'a, 'b> {
    Exact(s2b::SubscribeExact<'a>),
    Glob(s2b::SubscribeGlob<'b>),
}

fn main() {}
