//! Every contestant on every message, as closures that repeat one operation.
//!
//! Longer than other files: it is one table, a row for each contestant and message.

use std::fmt;
use std::hint::black_box;

use bytes::Bytes;

use crate::handwritten::{self, HeaderMode};
use crate::{
    AUTHORIZATION, BODIES, IDENTIFIER, SUBSCRIBERS, TOPIC, TRACING, body, confirm_notify, derived, digest,
    generated, notify, prost_messages as prost, rkyv_messages as rkyv, subscribe_exact,
    wincode_messages as wincode,
};

/// What is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// From bytes to a message, for `NOTIFY` without its digest.
    Parse,
    /// From bytes to a message, with the digest.
    Verify,
    /// From a message to bytes in one allocation, which is freed.
    Encode,
    /// From a message to bytes in a buffer that is there.
    EncodeInto,
    /// The digest alone.
    Digest,
    /// Nothing but the loop.
    Loop,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contestant {
    /// The crate `lonelypsp`.
    Generated,
    /// [`crate::derived`]
    Derived,
    /// [`crate::handwritten`]
    Handwritten,
    /// [`crate::prost_messages`]
    Prost,
    /// [`crate::rkyv_messages`]
    Rkyv,
    /// [`crate::wincode_messages`]
    Wincode,
    /// [`crate::raw`]
    Raw,
    /// The hash function.
    Sha2,
    /// A copy of the finished bytes into an allocation of their length: no writer can be quicker.
    Copy,
}

/// On which message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// `SUBSCRIBE_EXACT`
    SubscribeExact,
    /// `CONFIRM_NOTIFY`
    ConfirmNotify,
    /// `NOTIFY` with a body of so many bytes.
    Notify(usize),
}

/// The identity of a case. Formats that have only one mode are filed under minimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// What is repeated.
    pub operation: Operation,
    /// On which message.
    pub message: Message,
    /// In which mode.
    pub mode: HeaderMode,
    /// Who does it.
    pub contestant: Contestant,
}

/// Repeats an operation so many times.
pub type Run = Box<dyn Fn(usize)>;

/// One operation of one contestant on one message.
pub struct Case {
    /// What tells it from the others.
    pub key: Key,
    /// Makes the input, and what works on it.
    pub prepare: Box<dyn Fn() -> Run>,
}

impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SubscribeExact => write!(formatter, "subscribe_exact"),
            Self::ConfirmNotify => write!(formatter, "confirm_notify"),
            Self::Notify(size) => write!(formatter, "notify_{size}"),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, message, mode, contestant } = self;
        let name = format!("{operation:?}/{message}/{mode:?}/{contestant:?}");
        formatter.write_str(&name.to_lowercase())
    }
}

/// The messages, in the order of the tables.
pub fn messages() -> impl Iterator<Item = Message> {
    [Message::SubscribeExact, Message::ConfirmNotify].into_iter().chain(BODIES.map(Message::Notify))
}

/// Every case.
pub fn all() -> Vec<Case> {
    let mut cases = vec![];
    for message in messages() {
        for mode in [HeaderMode::Minimal, HeaderMode::Expanded] {
            cases.extend(generated::cases(message, mode));
            cases.extend(derived::cases(message, mode));
            cases.extend(handwritten(message, mode));
        }
        cases.extend(others(message));
        cases.extend(raw(message));
        cases.push(copy(message));
    }
    cases
}

/// The case of this name.
pub fn find(name: &str) -> Option<Case> {
    all().into_iter().find(|case| case.key.to_string() == name)
}

/// The bytes of a message in our format, kept for the rest of the program.
pub fn wire(message: Message, mode: HeaderMode) -> &'static [u8] {
    match message {
        Message::SubscribeExact => subscribe_exact(mode).leak(),
        Message::ConfirmNotify => confirm_notify(mode).leak(),
        Message::Notify(size) => notify(mode, &body(size)).leak(),
    }
}

/// A closure that repeats `$work` on `$input`. The function is hidden from the optimizer, so that
/// every contestant is called, and none is merged with the loop. What it returns is dropped.
#[macro_export]
macro_rules! repeat {
    ($input:expr, $work:expr) => {{
        let (input, work) = ($input, std::hint::black_box($work));
        Box::new(move |times: usize| {
            for _ in 0..times {
                let _ = std::hint::black_box(work(std::hint::black_box(&input)));
            }
        }) as $crate::cases::Run
    }};
}

