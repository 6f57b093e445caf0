//! Every field that is missing is reported at once.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify", variant = "compressed")]
struct Notify<'a> {
    tracing: &'a [u8],
    topic: &'a [u8],
}

fn main() {}
