//! Types, and the kinds that there are.

use crate::ir::Kind;

use super::{Key, Mapping, Takes};

/// A kind of value.
#[derive(Debug)]
pub struct KindOf {
    /// Its name.
    pub name: &'static str,
    /// What it is in the model, if no key says more about it.
    pub alone: Option<Kind>,
    /// Which keys of a type say something about it.
    pub keys: &'static [&'static str],
    /// What a reader takes.
    pub read: &'static str,
    /// What a writer gives.
    pub written: &'static str,
    /// A type of this kind, in one line of YAML.
    pub example: &'static str,
    /// A value as people write it, and the bytes that end its spelling; an integer that is written in full has more of the sign before.
    pub value: (&'static str, &'static [u8]),
}

impl KindOf {
    /// The kind of that name.
    ///
    /// ```
    /// use lonelypsp_schema::language::KindOf;
    /// assert_eq!(KindOf::named("uint").unwrap().keys, ["max_bytes", "write"]);
    /// ```
    pub fn named(name: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.name == name)
    }
}

/// All kinds.
pub static KINDS: &[KindOf] = &[
    KindOf {
        name: "bytes",
        alone: None,
        keys: &["max", "length"],
        read: "any bytes",
        written: "the bytes",
        example: "topic: { kind: bytes, doc: What a line is about. }",
        value: ("`hi`", b"hi"),
    },
    KindOf {
        name: "text",
        alone: None,
        keys: &["max"],
        read: "strict UTF-8",
        written: "UTF-8",
        example: "nick: { kind: text, max: 20, doc: Who is speaking. }",
        value: ("`hi`", b"hi"),
    },
    KindOf {
        name: "optional_text",
        alone: None,
        keys: &["max"],
        read: "strict UTF-8; no bytes are no text",
        written: "UTF-8; no text is no bytes, so that an empty one cannot be sent",
        example: "reply_to: { kind: optional_text, doc: Whom a line answers. }",
        value: ("`hi`", b"hi"),
    },
    KindOf {
        name: "bool",
        alone: Some(Kind::BOOL),
        keys: &[],
        read: "true if it is the one byte `01`, false whatever else it is",
        written: "`01` or `00`",
        example: "loud: { kind: bool, doc: Whether to ring a bell. }",
        value: ("true", &[1]),
    },
    KindOf {
        name: "uint",
        alone: None,
        keys: &["max_bytes", "write"],
        read: "0 to `max_bytes` bytes, the high one first; no bytes are 0",
        written: "with as few bytes as it needs, none for 0; with `write: fixed`, always with all of `max_bytes`",
        example: "count: { kind: uint, max_bytes: 4, doc: How many there are. }",
        value: ("5", &[5]),
    },
    KindOf {
        name: "int",
        alone: None,
        keys: &["max_bytes"],
        read: "0 to `max_bytes` bytes of two's complement, the high one first, extended by its sign; no bytes are 0",
        written: "always with all of `max_bytes`",
        example: "offset: { kind: int, max_bytes: 2, doc: How far it is off. }",
        value: ("-2", &[0xfe]),
    },
    KindOf {
        name: "float",
        alone: Some(Kind::FLOAT),
        keys: &[],
        read: "8 bytes, an IEEE 754 binary64, the high one first; every bit pattern",
        written: "8 bytes; what is no number as `7ff8000000000000`, `-0` and all others as they are",
        example: "degrees: { kind: float, doc: The temperature. }",
        value: ("0.5", &[0x3f, 0xe0, 0, 0, 0, 0, 0, 0]),
    },
];

/// Words that other languages of schemas have for kinds, and what says the same here.
pub(super) const ELSEWHERE: &[(&[&str], &str)] = &[
    (&["string", "str", "varchar", "char", "utf8", "utf-8", "json"], "write `kind: text`"),
    (
        &["integer", "number", "long", "short", "varint", "unsigned", "signed", "numeric", "bigint"],
        "write `kind: uint`, or `kind: int` if there is a sign, and `max_bytes: N`, 1 to 8",
    ),
    (&["boolean"], "write `kind: bool`"),
    (
        &["flag", "flags", "bit"],
        "a bit of the prefix is under `flags` of the protocol; a value that is true or false has `kind: bool`",
    ),
    (
        &["double", "float64", "f64", "float32", "f32", "real", "decimal"],
        "write `kind: float`, which has 8 bytes",
    ),
    (&["binary", "blob", "byte", "buffer", "data", "bytearray", "octets"], "write `kind: bytes`"),
    (&["uuid", "guid"], "write `kind: bytes, length: 16`"),
    (&["hash", "digest", "sha512"], "write `kind: bytes, length: N`, and `verify` in the header"),
    (
        &["enum", "enumeration", "choice"],
        "write `kind: uint`, whose `doc` says what the numbers mean; or `variants`, if they have values of their own",
    ),
    (
        &["timestamp", "date", "datetime", "time", "duration"],
        "write `kind: uint`, whose `doc` says the unit and from when it counts",
    ),
    (
        &["list", "array", "repeated", "vector", "vec", "map", "dict", "set", "group"],
        "a list is a `group` in a `sequence`, which stands in the place of `headers`",
    ),
    (
        &["struct", "object", "record", "message", "any"],
        "values that belong together are a `group` in a `sequence`; a message within a message is `bytes`",
    ),
    (&["union", "oneof", "variant"], "shapes of a message are its `variants`"),
    (
        &["optional", "nullable", "none", "null"],
        "a text that can be absent has `kind: optional_text`; another value that can be has a `when`",
    ),
];

/// A type.
pub static TYPE: Mapping = Mapping {
    name: "a type",
    about: "A kind of value with its limits and its documentation, to be used by name.",
    keys: &[
        Key {
            name: "kind",
            takes: Takes::Text("one of the kinds below"),
            default: None,
            about: "one of bytes, text, optional_text, bool, uint, int, float",
            example: "kind: bytes",
        },
        Key {
            name: "max",
            takes: Takes::Changing(1, 65535),
            default: Some("as long as its length can say"),
            about: "the most bytes of a value of bytes or text",
            example: "max: 64",
        },
        Key {
            name: "length",
            takes: Takes::Changing(1, 65535),
            default: Some("any length up to `max`"),
            about: "how many bytes a value of bytes has, no more and no fewer",
            example: "length: 32",
        },
        Key {
            name: "max_bytes",
            takes: Takes::Changing(1, 8),
            default: Some("`uint` and `int` must say it"),
            about: "the most bytes a reader takes, 1 to 8",
            example: "max_bytes: 4",
        },
        Key {
            name: "write",
            takes: Takes::Word(&[
                ("minimal", "as few bytes as the number needs, none for 0"),
                ("fixed", "all of `max_bytes`"),
            ]),
            default: Some("`minimal`"),
            about: "with how many bytes a `uint` is written",
            example: "write: fixed",
        },
        Key {
            name: "secret",
            takes: Takes::Boolean,
            default: Some("`false`"),
            about: "whether programs keep a value out of what they show and log",
            example: "secret: true",
        },
        Key {
            name: "doc",
            takes: Takes::Prose,
            default: None,
            about: "what it is, its units and limits; values without a text of their own have this one",
            example: "doc: The name of a topic.",
        },
    ],
    misplaced: &[],
};
