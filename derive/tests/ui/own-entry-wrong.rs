//! Of a wrong entry, the message that has it is not to blame.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Entry {
    #[lonely(prefix = u9)]
    name: String,
    number: u8,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Lists {
    #[lonely(group, count = u8, sorted = number)]
    entries: Vec<Entry>,
}

fn main() {}
