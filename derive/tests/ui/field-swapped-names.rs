//! Two fields that could hold either of two values.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    trace_of_it: &'a [u8],
    subject: &'a [u8],
}

fn main() {}
