//! The macro with a schema that is not there.

lonelypsp::schema!("schema/mine.yaml");

fn main() {}
