//! A value of a sequence whose end nothing says.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Ping {
    name: String,
}

fn main() {}
