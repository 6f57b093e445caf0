//! A module whose functions take and give something else.

use lonelypsp::LonelyMessage;

mod wrong {
    pub fn from_wire(value: &str) -> Option<u8> {
        value.parse().ok()
    }

    pub fn to_wire(value: &u8) -> u8 {
        *value
    }
}

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    #[lonely(with = wrong)]
    topic: u8,
}

fn main() {}
