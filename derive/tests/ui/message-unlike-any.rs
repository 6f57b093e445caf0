//! A name that is near to none.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateless.hello")]
struct Hello<'a> {
    topic: &'a [u8],
}

fn main() {}
