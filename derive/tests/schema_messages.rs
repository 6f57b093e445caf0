//! Messages of the schema in structs of one's own: what is read and written is what the generated types read and write.
//!
//! Longer than other files: the structs are shared by the tests.

use std::borrow::Cow;
use std::num::NonZero;
use std::sync::Arc;

use bytes::Bytes;
use lonelypsp::field::{self, Field, Rejected};
use lonelypsp::stateful::{b2s, s2b};
use lonelypsp::{Direction, ErrorKind, HeaderMode, LonelyMessage, Shared, sha512};

const MODES: [HeaderMode; 2] = [HeaderMode::Minimal, HeaderMode::Expanded];

/// A topic that is a path.
#[derive(Clone, Debug, PartialEq)]
struct Topic(String);

impl<'a> Field<'a, field::Bytes> for Topic {
    fn from_wire(value: &'a [u8]) -> Result<Self, Rejected> {
        let text = std::str::from_utf8(value).map_err(|_| Rejected)?;
        text.starts_with('/').then(|| Self(text.to_owned())).ok_or(Rejected)
    }

    fn to_wire(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a> {
    // Another order than the schema's.
    topic: Topic,
    authorization: Option<String>,
    #[lonely(rename = "tracing")]
    trace: Cow<'a, [u8]>,
    #[lonely(skip)]
    seen: u32,
}

#[test]
fn fields_of_other_types_names_and_order_give_the_same_bytes() {
    let generated = s2b::SubscribeExact { authorization: Some("Bearer x"), tracing: b"\xaa", topic: b"/a/b" };
    let own = Subscribe {
        topic: Topic("/a/b".to_owned()),
        authorization: Some("Bearer x".to_owned()),
        trace: Cow::Borrowed(b"\xaa"),
        seen: 0,
    };
    for mode in MODES {
        let wire = generated.encode(mode).unwrap();
        assert_eq!(own.encode(mode).unwrap(), wire);
        assert_eq!(own.encoded_len(mode), wire.len());
        let decoded = Subscribe::decode(&wire).unwrap();
        assert!(matches!(decoded.trace, Cow::Borrowed(_)));
        assert_eq!(decoded, own);
        let mut buffer = b"before".to_vec();
        own.encode_into(mode, &mut buffer).unwrap();
        assert_eq!(buffer, [&b"before"[..], &wire].concat());
    }
    assert_eq!(Subscribe::DIRECTION, Direction::S2b);
    assert_eq!(Subscribe::TYPE_CODES, [2]);
    assert_eq!(Subscribe::HEADER_NAMES, ["authorization", "x-tracing", "x-topic"]);
}

#[test]
fn what_a_type_of_the_users_refuses_is_an_error_at_the_value() {
    for mode in MODES {
        let wire = s2b::SubscribeExact { topic: b"no/path", ..Default::default() }.encode(mode).unwrap();
        let error = Subscribe::decode(&wire).unwrap_err();
        // The topic is the last of the message.
        let found = (error.kind(), error.at(), error.offset() as usize);
        assert_eq!(found, (ErrorKind::BadValue, Some("x-topic"), wire.len() - b"no/path".len()));
    }
    // Everything else about the message comes first.
    let mut wire =
        s2b::SubscribeExact { topic: b"no/path", ..Default::default() }.encode(HeaderMode::Minimal).unwrap();
    wire.pop();
    assert_eq!(Subscribe::decode(&wire).unwrap_err().kind(), ErrorKind::Truncated);
}

#[derive(LonelyMessage, Clone, Debug, PartialEq)]
#[lonely(message = "stateful.configure")]
struct Configure {
    subscriber_nonce: [u8; 32],
    enable_zstd: bool,
    enable_training: bool,
    initial_dict: u32,
    authorization: Option<Box<str>>,
    tracing: Bytes,
}

#[test]
fn a_type_that_is_wider_than_its_header_is_checked_when_it_is_written() {
    let mut own = Configure {
        subscriber_nonce: [7; 32],
        enable_zstd: true,
        enable_training: false,
        initial_dict: 65535,
        authorization: None,
        tracing: Bytes::from_static(b"t"),
    };
    for mode in MODES {
        let wire = own.encode(mode).unwrap();
        assert_eq!(Configure::decode(&wire).unwrap(), own);
        assert_eq!(s2b::Configure::decode(&wire).unwrap().initial_dict, 65535);
    }
    own.initial_dict = 65536;
    let error = own.encode(HeaderMode::Minimal).unwrap_err();
    assert_eq!((error.kind(), error.at()), (ErrorKind::OutOfRange, Some("x-initial-dict")));
}

#[test]
fn a_default_of_the_schema_is_that_of_the_struct() {
    // An expanded block without x-initial-dict.
    let mut wire = b"\0\0\0\x01\0\x05".to_vec();
    let headers: [(&str, &[u8]); 5] = [
        ("x-subscriber-nonce", &[0; 32]),
        ("x-enable-zstd", &[1]),
        ("x-enable-training", &[0]),
        ("authorization", b""),
        ("x-tracing", b""),
    ];
    for (name, value) in headers {
        wire.extend(u16::try_from(name.len()).unwrap().to_be_bytes());
        wire.extend(name.as_bytes());
        wire.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
        wire.extend(value);
    }
    assert_eq!(Configure::decode(&wire).unwrap().initial_dict, 48);
}

#[derive(LonelyMessage, Debug)]
#[lonely(message = "stateful.notify", variant = "compressed")]
struct Compressed {
    authorization: Option<Arc<str>>,
    tracing: Vec<u8>,
    identifier: Arc<[u8]>,
    topic: Vec<u8>,
    compressor_id: NonZero<u64>,
    decompressed_length: u64,
    #[lonely(header = "x-compressed-sha512")]
    digest: Box<[u8; 64]>,
    #[lonely(body)]
    data: Box<[u8]>,
}

#[derive(LonelyMessage, Debug)]
#[lonely(message = "stateful.notify", variant = "uncompressed")]
struct Plain<'a> {
    authorization: Option<&'a str>,
    tracing: &'a [u8],
    identifier: &'a [u8],
    topic: &'a [u8],
    verified_uncompressed_sha512: &'a [u8; 64],
    uncompressed_message: &'a [u8],
}

#[derive(LonelyMessage, Debug)]
#[lonely(message = "stateful.notify")]
enum Notify<'a> {
    Compressed(Compressed),
    #[lonely(variant = "uncompressed")]
    Plain(Plain<'a>),
}

fn notifications() -> [s2b::Notify<'static>; 2] {
    let digest = Box::leak(Box::new(sha512(b"hello")));
    let plain = s2b::NotifyUncompressed {
        authorization: None,
        tracing: b"",
        identifier: b"id",
        topic: b"t",
        verified_uncompressed_sha512: digest,
        uncompressed_message: b"hello",
    };
    let compressed = s2b::NotifyCompressed {
        authorization: Some("x"),
        tracing: b"",
        identifier: b"id",
        topic: b"t",
        compressor_id: 9,
        decompressed_length: 100,
        verified_compressed_sha512: digest,
        compressed_message: b"hello",
    };
    [plain.into(), compressed.into()]
}

#[test]
fn an_enum_of_variants_decodes_whichever_it_is() {
    for (message, is_plain) in notifications().into_iter().zip([true, false]) {
        for mode in MODES {
            let mut wire = message.encode(mode).unwrap();
            let own = Notify::decode(&wire).unwrap();
            assert_eq!(matches!(own, Notify::Plain(_)), is_plain);
            assert_eq!(own.encode(mode).unwrap(), wire);
            *wire.last_mut().unwrap() ^= 1;
            assert_eq!(Notify::decode(&wire).unwrap_err(), s2b::Notify::decode(&wire).unwrap_err());
            assert!(Notify::decode_unverified(&wire).unwrap().verify().is_err());
        }
    }
    assert_eq!(Notify::HEADER_NAMES, s2b::Notify::HEADER_NAMES);
}

#[test]
fn a_struct_of_one_variant_refuses_the_others_at_the_header_that_decides() {
    let [plain, compressed] = notifications();
    let (plain, compressed) =
        (plain.encode(HeaderMode::Minimal).unwrap(), compressed.encode(HeaderMode::Minimal).unwrap());
    assert_eq!(Plain::decode(&plain).unwrap().topic, b"t");
    assert_eq!(Compressed::decode(&compressed).unwrap().compressor_id.get(), 9);
    let error = Compressed::decode(&plain).unwrap_err();
    let found = (error.kind(), error.at(), error.offset());
    assert_eq!(found, (ErrorKind::UnexpectedType, Some("x-compressor"), 17));
    assert_eq!(
        error.to_string(),
        "`x-compressor` at byte 17 is that of another variant than the one asked for (unexpected_type)"
    );
    // The generated structs of a variant do the same.
    assert_eq!(s2b::NotifyCompressed::decode(&plain).unwrap_err(), error);
}

#[derive(LonelyMessage, Debug, PartialEq)]
enum Incoming<'a> {
    Subscribe(Subscribe<'a>),
    Glob(s2b::SubscribeGlob<'a>),
    #[lonely(other)]
    Rest(lonelypsp::Other<&'a [u8]>),
}

#[derive(LonelyMessage, Debug, PartialEq)]
enum Strict<'a> {
    Glob(s2b::SubscribeGlob<'a>),
}

#[test]
fn an_enum_of_messages_dispatches_by_type_code() {
    let glob = s2b::SubscribeGlob { glob: "a*", ..Default::default() };
    let unsubscribe = s2b::UnsubscribeGlob { glob: "a*", ..Default::default() };
    for mode in MODES {
        let wire = glob.encode(mode).unwrap();
        assert_eq!(Incoming::decode(&wire).unwrap(), Incoming::Glob(glob.clone()));
        assert_eq!(Strict::decode(&wire).unwrap(), Strict::Glob(glob.clone()));
        assert_eq!(Incoming::decode(&wire).unwrap().encode(mode).unwrap(), wire);

        let mut wire = unsubscribe.encode(mode).unwrap();
        wire[0] = 0x80;
        let other = Incoming::decode(&wire).unwrap();
        let Incoming::Rest(kept) = &other else { panic!("{other:?}") };
        assert_eq!((kept.flags >> 8, kept.type_code, kept.bytes), (0x80, 5, &wire[4..]));
        assert_eq!(other.encode(HeaderMode::Minimal).unwrap(), wire);
        assert_eq!(other.encode(HeaderMode::Expanded).unwrap(), wire);
        assert_eq!(other.encoded_len(mode), wire.len());

        let error = Strict::decode(&wire).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ErrorKind::UnexpectedType, 2));
        wire[3] = 99;
        assert_eq!(Strict::decode(&wire).unwrap_err().kind(), ErrorKind::UnknownType);
        assert_eq!(Incoming::decode(&wire[..3]).unwrap_err().kind(), ErrorKind::Truncated);
    }
    assert_eq!(Incoming::TYPE_CODES, [2, 3]);
}

#[derive(LonelyMessage, Debug)]
#[lonely(message = "stateful.notify_stream")]
enum Stream<'a> {
    Continuation(s2b::NotifyStreamContinuation<'a>),
    #[lonely(other)]
    Start(lonelypsp::Other<Vec<u8>>),
}

#[test]
fn shapes_that_an_enum_does_not_list_are_kept_as_they_are() {
    let continuation = s2b::NotifyStreamContinuation {
        authorization: None,
        tracing: b"",
        identifier: b"i",
        part_id: 1,
        payload: b"p",
    };
    let start = s2b::NotifyStreamStartUncompressed {
        authorization: None,
        tracing: b"",
        identifier: b"i",
        topic: b"t",
        uncompressed_length: 3,
        unverified_uncompressed_sha512: &[0; 64],
        payload: b"p",
    };
    for mode in MODES {
        let wire = continuation.encode(mode).unwrap();
        assert!(
            matches!(Stream::decode(&wire).unwrap(), Stream::Continuation(found) if found == continuation)
        );
        let wire = start.encode(mode).unwrap();
        let kept = Stream::decode(&wire).unwrap();
        assert!(matches!(&kept, Stream::Start(other) if other.bytes == wire[4..]));
        assert_eq!(kept.encode(mode).unwrap(), wire);
    }
}

#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(message = "stateful.confirm_notify")]
struct Generic<'a, 'b, I, const N: usize = 4>
where
    I: Clone,
{
    identifier: I,
    subscribers: u64,
    authorization: Option<&'a str>,
    tracing: &'b [u8],
    #[lonely(skip)]
    scratch: Scratch<N>,
}

#[derive(Debug, Default, PartialEq)]
struct Scratch<const N: usize>;

#[derive(LonelyMessage, Debug, PartialEq)]
enum GenericEnum<'a, I: Clone> {
    Confirm(Generic<'a, 'a, I>),
}

