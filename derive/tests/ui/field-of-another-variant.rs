//! A field for a header that only another variant has.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify_stream", variant = "continuation")]
struct Continuation<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    identifier: &'a [u8],
    part_id: u64,
    topic: &'a [u8],
    payload: &'a [u8],
}

fn main() {}
