//! Codecs that are Rust types, as programs that answer the requests of the conformance protocol.
//!
//! What is needed of the messages is [`LonelyMessage`], and access to their fields by name ([`Reflect`], and a way to build
//! one).

mod compiled;
mod flags;
mod values;

use std::io::{self, Write as _};
use std::process::ExitCode;

use lonelypsp::reflect::{Field, Reflect, Shape, Value};
use lonelypsp::stateful::{Flags, b2s, s2b};
use lonelypsp::{EncodeError, LonelyMessage};
use lonelypsp_conformance::Testee;
use lonelypsp_schema::builtin;

use compiled::Compiled;

/// The messages of one direction.
pub trait Codec<'a>: LonelyMessage<'a> + Reflect {
    /// Every shape that they can have.
    fn shapes() -> Vec<&'static Shape>;

    /// Builds a message of one of these shapes; the source is asked for the value of each field. The error is the first
    /// value that its field cannot hold. For another shape there is nothing.
    fn build(
        shape: &Shape,
        source: &mut dyn FnMut(&'static Field) -> Value<'a>,
    ) -> Option<Result<Self, EncodeError>>;
}

/// The messages of both directions of a protocol.
pub trait Codecs {
    /// The name of the protocol.
    const PROTOCOL: &'static str = "stateful";

    /// Whether the minimal header block follows these flags.
    fn is_minimal(flags: u16) -> bool {
        Flags(flags).is_minimal()
    }

    /// From the subscriber to the broadcaster.
    type S2b<'a>: Codec<'a>;
    /// From the broadcaster to the subscriber.
    type B2s<'a>: Codec<'a>;
}

/// Implements [`Codec`] for enums of all messages of a direction, as they are generated.
#[macro_export]
macro_rules! codec {
    ($($message:ty)*) => {$(
        impl<'a> $crate::Codec<'a> for $message {
            fn shapes() -> Vec<&'static lonelypsp::reflect::Shape> {
                Self::shapes().to_vec()
            }

            fn build(
                shape: &lonelypsp::reflect::Shape,
                source: &mut dyn FnMut(&'static lonelypsp::reflect::Field) -> lonelypsp::reflect::Value<'a>,
            ) -> Option<Result<Self, lonelypsp::EncodeError>> {
                Self::shapes().iter().any(|known| *known == shape).then(|| Self::build(shape, source))
            }
        }
    )*};
}

codec!(s2b::Message<'a> b2s::Message<'a>);

/// What the build script of `lonelypsp` generated from the built-in schema.
pub struct Generated;

impl Codecs for Generated {
    type S2b<'a> = s2b::Message<'a>;
    type B2s<'a> = b2s::Message<'a>;
}

/// Answers requests on standard input, one per line, on standard output, until the end of input.
pub fn serve<C: Codecs>() -> ExitCode {
    match try_serve::<C>() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // If standard error is closed there is nobody left to tell.
            let _ = writeln!(io::stderr(), "error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Codecs as a testee, of this version of their protocol.
pub fn testee<C: Codecs>(version: String) -> impl Testee {
    Compiled::<C>::of_version(version)
}

fn try_serve<C: Codecs>() -> Result<(), String> {
    // The codecs themselves do not say their version; the schema that they were made from does.
    let version = builtin().map_err(|problems| problems.to_string())?.version;
    lonelypsp_conformance::serve(&testee::<C>(version), io::stdin().lock(), io::stdout().lock())
        .map_err(|error| error.to_string())
}
