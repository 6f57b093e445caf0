//! A field called `body`, beside the one that holds the body.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify_stream", variant = "continuation")]
struct Continuation<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    identifier: &'a [u8],
    part_id: u64,
    payload: &'a [u8],
    body: &'a [u8],
}

fn main() {}
