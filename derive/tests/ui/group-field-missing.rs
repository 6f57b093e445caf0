//! An entry without one of its fields.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", group = "rows", schema = "rows.yaml")]
struct Row {
    key: String,
}

fn main() {}
