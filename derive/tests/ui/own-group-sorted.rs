//! Sorted by what entries do not have, by what has no order, by what is converted.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Topic {
    #[lonely(prefix = u16)]
    topic: Vec<u8>,
    number: u32,
    yes: bool,
    #[lonely(bytes(length = 4), with = hex)]
    id: String,
}

mod hex {
    pub fn from_wire(value: &[u8; 4]) -> Result<String, lonelypsp::field::Rejected> {
        Ok(format!("{value:?}"))
    }

    pub fn to_wire(_: &String) -> [u8; 4] {
        [0; 4]
    }
}

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Yes {
    yes: bool,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Lists {
    #[lonely(group, count = u8, sorted = topik)]
    unknown: Vec<Topic>,
    #[lonely(group, count = u8, sorted = "yes")]
    unordered: Vec<Topic>,
    #[lonely(group, count = u8, sorted = id)]
    converted: Vec<Topic>,
    #[lonely(group, count = u8, sorted = yes)]
    without: Vec<Yes>,
}

fn main() {}
