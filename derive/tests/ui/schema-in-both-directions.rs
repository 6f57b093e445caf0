//! One name in each direction.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(schema = "mine.yaml", message = "mine.hello")]
struct Hello {
    name: String,
}

fn main() {}
