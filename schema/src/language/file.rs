//! Files: the root file of a schema, and those that it includes.

use super::{Key, MESSAGE, Mapping, PROTOCOL, TYPE, Takes};

const INCLUDE: Key = Key {
    name: "include",
    takes: Takes::List(&Takes::Text("a path, relative to this file, with `/`")),
    default: Some("the file stands alone"),
    about: "other files of this schema; each is included once, and what it defines is known in all of them",
    example: "include: [types.yaml]",
};

const TYPES: Key = Key {
    name: "types",
    takes: Takes::Named("the name of the type", &Takes::One(&TYPE)),
    default: Some("none"),
    about: "the kinds of values that messages are made of",
    example: "types: { nick: { kind: text, max: 20, doc: Who is speaking. } }",
};

const PROTOCOLS: Key = Key {
    name: "protocols",
    takes: Takes::Named("the name of the protocol", &Takes::One(&PROTOCOL)),
    default: Some("none"),
    about: "the protocols: sets of messages that two sides exchange",
    example: "protocols: { log: { prefix: none, doc: One entry after another. } }",
};

const OF_PROTOCOL: Key = Key {
    name: "protocol",
    takes: Takes::Text("the name of a protocol"),
    default: Some("the file has no `messages`"),
    about: "the protocol that the messages of this file belong to",
    example: "protocol: chat",
};

const MESSAGES: Key = Key {
    name: "messages",
    takes: Takes::Named("the name of the message", &Takes::One(&MESSAGE)),
    default: Some("none"),
    about: "the messages",
    example: "messages: { bye: { from: subscriber, code: 2, doc: The end., headers: {} } }",
};

/// The root file.
pub static ROOT: Mapping = Mapping {
    name: "the schema",
    about: "The root file, the one that is handed to the compiler, says what the schema is called, and has whatever an \
            included file can have.",
    keys: &[
        Key {
            name: "lonely",
            takes: Takes::Integer(1, 1),
            default: None,
            about: "the version of its language",
            example: "lonely: 1",
        },
        Key {
            name: "name",
            takes: Takes::Text("a name"),
            default: None,
            about: "what packages and modules are called",
            example: "name: chat",
        },
        Key {
            name: "version",
            takes: Takes::Text("a version, as registries of packages know them"),
            default: None,
            about: "that of the protocols and of the packages",
            example: "version: 1.0.0",
        },
        Key {
            name: "versions",
            takes: Takes::List(&Takes::Text("a version")),
            default: Some("`version` is the only one, and nothing has a `since` or an `until`"),
            about: "all versions of the protocols that are described, the oldest first; the last one is `version`",
            example: "versions: [0.9.0, 1.0.0]",
        },
        Key {
            name: "doc",
            takes: Takes::Prose,
            default: None,
            about: "what a person who implements it must know",
            example: "doc: Lines of a chat.",
        },
        INCLUDE,
        PROTOCOLS,
        TYPES,
        OF_PROTOCOL,
        MESSAGES,
    ],
    misplaced: &[],
};

/// A file that another one includes.
pub static UNIT: Mapping = Mapping {
    name: "an included file",
    about: "A file below the folder of the root file. It may be empty.",
    keys: &[INCLUDE, PROTOCOLS, TYPES, OF_PROTOCOL, MESSAGES],
    misplaced: &[],
};
