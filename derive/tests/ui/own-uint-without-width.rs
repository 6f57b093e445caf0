//! An integer in a type that does not say its width.

use lonelypsp::LonelyMessage;

struct Count(u32);

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(uint)]
    count: Count,
}

fn main() {}