#[test]
fn type_parameters_lifetimes_and_constants_are_carried_along() {
    fn read<'a, I: Field<'a, field::Bytes> + Clone>(wire: &'a [u8]) -> Generic<'a, 'a, I> {
        Generic::decode(wire).unwrap()
    }
    let generated =
        b2s::ConfirmNotify { identifier: b"id", subscribers: 3, authorization: None, tracing: b"" };
    let wire = generated.encode(HeaderMode::Minimal).unwrap();
    assert_eq!(read::<&[u8]>(&wire).identifier, b"id");
    assert_eq!(read::<Vec<u8>>(&wire).encode(HeaderMode::Minimal).unwrap(), wire);
    let GenericEnum::Confirm(inner) = GenericEnum::<Bytes>::decode(&wire).unwrap();
    assert_eq!(inner.identifier, "id");
}

#[test]
fn shared_messages_hold_derived_types() {
    #[derive(LonelyMessage, Debug, PartialEq)]
    #[lonely(message = "stateful.confirm_notify")]
    struct Confirm<'a> {
        identifier: &'a [u8],
        subscribers: u64,
        authorization: Option<&'a str>,
        tracing: &'a [u8],
    }
    let generated =
        b2s::ConfirmNotify { identifier: b"id", subscribers: 3, authorization: None, tracing: b"" };
    let wire = Bytes::from(generated.encode(HeaderMode::Expanded).unwrap());
    let shared: Shared<Confirm<'static>> = Shared::decode(wire).unwrap();
    assert_eq!(shared.get().identifier, b"id");
    assert_eq!(shared, shared.clone());
}

