//! All types that are wrong are reported at once.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe {
    authorization: Option<Vec<u8>>,
    tracing: std::collections::HashMap<String, Vec<u8>>,
    topic: u64,
}

fn main() {}
