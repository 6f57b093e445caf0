//! A schema that is not there.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(schema = "schema/mine.yaml", message = "mine.hello")]
struct Hello {
    name: String,
}

fn main() {}
