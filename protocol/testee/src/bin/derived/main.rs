//! Derived structs as a testee of the conformance protocol: every message of the schema, in types of their own.
//!
//! Fields stand in another order than in the schema, own what they hold or borrow it, have other names, and are wider
//! than they need be; what is read and written, and what is refused and where, is that of the generated code all the
//! same.

mod b2s;
mod held;
mod record;
mod s2b;

use std::process::ExitCode;

use lonelypsp::reflect::{Field, Shape, Value};
use lonelypsp::stateful::Flags;
use lonelypsp::{DecodeError, EncodeError, HeaderMode, LonelyMessage};
use lonelypsp_testee::{Codec, Codecs, serve, testee};

use record::FromValues;

/// Both directions.
struct Derived;

impl Codecs for Derived {
    const PROTOCOL: &'static str = "stateful";

    fn is_minimal(flags: u16) -> Option<bool> {
        Some(Flags(flags).is_minimal())
    }

    type S2b<'a> = s2b::Message<'a>;
    type B2s<'a> = b2s::Message<'a>;
}

macro_rules! codec {
    ($($module:ident)*) => {$(
        impl<'a> Codec<'a> for $module::Message<'a> {
            fn shapes() -> Vec<&'static Shape> {
                <Self as FromValues<'_>>::shapes()
            }

            fn build(
                shape: &Shape,
                source: &mut dyn FnMut(&'static Field) -> Value<'a>,
            ) -> Option<Result<Self, EncodeError>> {
                Self::from_values(shape, source)
            }

            fn decode(_: Option<&str>, input: &'a [u8]) -> Result<Self, Option<DecodeError>> {
                LonelyMessage::decode(input).map_err(Some)
            }

            fn encode(&self, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
                LonelyMessage::encode(self, mode)
            }
        }
    )*};
}

codec!(s2b b2s);

fn main() -> ExitCode {
    serve(testee::<Derived>)
}
