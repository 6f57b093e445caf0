//! The macro with an option that does not exist.

lonelypsp::schema!("mine.yaml", serde, colour = red);

fn main() {}
