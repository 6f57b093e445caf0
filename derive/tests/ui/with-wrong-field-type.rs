//! A module for another type than the field has.

use lonelypsp::LonelyMessage;

mod number {
    use lonelypsp::field::Rejected;

    pub fn from_wire(value: &[u8]) -> Result<u32, Rejected> {
        value.first().map(|byte| u32::from(*byte)).ok_or(Rejected)
    }

    pub fn to_wire(value: &u32) -> Vec<u8> {
        value.to_be_bytes().to_vec()
    }
}

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    #[lonely(with = number)]
    topic: u64,
}

fn main() {}
