//! A type of one's own with a constant parameter.

use lonelypsp::LonelyMessage;

struct Topic<const N: usize>([u8; N]);

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a, const N: usize> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: Topic<N>,
}

fn read(input: &[u8]) {
    let _ = Subscribe::<4>::decode(input);
}

fn main() {}
