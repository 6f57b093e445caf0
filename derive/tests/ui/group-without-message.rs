//! A group of no message.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(group = "rows")]
struct Row {
    key: String,
}

fn main() {}
