//! A variant that holds no message.

use lonelypsp::LonelyMessage;

struct Subscribe;

#[derive(LonelyMessage)]
enum Incoming {
    Subscribe(Subscribe),
    Text(std::string::String),
}

fn main() {}
