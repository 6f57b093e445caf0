//! A type of one's own that borrows for ever.

use lonelypsp::LonelyMessage;

use lonelypsp::field::{Bytes, Field, Rejected};

struct Topic<'a>(&'a [u8]);

impl<'a> Field<'a, Bytes> for Topic<'a> {
    fn from_wire(value: &'a [u8]) -> Result<Self, Rejected> {
        Ok(Self(value))
    }

    fn to_wire(&self) -> &[u8] {
        self.0
    }
}

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    topic: Topic<'static>,
}

fn main() {}
