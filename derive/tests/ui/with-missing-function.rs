//! A module that lacks one of the two functions.

use lonelypsp::LonelyMessage;

mod half {
    use lonelypsp::field::Rejected;

    pub fn from_wire(value: &[u8]) -> Result<u8, Rejected> {
        value.first().copied().ok_or(Rejected)
    }
}

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    #[lonely(with = half)]
    topic: u8,
}

fn main() {}
