//! What is generated from the built-in schema, of any version of it, as a testee.

use lonelypsp_conformance::Testee;

use crate::compiled::Compiled;
use crate::documents::Documents;
use crate::several::Several;
use crate::{Codecs, testee};

/// Implements [`Codec`](crate::Codec) for enums of all messages of a direction, as they are generated.
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

            fn decode(_: Option<&str>, input: &'a [u8]) -> Result<Self, Option<lonelypsp::DecodeError>> {
                Self::decode(input).map_err(Some)
            }

            fn decode_pieces(
                _: Option<&str>,
                pieces: &mut dyn Iterator<Item = &[u8]>,
                visit: &mut dyn FnMut(&dyn lonelypsp::reflect::Reflect),
            ) -> Result<Vec<u8>, Option<lonelypsp::DecodeError>> {
                $crate::decode_all(Self::incremental(), pieces, visit)
            }

            fn encode(&self, mode: lonelypsp::HeaderMode) -> Result<Vec<u8>, lonelypsp::EncodeError> {
                self.encode(mode)
            }
        }
    )*};
}

/// The same for messages without a prefix; whether some begin with their code is said.
#[macro_export]
macro_rules! body_codec {
    ($($module:path, $by_code:expr, $in_pieces:expr;)*) => {$(
        const _: () = {
            use $module as module;

            impl<'a> $crate::Codec<'a> for module::Message<'a> {
                fn shapes() -> Vec<&'static lonelypsp::reflect::Shape> {
                    Self::shapes().to_vec()
                }

                fn build(
                    shape: &lonelypsp::reflect::Shape,
                    source: &mut dyn FnMut(&'static lonelypsp::reflect::Field) -> lonelypsp::reflect::Value<'a>,
                ) -> Option<Result<Self, lonelypsp::EncodeError>> {
                    Self::shapes().iter().any(|known| *known == shape).then(|| Self::build(shape, source))
                }

                fn decode(
                    name: Option<&str>,
                    input: &'a [u8],
                ) -> Result<Self, Option<lonelypsp::DecodeError>> {
                    type ByCode<'a> =
                        Option<fn(&'a [u8]) -> Result<module::Message<'a>, lonelypsp::DecodeError>>;
                    let by_code: ByCode<'a> = $by_code;
                    match (name, by_code) {
                        (Some(name), _) => match module::Type::from_name(name) {
                            Some(message_type) => Self::decode(message_type, input).map_err(Some),
                            None => Err(None),
                        },
                        (None, Some(by_code)) => by_code(input).map_err(Some),
                        (None, None) => Err(None),
                    }
                }

                fn decode_pieces(
                    name: Option<&str>,
                    pieces: &mut dyn Iterator<Item = &[u8]>,
                    visit: &mut dyn FnMut(&dyn lonelypsp::reflect::Reflect),
                ) -> Result<Vec<u8>, Option<lonelypsp::DecodeError>> {
                    type ByCode = Option<fn() -> lonelypsp::Decoder<module::Message<'static>>>;
                    let by_code: ByCode = $in_pieces;
                    let decoder = match (name, by_code) {
                        (Some(name), _) => Self::incremental(module::Type::from_name(name).ok_or(None)?),
                        (None, Some(by_code)) => by_code(),
                        (None, None) => return Err(None),
                    };
                    $crate::decode_all(decoder, pieces, visit)
                }

                fn encode(&self, _: lonelypsp::HeaderMode) -> Result<Vec<u8>, lonelypsp::EncodeError> {
                    self.encode()
                }
            }
        };
    )*};
}

/// Defines `generated`, which makes a testee of the protocols in this module: those of the built-in schema, in any version.
#[macro_export]
macro_rules! generated {
    ($visible:vis $root:ident) => {
        use $root::{hashing, signing, stateful, stateless, tracing};

        $crate::codec!(stateful::s2b::Message<'a> stateful::b2s::Message<'a>);
        $crate::body_codec! {
            stateless::s2b, Some(module::Message::decode_by_code), Some(module::Message::incremental_by_code);
            stateless::b2s, Some(module::Message::decode_by_code), Some(module::Message::incremental_by_code);
            signing::s2b, Some(module::Message::decode_by_code), Some(module::Message::incremental_by_code);
            signing::b2s, Some(module::Message::decode_by_code), Some(module::Message::incremental_by_code);
            hashing::s2b, None, None;
            tracing::b2s, None, None;
        }

        struct Stateful;

        impl $crate::Codecs for Stateful {
            const PROTOCOL: &'static str = "stateful";

            fn is_minimal(flags: u16) -> Option<bool> {
                Some(stateful::Flags(flags).is_minimal())
            }

            type S2b<'a> = stateful::s2b::Message<'a>;
            type B2s<'a> = stateful::b2s::Message<'a>;
        }

        $crate::without_prefix! {
            Stateless stateless stateless::s2b::Message<'a>, stateless::b2s::Message<'a>;
            Signing signing signing::s2b::Message<'a>, signing::b2s::Message<'a>;
            Hashing hashing hashing::s2b::Message<'a>, $crate::Nothing;
            Tracing tracing $crate::Nothing, tracing::b2s::Message<'a>;
        }

        /// All protocols of the schema, of this version.
        $visible fn generated(version: String) -> Box<dyn $crate::Testee> {
            $crate::all::<Hashing, Signing, Stateful, Stateless, Tracing>(version)
        }
    };
}

/// Implements [`Codecs`] for protocols whose messages have no prefix.
#[doc(hidden)]
#[macro_export]
macro_rules! without_prefix {
    ($($name:ident $protocol:ident $s2b:ty, $b2s:ty;)*) => {$(
        struct $name;

        impl $crate::Codecs for $name {
            const PROTOCOL: &'static str = stringify!($protocol);

            fn is_minimal(_: u16) -> Option<bool> {
                None
            }

            type S2b<'a> = $s2b;
            type B2s<'a> = $b2s;
        }
    )*};
}

/// The protocols of the built-in schema as one testee, of this version.
pub fn all<Hashing, Signing, Stateful, Stateless, Tracing>(version: String) -> Box<dyn Testee>
where
    Hashing: Codecs + 'static,
    Signing: Codecs + 'static,
    Stateful: Codecs + 'static,
    Stateless: Codecs + 'static,
    Tracing: Codecs + 'static,
{
    let testees = vec![
        testee::<Hashing>(version.clone()),
        testee::<Signing>(version.clone()),
        testee::<Stateful>(version.clone()),
        testee::<Stateless>(version.clone()),
        testee::<Tracing>(version.clone()),
    ];
    let documents = Documents {
        signing: Box::new(Compiled::<Signing>::of_version(version.clone())),
        hashing: Box::new(Compiled::<Hashing>::of_version(version.clone())),
    };
    Box::new(Several { version, testees, documents })
}

generated!(pub lonelypsp);
