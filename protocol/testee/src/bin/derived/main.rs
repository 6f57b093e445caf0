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

use lonelypsp::reflect::{Field, Reflect, Shape, Value};
use lonelypsp::stateful::Flags;
use lonelypsp::{DecodeError, EncodeError, HeaderMode, LonelyMessage, Other};
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

            fn decode_pieces(
                _: Option<&str>,
                pieces: &mut dyn Iterator<Item = &[u8]>,
                visit: &mut dyn FnMut(&dyn Reflect),
            ) -> Result<Vec<u8>, Option<DecodeError>> {
                let pieces: Vec<_> = pieces.collect();
                let prefix: Vec<_> = pieces.iter().copied().flatten().copied().take(4).collect();
                let code = Other::<&[u8]>::decode(&prefix).map_or(0, |other| other.type_code);
                $module::Message::decode_pieces(code, &mut pieces.into_iter(), visit)
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
