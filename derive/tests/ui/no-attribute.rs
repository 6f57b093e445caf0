//! Nothing says which message it is.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
struct Subscribe<'a> {
    topic: &'a [u8],
}

fn main() {}
