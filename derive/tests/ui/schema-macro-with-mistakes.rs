//! The macro with a schema that has mistakes.

lonelypsp::schema!("mistakes.yaml");

fn main() {}
