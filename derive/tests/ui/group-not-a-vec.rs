//! A group in something else than a `Vec`.

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
    urgent: bool,
    rows: Box<Row>,
    others: Vec<Another>,
}

fn main() {}
