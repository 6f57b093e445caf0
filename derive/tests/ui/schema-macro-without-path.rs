//! The macro without a path.

lonelypsp::schema!();

fn main() {}