mod percent {
    use lonelypsp::field::Rejected;

    pub(super) fn from_wire(value: u64) -> Result<f32, Rejected> {
        u16::try_from(value).map(|value| f32::from(value) / 100.0).map_err(|_| Rejected)
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a test")]
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a field is given by reference")]
    pub(super) fn to_wire(value: &f32) -> u64 {
        (value * 100.0) as u64
    }
}

mod hex {
    use lonelypsp::field::Rejected;

    pub(super) fn from_wire(value: &[u8]) -> Result<u32, Rejected> {
        std::str::from_utf8(value).ok().and_then(|text| u32::from_str_radix(text, 16).ok()).ok_or(Rejected)
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a field is given by reference")]
    pub(super) fn to_wire(value: &u32) -> String {
        format!("{value:x}")
    }
}

#[test]
fn modules_convert_fields_and_may_make_what_is_written() {
    #[derive(LonelyMessage, Debug, PartialEq)]
    #[lonely(message = "stateful.confirm_notify")]
    struct Confirm {
        #[lonely(with = hex)]
        identifier: u32,
        #[lonely(with = "percent")]
        subscribers: f32,
        authorization: Option<String>,
        tracing: Vec<u8>,
    }
    let own = Confirm { identifier: 0xbeef, subscribers: 1.5, authorization: None, tracing: Vec::new() };
    for mode in MODES {
        let wire = own.encode(mode).unwrap();
        let generated = b2s::ConfirmNotify::decode(&wire).unwrap();
        assert_eq!((generated.identifier, generated.subscribers), (&b"beef"[..], 150));
        assert_eq!(Confirm::decode(&wire).unwrap(), own);
        let refused = b2s::ConfirmNotify { identifier: b"no", ..generated }.encode(mode).unwrap();
        assert_eq!(Confirm::decode(&refused).unwrap_err().at(), Some("x-identifier"));
    }
}

#[test]
fn no_message_is_accepted_that_the_generated_type_refuses() {
    let [_, compressed] = notifications();
    for mode in MODES {
        let wire = compressed.encode(mode).unwrap();
        for end in 0..wire.len() {
            assert_eq!(
                Notify::decode(&wire[..end]).unwrap_err(),
                s2b::Notify::decode(&wire[..end]).unwrap_err()
            );
        }
    }
}
