//! A width that no length has.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Ping {
    #[lonely(prefix = u24)]
    name: String,
}

fn main() {}
