//! An enum for an entry.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", group = "rows", schema = "rows.yaml")]
enum Row {
    One(u8),
}

fn main() {}
