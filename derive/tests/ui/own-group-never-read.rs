//! Every entry begins like the end of its group.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Part {
    #[lonely(literal = "00ff")]
    number: u8,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Lists {
    #[lonely(group, literal_after = "00")]
    parts: Vec<Part>,
    #[lonely(group)]
    others: Vec<Part>,
    #[lonely(literal = "00ff")]
    last: u8,
}

fn main() {}
