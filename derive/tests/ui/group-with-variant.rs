//! A variant of a message, and an entry of one, at once.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", variant = "one", group = "rows", schema = "rows.yaml")]
struct Row {
    key: String,
    value: Vec<u8>,
}

fn main() {}
