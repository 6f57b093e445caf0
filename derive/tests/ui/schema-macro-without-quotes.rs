//! A path that is no text.

lonelypsp::schema!(schema / mine.yaml);

fn main() {}
