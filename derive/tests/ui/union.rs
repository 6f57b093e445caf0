//! A union is no message.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
union Subscribe {
    topic: [u8; 4],
    number: u32,
}

fn main() {}
