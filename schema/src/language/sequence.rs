//! Sequences: values one after another, without names.

use super::message::{VARIANT_DOC, VARIANT_WHEN};
use super::version::{DEPRECATED, SINCE, UNTIL};
use super::{Key, Mapping, Takes};

/// The widths of lengths, counts and codes.
const WIDTHS: Takes =
    Takes::Word(&[("u8", "1 byte"), ("u16", "2 bytes"), ("u32", "4 bytes"), ("u64", "8 bytes")]);

/// An item of a sequence.
pub static ITEM: Mapping = Mapping {
    name: "an item of a sequence",
    about: "What comes next: exactly one of `literal`, `code`, `field`, `group` and `rest`, and what belongs to that.",
    keys: &[
        Key {
            name: "literal",
            takes: Takes::Text("hex digits, two for each byte"),
            default: Some("it is another item"),
            about: "bytes that are always the same; others are refused",
            example: "literal: \"0d0a\"",
        },
        Key {
            name: "code",
            takes: WIDTHS,
            default: Some("it is another item"),
            about: "the message's own type code, so wide",
            example: "code: u8",
        },
        Key {
            name: "field",
            takes: Takes::Text("a name"),
            default: Some("it is another item"),
            about: "a value, and what it is called",
            example: "field: nick",
        },
        Key {
            name: "group",
            takes: Takes::Text("a name"),
            default: Some("it is another item"),
            about: "`items` that come again and again, and what the list of them is called; up to four deep",
            example: "group: lines",
        },
        Key {
            name: "rest",
            takes: Takes::Text("a name"),
            default: Some("it is another item"),
            about: "bytes up to the end of the message, and what they are called; it comes last",
            example: "rest: text",
        },
        Key {
            name: "type",
            takes: Takes::Text("the name of a type"),
            default: Some("a `field` must say it"),
            about: "of a `field`: what it holds",
            example: "type: nick",
        },
        Key {
            name: "prefix",
            takes: WIDTHS,
            default: Some("a `field` has all the bytes that its type says, a `rest` whatever is left"),
            about: "of a `field` or a `rest`: the width of the length before it",
            example: "prefix: u16",
        },
        Key {
            name: "count",
            takes: WIDTHS,
            default: Some("the group goes on to the `literal` that follows it"),
            about: "of a `group`: the width of the number of entries before them",
            example: "count: u32",
        },
        Key {
            name: "sorted",
            takes: Takes::Text("the name of a field of its items: bytes, text or a whole number"),
            default: Some("entries come in any order"),
            about: "of a `group`: that entries ascend by this field, none of them twice",
            example: "sorted: topic",
        },
        Key {
            name: "ambiguous",
            takes: Takes::Boolean,
            default: Some("`false`: such an entry is refused when it is written"),
            about: "of a `group` up to a literal: whether an entry may begin like that literal, for what is never read back",
            example: "ambiguous: true",
        },
        Key {
            name: "equals",
            takes: Takes::Text(
                "`length(NAME)` of the rest, or the name of an earlier field; both are `uint`",
            ),
            default: Some("the value is a field"),
            about: "of a `field`, as of a header",
            example: "equals: length(text)",
        },
        Key {
            name: "verify",
            takes: Takes::Text("`sha512(NAME)` of the rest; the type has `kind: bytes` and `length: 64`"),
            default: Some("the value is not compared"),
            about: "of a `field`, as of a header",
            example: "verify: sha512(text)",
        },
        Key {
            name: "when",
            takes: Takes::Condition,
            default: Some("it is always there"),
            about: "that it is there only if an earlier `uint`, or a flag, has this value; said of the last items before the \
                    rest, the same of all",
            example: "when: { count: 0 }",
        },
        SINCE,
        UNTIL,
        DEPRECATED,
        Key {
            name: "doc",
            takes: Takes::Prose,
            default: Some("a `field` has the text of its type; a `group` and a `rest` must say it"),
            about: "what it is",
            example: "doc: What was said.",
        },
        Key {
            name: "items",
            takes: Takes::List(&Takes::One(&ITEM)),
            default: Some("a `group` must say it"),
            about: "of a `group`: what an entry consists of",
            example: "items: [{ field: topic, type: topic, prefix: u16 }]",
        },
    ],
    misplaced: &[],
};

/// One shape of a message that is a sequence.
pub static VARIANT_OF_SEQUENCE: Mapping = Mapping {
    name: "a variant",
    about: "One of several shapes of a message that is a `sequence`.",
    keys: &[
        VARIANT_DOC,
        Key { example: "when: { count: 0 }", ..VARIANT_WHEN },
        SINCE,
        UNTIL,
        DEPRECATED,
        Key {
            name: "fields",
            takes: Takes::Named(
                "the name of a field, or of the rest, of the message",
                &Takes::One(&FIELD_OF_VARIANT),
            ),
            default: Some("they are as in the message"),
            about: "what is otherwise about fields of the message",
            example: "fields: { nick: { field: speaker } }",
        },
    ],
    misplaced: &[],
};

/// What a variant says about a field.
pub static FIELD_OF_VARIANT: Mapping = Mapping {
    name: "a field of a variant",
    about: "What is otherwise about a field, or the rest, in this variant; of the rest, its `field` and `doc`.",
    keys: &[
        Key {
            name: "field",
            takes: Takes::Text("a name"),
            default: Some("as in the message"),
            about: "what the value is called in code",
            example: "field: speaker",
        },
        Key {
            name: "equals",
            takes: Takes::Text(
                "`length(NAME)` of the rest, or the name of an earlier field; both are `uint`",
            ),
            default: Some("as in the message"),
            about: "what the value is computed from and compared with; it has no field",
            example: "equals: length(text)",
        },
        Key {
            name: "verify",
            takes: Takes::Text("`sha512(NAME)` of the rest"),
            default: Some("as in the message"),
            about: "what the value is compared with when a message is read",
            example: "verify: sha512(text)",
        },
        Key {
            name: "doc",
            takes: Takes::Prose,
            default: Some("what the message says"),
            about: "what it is here",
            example: "doc: Who said it first.",
        },
    ],
    misplaced: &["type", "default", "when"],
};
