//! What uses a type with a mistake is not reported too.

use lonelypsp::LonelyMessage;

use lonelypsp::{HeaderMode, Shared};

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topik: &'a [u8],
}

#[derive(LonelyMessage)]
enum Incoming<'a> {
    Subscribe(Subscribe<'a>),
}

fn main() {
    let subscribe = Subscribe::decode(b"").unwrap();
    let _ = subscribe.encode(HeaderMode::Minimal);
    let _ = Incoming::decode_trusted(b"").unwrap().encoded_len(HeaderMode::Expanded);
    let _: Option<Shared<Subscribe<'static>>> = None;
    let _ = (Subscribe::DIRECTION, Subscribe::TYPE_CODES);
}
