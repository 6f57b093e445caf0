//! Entries that would lie in each other.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Hen {
    #[lonely(group, count = u8)]
    eggs: Vec<Egg>,
}

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Egg {
    #[lonely(group, count = u8)]
    hens: Vec<Hen>,
}

fn main() {}
