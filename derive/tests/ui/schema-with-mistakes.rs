//! The mistakes of a schema, where it is named.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(schema = "mistakes.yaml", message = "mine.hello")]
struct Hello {
    name: String,
}

fn main() {}
