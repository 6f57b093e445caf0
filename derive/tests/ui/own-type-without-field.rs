//! A kind that the type does not implement `Field` for.

use lonelypsp::LonelyMessage;

struct Name(String);

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(text(max = 64))]
    name: Name,
}

fn main() {}
