//! A message without the flag that it carries.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", group = "rows", schema = "rows.yaml")]
struct Row {
    key: String,
    value: Vec<u8>,
}

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", group = "others", schema = "rows.yaml")]
struct Another {
    name: String,
}

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", schema = "rows.yaml")]
struct Put {
    rows: Vec<Row>,
    others: Vec<Another>,
}

fn main() {}
