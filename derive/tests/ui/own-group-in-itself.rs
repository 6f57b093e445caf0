//! An entry that would lie in itself, at once or by another.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Tree {
    #[lonely(group, count = u8)]
    branches: Vec<Tree>,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Forest {
    #[lonely(group, count = u8)]
    trees: Vec<Tree>,
}

fn main() {}
