//! A type parameter is asked to implement `Field` where it is used.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a, T> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: T,
}

fn read(input: &[u8]) {
    let _ = Subscribe::<u8>::decode(input);
}

fn main() {}
