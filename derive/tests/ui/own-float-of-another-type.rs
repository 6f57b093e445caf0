//! A number with a fraction in a type that does not hold it.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Seen {
    #[lonely(float)]
    at: u64,
    #[lonely(float)]
    until: f32,
    #[lonely(uint(max_bytes = 8))]
    count: f64,
}

fn main() {}
