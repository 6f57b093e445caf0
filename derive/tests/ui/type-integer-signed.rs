//! A signed integer where the schema has an unsigned one.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.confirm_notify")]
struct ConfirmNotify<'a> {
    identifier: &'a [u8],
    subscribers: i64,
    authorization: Option<&'a str>,
    tracing: &'a [u8],
}

fn main() {}
