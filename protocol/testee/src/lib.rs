//! Codecs that are Rust types, as programs that answer the requests of the conformance protocol.
//!
//! What is needed of the messages is [`Codec`], and access to their fields by name ([`Reflect`], and a way to build
//! one).

mod compiled;
mod documents;
mod flags;
mod forms;
mod generated;
mod several;
mod values;

use std::io::{self, Write as _};
use std::process::ExitCode;

use lonelypsp::reflect::{Field, Reflect, Shape, Value};
use lonelypsp::{DecodeError, Decoder, EncodeError, HeaderMode, Incremental, IncrementalError};
pub use lonelypsp_conformance::Testee;
use lonelypsp_schema::builtin;

use compiled::Compiled;

/// The messages of one direction.
pub trait Codec<'a>: Reflect + Sized {
    /// Every shape that they can have.
    fn shapes() -> Vec<&'static Shape>;

    /// Builds a message of one of these shapes; the source is asked for the value of each field. The error is the first
    /// value that its field cannot hold. For another shape there is nothing.
    fn build(
        shape: &Shape,
        source: &mut dyn FnMut(&'static Field) -> Value<'a>,
    ) -> Option<Result<Self, EncodeError>>;

    /// Decodes a message. Where it has no prefix, its name is given, unless it begins with its code.
    ///
    /// # Errors
    /// What is wrong with it; or nothing, if it cannot be known what it is.
    fn decode(name: Option<&str>, input: &'a [u8]) -> Result<Self, Option<DecodeError>>;

    /// Decodes a message that is given in pieces, hands it on without its body, and gives the body.
    ///
    /// # Errors
    /// As [`decode`](Self::decode); nothing also if these messages are not decoded in pieces.
    fn decode_pieces(
        _: Option<&str>,
        _: &mut dyn Iterator<Item = &[u8]>,
        _: &mut dyn FnMut(&dyn Reflect),
    ) -> Result<Vec<u8>, Option<DecodeError>> {
        Err(None)
    }

    /// Encodes it.
    ///
    /// # Errors
    /// What is wrong with it.
    fn encode(&self, mode: HeaderMode) -> Result<Vec<u8>, EncodeError>;
}

/// The messages of both directions of a protocol.
pub trait Codecs {
    /// The name of the protocol.
    const PROTOCOL: &'static str;

    /// Whether the minimal header block follows these flags; nothing, if there are no flags.
    fn is_minimal(flags: u16) -> Option<bool>;

    /// From the subscriber to the broadcaster.
    type S2b<'a>: Codec<'a>;
    /// From the broadcaster to the subscriber.
    type B2s<'a>: Codec<'a>;
}

/// The messages of a direction that has none.
#[derive(Debug)]
pub enum Nothing {}

impl Reflect for Nothing {
    fn shape(&self) -> &'static Shape {
        match *self {}
    }

    fn visit(&self, _: &mut dyn FnMut(&'static Field, Value<'_>)) {
        match *self {}
    }
}

impl<'a> Codec<'a> for Nothing {
    fn shapes() -> Vec<&'static Shape> {
        Vec::new()
    }

    fn build(_: &Shape, _: &mut dyn FnMut(&'static Field) -> Value<'a>) -> Option<Result<Self, EncodeError>> {
        None
    }

    fn decode(_: Option<&str>, _: &'a [u8]) -> Result<Self, Option<DecodeError>> {
        Err(None)
    }

    fn encode(&self, _: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        match *self {}
    }
}

/// All pieces given to a decoder: the message without its body, and the body.
///
/// # Errors
/// What is wrong with it.
pub fn decode_all<M>(
    mut decoder: Decoder<M>,
    pieces: &mut dyn Iterator<Item = &[u8]>,
    visit: &mut dyn FnMut(&dyn Reflect),
) -> Result<Vec<u8>, Option<DecodeError>>
where
    M: Incremental,
    for<'a> M::Of<'a>: Reflect,
{
    let error = |error| match error {
        IncrementalError::Refused(error) => Some(error),
        // No limit was set.
        IncrementalError::AboveLimit { .. } => None,
    };
    let mut body = Vec::new();
    for piece in pieces {
        body.extend_from_slice(decoder.push(piece).map_err(error)?);
    }
    visit(decoder.finish().map_err(error)?.message());
    Ok(body)
}

pub use generated::{all, generated};

/// Answers requests on standard input, one per line, on standard output, until the end of input.
pub fn serve(testee: impl FnOnce(String) -> Box<dyn Testee>) -> ExitCode {
    match try_serve(testee) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // If standard error is closed there is nobody left to tell.
            let _ = writeln!(io::stderr(), "error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Codecs as a testee, of this version of their protocol.
pub fn testee<C: Codecs + 'static>(version: String) -> Box<dyn Testee> {
    Box::new(Compiled::<C>::of_version(version))
}

fn try_serve(testee: impl FnOnce(String) -> Box<dyn Testee>) -> Result<(), String> {
    // The codecs themselves do not say their version; the schema that they were made from does.
    let version = builtin().map_err(|problems| problems.to_string())?.version;
    lonelypsp_conformance::serve(&*testee(version), io::stdin().lock(), io::stdout().lock())
        .map_err(|error| error.to_string())
}
