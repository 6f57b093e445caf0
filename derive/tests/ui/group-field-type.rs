//! A field of an entry that cannot hold its value.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", group = "rows", schema = "rows.yaml")]
struct Row {
    key: u32,
    value: Vec<u8>,
}

fn main() {}
