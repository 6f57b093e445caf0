//! A group that the message does not have.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", group = "row", schema = "rows.yaml")]
struct Row {
    key: String,
    value: Vec<u8>,
}

fn main() {}
