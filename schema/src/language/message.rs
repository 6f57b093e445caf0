//! Messages with header blocks: headers, the body, variants.

use super::version::{DEPRECATED, SINCE, UNTIL};
use super::{HTTP, ITEM, Key, Mapping, SIGNED, Takes};

const DOC: Key = Key {
    name: "doc",
    takes: Takes::Prose,
    default: Some("the text of its type"),
    about: "what it is here",
    example: "doc: Who said it.",
};

const FIELD: Key = Key {
    name: "field",
    takes: Takes::Text("a name"),
    default: Some("the wire name without `x-`, with `_` for `-`"),
    about: "what the value is called in code",
    example: "field: speaker",
};

const EQUALS: Key = Key {
    name: "equals",
    takes: Takes::Text("`length(body)`, or the name of an earlier header; both are `uint`"),
    default: Some("the value is a field"),
    about: "what the value is computed from when a message is written, and compared with when it is read; it has no field",
    example: "equals: length(body)",
};

const VERIFY: Key = Key {
    name: "verify",
    takes: Takes::Text("`sha512(body)`; the type has `kind: bytes` and `length: 64`"),
    default: Some("the value is not compared"),
    about: "what the value is compared with when a message is read; the writer gives it",
    example: "verify: sha512(body)",
};

/// A message.
pub static MESSAGE: Mapping = Mapping {
    name: "a message",
    about: "What one side sends. It has `headers`, perhaps with a `body`, or a `sequence`.",
    keys: &[
        Key {
            name: "from",
            takes: Takes::Word(&[
                ("subscriber", "the one who asks and is told"),
                ("broadcaster", "the one who answers and passes on"),
            ]),
            default: None,
            about: "`subscriber` or `broadcaster`",
            example: "from: subscriber",
        },
        Key {
            name: "code",
            takes: Takes::Changing(0, 65535),
            default: None,
            about: "its number in the prefix, 0 to 65535",
            example: "code: 1",
        },
        SINCE,
        UNTIL,
        DEPRECATED,
        Key {
            name: "doc",
            takes: Takes::Prose,
            default: None,
            about: "what it is for",
            example: "doc: Something was said.",
        },
        Key {
            name: "http",
            takes: Takes::One(&HTTP),
            default: Some("it is not the body of a request"),
            about: "the HTTP request whose body it is; its protocol has no prefix",
            example: "http: { method: POST, path: /v1/line }",
        },
        Key {
            name: "answered_by",
            takes: Takes::List(&Takes::Text("the name of a message of the other side")),
            default: Some("nothing is said about answers"),
            about: "the messages that answer it",
            example: "answered_by: [heard]",
        },
        Key {
            name: "signed",
            takes: Takes::OneOrMore(&SIGNED),
            default: Some("it is not signed"),
            about: "the document that signs it; a list, if that depends on the variant or on what it answers",
            example: "signed: { document: signing.line }",
        },
        Key {
            name: "headers",
            takes: Takes::Named("the wire name of the header", &Takes::TextOr("the name of a type", &HEADER)),
            default: Some("the message has a `sequence`"),
            about: "values with names, in the order of the minimal header block",
            example: "headers: { x-nick: nick, x-topic: { type: topic, doc: What it is about. } }",
        },
        Key {
            name: "body",
            takes: Takes::TextOr("`bytes`: a field `body`", &BODY),
            default: Some("nothing follows the headers"),
            about: "that bytes follow the header block, up to the end of the message",
            example: "body: { field: text, doc: What was said. }",
        },
        Key {
            name: "sequence",
            takes: Takes::List(&Takes::One(&ITEM)),
            default: Some("the message has `headers`"),
            about: "values that lie one after another without names",
            example: "sequence: [{ field: nick, type: nick, prefix: u8 }, { rest: text, doc: What was said. }]",
        },
        Key {
            name: "variants",
            takes: Takes::Named("the name of the variant", &Takes::One(&VARIANT)),
            default: Some("the message has one shape"),
            about: "two shapes or more that the message can have, tried in this order",
            example: "variants: { first: { when: { x-count: 0 }, doc: The first. }, rest: { doc: The others. } }",
        },
    ],
    misplaced: &[],
};

