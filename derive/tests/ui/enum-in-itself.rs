//! An enum that would hold itself.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
enum Endless {
    Again(Box<Endless>),
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {}

#[derive(LonelyMessage)]
enum More {
    Ping(Ping),
    Again(std::boxed::Box<self::More>),
}

fn main() {}
