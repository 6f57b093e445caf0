//! What does not go with a group, or not without one.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Entry {
    number: u8,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Lists {
    #[lonely(group, count = u8, prefix = u16)]
    prefixed: Vec<Entry>,
    #[lonely(group, count = u8, bytes)]
    bytes: Vec<Entry>,
    #[lonely(count = u8)]
    number: u32,
    #[lonely(sorted = number)]
    other: u32,
    #[lonely(group, count = u9)]
    wide: Vec<Entry>,
    #[lonely(group, count = 8)]
    eight: Vec<Entry>,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Rows {
    rows: Vec<Entry>,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Converted {
    #[lonely(group, count = u8, with = module)]
    rows: Vec<Entry>,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Single {
    #[lonely(group, count = u8)]
    entry: Entry,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Headers {
    #[lonely(group, count = u8)]
    rows: Vec<Entry>,
}

fn main() {}
