//! Entries of another group than the one that is there.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", group = "others", schema = "rows.yaml")]
struct Another {
    name: String,
}

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", schema = "rows.yaml")]
struct Put {
    urgent: bool,
    rows: Vec<Another>,
    others: Vec<Another>,
}

fn main() {}
