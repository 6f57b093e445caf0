//! A message with a body, and no field for it.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify_stream", variant = "continuation")]
struct Continuation<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    identifier: &'a [u8],
    part_id: u64,
}

fn main() {}
