//! A schema, and no message of it.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(schema = "schema/mine.yaml", from = "subscriber", code = 100)]
struct Ping {
    count: u8,
}

fn main() {}
