//! A schema of one's own is named by its own places.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(schema = "mine.yaml", message = "mine.hello", from = "subscriber")]
struct Hello {
    name: u8,
}

fn main() {}
