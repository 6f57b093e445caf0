//! A field that cannot hold anything.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    nothing: (),
}

fn main() {}
