//! A type code that is given twice in an enum with type parameters is found where the enum is used.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a, T> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: T,
}

#[derive(LonelyMessage)]
enum Incoming<'a, T> {
    Subscribe(Subscribe<'a, T>),
    Again(Subscribe<'a, T>),
}

const _: &[u16] = Incoming::<&[u8]>::TYPE_CODES;

fn main() {}
