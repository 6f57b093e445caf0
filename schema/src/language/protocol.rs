//! Protocols: what stands before each message, and what signed documents share.

use super::version::{DEPRECATED, SINCE, UNTIL};
use super::{Key, Mapping, Takes};

/// A protocol.
pub static PROTOCOL: Mapping = Mapping {
    name: "a protocol",
    about: "Messages that two sides exchange, and what all of them begin with.",
    keys: &[
        Key {
            name: "prefix",
            takes: Takes::Word(&[
                ("flags_and_code", "4 bytes: the flags and the type code of the message, 2 bytes each"),
                ("none", "nothing; every message is a `sequence`, and there are no flags"),
            ]),
            default: Some("`flags_and_code`"),
            about: "what stands before every message",
            example: "prefix: none",
        },
        Key {
            name: "stamp",
            takes: Takes::One(&STAMP),
            default: Some("its messages are not documents that others are signed by"),
            about: "which fields of its messages the header of a signature carries",
            example: "stamp: { time: timestamp, nonce: nonce }",
        },
        SINCE,
        UNTIL,
        DEPRECATED,
        Key {
            name: "doc",
            takes: Takes::Prose,
            default: None,
            about: "what it is for, and what holds for all of its messages",
            example: "doc: One line per message.",
        },
        Key {
            name: "unknown_flags",
            takes: Takes::Word(&[
                ("ignore", "they are accepted and lost"),
                ("refuse", "a message that has one is refused"),
                ("keep", "they are a field `unknown_flags` of each message, and written again"),
            ]),
            default: Some("`ignore`"),
            about: "what becomes of bits that no flag names",
            example: "unknown_flags: refuse",
        },
        Key {
            name: "flags",
            takes: Takes::Named("the name of the flag", &Takes::One(&FLAG)),
            default: Some("none; messages with `headers` need the one that selects their form"),
            about: "the bits of the first two bytes",
            example: "flags: { urgent: { bit: 1, doc: Whether it cannot wait. } }",
        },
    ],
    misplaced: &[],
};

/// A flag.
pub static FLAG: Mapping = Mapping {
    name: "a flag",
    about: "One bit of the prefix. But for the one that selects the header block, it is a field of each message, true or \
            false.",
    keys: &[
        Key {
            name: "bit",
            takes: Takes::Integer(0, 15),
            default: None,
            about: "its number, 0 to 15",
            example: "bit: 1",
        },
        Key {
            name: "selects",
            takes: Takes::Word(&[(
                "minimal",
                "the minimal header block, without names, follows if it is set",
            )]),
            default: Some("it is a field"),
            about: "that it says which header block follows; exactly one flag of a protocol with headers does",
            example: "selects: minimal",
        },
        SINCE,
        UNTIL,
        DEPRECATED,
        Key {
            name: "doc",
            takes: Takes::Prose,
            default: None,
            about: "what it means that it is set",
            example: "doc: Whether it cannot wait.",
        },
    ],
    misplaced: &[],
};

/// The stamp of signed documents.
pub static STAMP: Mapping = Mapping {
    name: "a stamp",
    about: "The fields that every document of a protocol shares with the header that carries its signature.",
    keys: &[
        Key {
            name: "time",
            takes: Takes::Text("the name of a field: a `uint` of 8 bytes, `write: fixed`"),
            default: None,
            about: "the field that holds the time of signing",
            example: "time: timestamp",
        },
        Key {
            name: "nonce",
            takes: Takes::Text("the name of a field: `text`"),
            default: None,
            about: "the field that holds the nonce",
            example: "nonce: nonce",
        },
    ],
    misplaced: &[],
};