/// A closure that repeats writing `$message` into a buffer that has room, as `$work` does.
#[macro_export]
macro_rules! repeat_into {
    ($message:expr, $work:expr) => {{
        let (message, work) = ($message, std::hint::black_box($work));
        let buffer = std::cell::RefCell::new(Vec::with_capacity(1 << 17));
        Box::new(move |times: usize| {
            let mut buffer = buffer.borrow_mut();
            for _ in 0..times {
                buffer.clear();
                work(std::hint::black_box(&message), std::hint::black_box(&mut buffer));
            }
        }) as $crate::cases::Run
    }};
}

/// Parse, verify and encode of the implementations of our own format, which have the same interface. Their
/// types are those in scope where this is used.
macro_rules! own_cases {
    ($contestant:expr, $message:expr, $mode:expr, $own_mode:expr) => {{
        type Decoded<T> = Result<T, DecodeError>;
        type Encoded = Result<Vec<u8>, EncodeError>;
        let case = |operation, prepare: Box<dyn Fn() -> Run>| Case {
            key: Key { operation, message: $message, mode: $mode, contestant: $contestant },
            prepare,
        };
        let input = move || wire($message, $mode);
        match $message {
            Message::SubscribeExact => vec![
                case(
                    Operation::Parse,
                    Box::new(move || {
                        let decode: fn(&&'static [u8]) -> Decoded<SubscribeExact<'static>> =
                            |input| SubscribeExact::decode(input);
                        $crate::repeat!(input(), decode)
                    }),
                ),
                case(
                    Operation::Encode,
                    Box::new(move || {
                        let message = SubscribeExact::decode(input()).expect("the input is right");
                        let encode: fn(&(SubscribeExact<'static>, OwnMode)) -> Encoded =
                            |(message, mode)| message.encode(*mode);
                        $crate::repeat!((message, $own_mode), encode)
                    }),
                ),
            ],
            Message::ConfirmNotify => vec![
                case(
                    Operation::Parse,
                    Box::new(move || {
                        let decode: fn(&&'static [u8]) -> Decoded<ConfirmNotify<'static>> =
                            |input| ConfirmNotify::decode(input);
                        $crate::repeat!(input(), decode)
                    }),
                ),
                case(
                    Operation::Encode,
                    Box::new(move || {
                        let message = ConfirmNotify::decode(input()).expect("the input is right");
                        let encode: fn(&(ConfirmNotify<'static>, OwnMode)) -> Encoded =
                            |(message, mode)| message.encode(*mode);
                        $crate::repeat!((message, $own_mode), encode)
                    }),
                ),
            ],
            Message::Notify(_) => vec![
                case(
                    Operation::Parse,
                    Box::new(move || {
                        let decode: fn(&&'static [u8]) -> Decoded<UnverifiedNotify> =
                            |input| Notify::decode_unverified(input);
                        $crate::repeat!(input(), decode)
                    }),
                ),
                case(
                    Operation::Verify,
                    Box::new(move || {
                        let decode: fn(&&'static [u8]) -> Decoded<Notify<'static>> =
                            |input| Notify::decode(input);
                        $crate::repeat!(input(), decode)
                    }),
                ),
                case(
                    Operation::Encode,
                    Box::new(move || {
                        let Ok(Notify::Uncompressed(message)) = Notify::decode(input()) else {
                            unreachable!("the input is right and not compressed")
                        };
                        let encode: fn(&(NotifyUncompressed<'static>, OwnMode)) -> Encoded =
                            |(message, mode)| message.encode(*mode);
                        $crate::repeat!((message, $own_mode), encode)
                    }),
                ),
            ],
        }
    }};
}
pub(crate) use own_cases;

fn handwritten(message: Message, mode: HeaderMode) -> Vec<Case> {
    use handwritten::{ConfirmNotify, DecodeError, EncodeError, Notify, NotifyUncompressed, SubscribeExact};
    type UnverifiedNotify = handwritten::Unverified<'static>;
    type OwnMode = HeaderMode;
    own_cases!(Contestant::Handwritten, message, mode, mode)
}

/// The writer without bounds.
fn raw(message: Message) -> Option<Case> {
    let Message::Notify(size) = message else { return None };
    let key =
        Key { operation: Operation::Encode, message, mode: HeaderMode::Minimal, contestant: Contestant::Raw };
    let prepare = Box::new(move || {
        let body: &'static [u8] = crate::body(size).leak();
        let notify = handwritten::NotifyUncompressed {
            authorization: Some(crate::AUTHORIZATION),
            tracing: crate::TRACING,
            identifier: crate::IDENTIFIER,
            topic: crate::TOPIC,
            sha512: Box::leak(Box::new(crate::digest(body))),
            message: body,
        };
        let encode: fn(&handwritten::NotifyUncompressed<'static>) -> Option<Vec<u8>> =
            |message| crate::raw::encode(message);
        repeat!(notify, encode)
    });
    Some(Case { key, prepare })
}

/// What every encoding into an allocation takes at least.
fn copy(message: Message) -> Case {
    let key = Key {
        operation: Operation::Encode,
        message,
        mode: HeaderMode::Minimal,
        contestant: Contestant::Copy,
    };
    let prepare = Box::new(move || {
        let copy: fn(&&'static [u8]) -> Vec<u8> = |input| input.to_vec();
        repeat!(wire(message, HeaderMode::Minimal), copy)
    });
    Case { key, prepare }
}

/// Parse and encode of prost, rkyv and wincode, from one message of each.
macro_rules! formats {
    ($message:expr, $name:ident, $archived:ident, $prost:expr, $rkyv:expr, $wincode:expr) => {{
        let case = |contestant, operation, prepare: Box<dyn Fn() -> Run>| Case {
            key: Key { operation, message: $message, mode: HeaderMode::Minimal, contestant },
            prepare,
        };
        vec![
            case(
                Contestant::Prost,
                Operation::Parse,
                Box::new(move || {
                    let input = Bytes::from(prost::Message::encode_to_vec(&$prost));
                    let decode: fn(&Bytes) -> Result<prost::$name, prost::DecodeError> =
                        |input| prost::Message::decode(input.clone());
                    repeat!(input, decode)
                }),
            ),
            case(
                Contestant::Prost,
                Operation::Encode,
                Box::new(move || {
                    let encode: fn(&prost::$name) -> Vec<u8> =
                        |message| prost::Message::encode_to_vec(message);
                    repeat!($prost, encode)
                }),
            ),
            case(
                Contestant::Prost,
                Operation::EncodeInto,
                Box::new(move || {
                    let encode: fn(&prost::$name, &mut Vec<u8>) =
                        |message, buffer| prost::Message::encode(message, buffer).expect("it has room");
                    repeat_into!($prost, encode)
                }),
            ),
            case(
                Contestant::Rkyv,
                Operation::Parse,
                Box::new(move || {
                    let input = rkyv::to_bytes::<rkyv::Error>(&$rkyv).expect("it fits");
                    let input: &'static rkyv::AlignedVec = Box::leak(Box::new(input));
                    type Accessed = Result<wincode::$name<'static>, rkyv::Error>;
                    let access: fn(&&'static [u8]) -> Accessed = |input| {
                        let archived = rkyv::access::<rkyv::$archived, rkyv::Error>(input)?;
                        Ok(archived.view())
                    };
                    repeat!(input.as_slice(), access)
                }),
            ),
            case(
                Contestant::Rkyv,
                Operation::Encode,
                Box::new(move || {
                    type Encoded = Result<rkyv::AlignedVec, rkyv::Error>;
                    let encode: fn(&rkyv::$name) -> Encoded =
                        |message| rkyv::to_bytes::<rkyv::Error>(message);
                    repeat!($rkyv, encode)
                }),
            ),
            case(
                Contestant::Wincode,
                Operation::Parse,
                Box::new(move || {
                    let input = wincode::serialize(&$wincode).expect("it fits").leak();
                    type Decoded = wincode::ReadResult<wincode::$name<'static>>;
                    let decode: fn(&&'static [u8]) -> Decoded = |input| wincode::deserialize(input);
                    repeat!(&*input, decode)
                }),
            ),
            case(
                Contestant::Wincode,
                Operation::Encode,
                Box::new(move || {
                    let encode: fn(&wincode::$name<'static>) -> wincode::WriteResult<Vec<u8>> =
                        |message| wincode::serialize(message);
                    repeat!($wincode, encode)
                }),
            ),
        ]
    }};
}

/// The fields of prost's messages own their bytes on the heap, as the topics and traces of a running
/// program do; writing takes a second handle on each.
fn others(message: Message) -> Vec<Case> {
    match message {
        Message::SubscribeExact => formats!(
            message,
            SubscribeExact,
            ArchivedSubscribeExact,
            prost::SubscribeExact {
                authorization: Some(AUTHORIZATION.into()),
                tracing: Bytes::copy_from_slice(TRACING),
                topic: Bytes::copy_from_slice(TOPIC),
            },
            rkyv::SubscribeExact {
                authorization: Some(AUTHORIZATION.into()),
                tracing: TRACING.into(),
                topic: TOPIC.into(),
            },
            wincode::SubscribeExact { authorization: Some(AUTHORIZATION), tracing: TRACING, topic: TOPIC }
        ),
        Message::ConfirmNotify => formats!(
            message,
            ConfirmNotify,
            ArchivedConfirmNotify,
            prost::ConfirmNotify {
                identifier: Bytes::copy_from_slice(IDENTIFIER),
                subscribers: SUBSCRIBERS,
                authorization: Some(AUTHORIZATION.into()),
                tracing: Bytes::copy_from_slice(TRACING),
            },
            rkyv::ConfirmNotify {
                identifier: IDENTIFIER.into(),
                subscribers: SUBSCRIBERS,
                authorization: Some(AUTHORIZATION.into()),
                tracing: TRACING.into(),
            },
            wincode::ConfirmNotify {
                identifier: IDENTIFIER,
                subscribers: SUBSCRIBERS,
                authorization: Some(AUTHORIZATION),
                tracing: TRACING,
            }
        ),
        Message::Notify(size) => notify_of_others(message, size),
    }
}

fn notify_of_others(message: Message, size: usize) -> Vec<Case> {
    let mut cases = formats!(
        message,
        Notify,
        ArchivedNotify,
        prost::Notify {
            authorization: Some(AUTHORIZATION.into()),
            tracing: Bytes::copy_from_slice(TRACING),
            identifier: Bytes::copy_from_slice(IDENTIFIER),
            topic: Bytes::copy_from_slice(TOPIC),
            compressor: Some(0),
            compressed_length: size as u64,
            decompressed_length: size as u64,
            sha512: digest(&body(size)).to_vec().into(),
            message: body(size).into(),
        },
        rkyv::Notify {
            authorization: Some(AUTHORIZATION.into()),
            tracing: TRACING.into(),
            identifier: IDENTIFIER.into(),
            topic: TOPIC.into(),
            compressor: 0,
            compressed_length: size as u64,
            decompressed_length: size as u64,
            sha512: digest(&body(size)),
            message: body(size),
        },
        wincode::Notify {
            authorization: Some(AUTHORIZATION),
            tracing: TRACING,
            identifier: IDENTIFIER,
            topic: TOPIC,
            compressor: 0,
            compressed_length: size as u64,
            decompressed_length: size as u64,
            sha512: Box::leak(Box::new(digest(&body(size)))),
            message: body(size).leak(),
        }
    );
    cases.push(Case {
        key: Key {
            operation: Operation::Digest,
            message,
            mode: HeaderMode::Minimal,
            contestant: Contestant::Sha2,
        },
        prepare: Box::new(move || {
            let hash: fn(&Vec<u8>) -> [u8; 64] = |body| digest(body);
            repeat!(body(size), hash)
        }),
    });
    cases
}

/// What the measurement itself costs: the loop around a function that does nothing, and for prost
/// the second handle on the input that decoding consumes.
pub fn overhead(contestant: Contestant, operation: Operation) -> Case {
    let mode = HeaderMode::Minimal;
    let message = Message::SubscribeExact;
    let key = Key { operation: Operation::Loop, message, mode, contestant };
    let shares_input = contestant == Contestant::Prost && operation == Operation::Parse;
    let prepare = move || {
        if shares_input {
            let share: fn(&Bytes) -> Bytes = |input| input.clone();
            return repeat!(Bytes::from(subscribe_exact(mode)), share);
        }
        let nothing: fn(&&'static [u8]) = |input| {
            black_box(input);
        };
        repeat!(wire(message, mode), nothing)
    };
    Case { key, prepare: Box::new(prepare) }
}
