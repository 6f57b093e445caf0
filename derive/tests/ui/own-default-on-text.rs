//! A default of something that is no integer.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(default = 5)]
    name: String,
}

fn main() {}
