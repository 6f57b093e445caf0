//! An entry that describes itself is none of a schema.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Other {
    #[lonely(prefix = u8)]
    name: String,
}

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", group = "rows", schema = "rows.yaml")]
struct Row {
    key: String,
    value: Vec<u8>,
}

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", schema = "rows.yaml")]
struct Put {
    urgent: bool,
    rows: Vec<Row>,
    others: Vec<Other>,
}

fn main() {}