/// A header of a message.
pub static HEADER: Mapping = Mapping {
    name: "a header",
    about: "A value with a name. If there is nothing to say but its type, the name of the type stands in the place of the \
            mapping: `x-nick: nick`.",
    keys: &[
        Key {
            name: "type",
            takes: Takes::Text("the name of a type"),
            default: None,
            about: "the name of a type",
            example: "type: nick",
        },
        FIELD,
        EQUALS,
        VERIFY,
        Key {
            name: "default",
            takes: Takes::Integer(0, u64::MAX as i128),
            default: Some("a message that lacks it is refused"),
            about: "the value of a `uint` where an expanded header block lacks it",
            example: "default: 0",
        },
        Key {
            name: "when",
            takes: Takes::Condition,
            default: Some("it is always there"),
            about: "that it is there only if an earlier `uint`, or a flag, has this value; such headers come last and all \
                    have the same condition",
            example: "when: { x-count: 0 }",
        },
        SINCE,
        UNTIL,
        DEPRECATED,
        DOC,
    ],
    misplaced: &[],
};

const BODY_FIELD: Key = Key {
    name: "field",
    takes: Takes::Text("a name"),
    default: Some("`body`"),
    about: "what it is called in code",
    example: "field: text",
};

const BODY_DOC: Key = Key {
    name: "doc",
    takes: Takes::Prose,
    default: Some("a general text"),
    about: "what it holds",
    example: "doc: What was said.",
};

/// What follows a header block.
pub static BODY: Mapping = Mapping {
    name: "a body",
    about: "What follows the header block, up to the end of the message.",
    keys: &[BODY_FIELD, SINCE, UNTIL, DEPRECATED, BODY_DOC],
    misplaced: &[],
};

/// What a variant says about the body.
pub static BODY_OF_VARIANT: Mapping = Mapping {
    name: "a body of a variant",
    about: "What the body is called in this variant, and what it holds.",
    keys: &[
        Key { default: Some("as in the message"), ..BODY_FIELD },
        Key { default: Some("what the message says"), ..BODY_DOC },
    ],
    misplaced: &[],
};

pub(super) const VARIANT_DOC: Key = Key {
    name: "doc",
    takes: Takes::Prose,
    default: None,
    about: "what it is for",
    example: "doc: The first part.",
};

pub(super) const VARIANT_WHEN: Key = Key {
    name: "when",
    takes: Takes::Condition,
    default: Some("it is chosen if no other is: the last variant"),
    about: "that it is chosen if these values and flags are so; a value fixed like this has no field, and its zero is \
            written as one byte `00`",
    example: "when: { x-count: 0 }",
};

/// One shape of a message with headers.
pub static VARIANT: Mapping = Mapping {
    name: "a variant",
    about: "One of several shapes of a message. What it says about a header or the body replaces what the message says.",
    keys: &[
        VARIANT_DOC,
        VARIANT_WHEN,
        SINCE,
        UNTIL,
        DEPRECATED,
        Key {
            name: "headers",
            takes: Takes::Named("the wire name of a header of the message", &Takes::One(&HEADER_OF_VARIANT)),
            default: Some("they are as in the message"),
            about: "what is otherwise about headers of the message",
            example: "headers: { x-nick: { field: speaker } }",
        },
        Key {
            name: "body",
            takes: Takes::One(&BODY_OF_VARIANT),
            default: Some("it is as in the message"),
            about: "what the body is called here, and what it holds",
            example: "body: { field: beginning, doc: The beginning of the text. }",
        },
    ],
    misplaced: &[],
};

/// What a variant says about a header.
pub static HEADER_OF_VARIANT: Mapping = Mapping {
    name: "a header of a variant",
    about: "What is otherwise about a header in this variant. It cannot have another type, default or condition.",
    keys: &[
        Key { default: Some("as in the message"), ..FIELD },
        Key { default: Some("as in the message"), ..EQUALS },
        Key { default: Some("as in the message"), ..VERIFY },
        Key { default: Some("what the message says"), ..DOC },
    ],
    misplaced: &["type", "default", "when"],
};
