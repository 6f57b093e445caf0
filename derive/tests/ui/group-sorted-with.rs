//! What entries are sorted by, converted by a module.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", group = "rows", schema = "rows.yaml")]
struct Row {
    #[lonely(with = keys)]
    key: String,
    value: Vec<u8>,
}

mod keys {
    pub fn from_wire(value: &str) -> Result<String, lonelypsp::field::Rejected> {
        Ok(value.to_owned())
    }

    pub fn to_wire(value: &str) -> &str {
        value
    }
}

fn main() {}
