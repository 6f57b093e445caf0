//! What is said of a message beside its bytes: the request that carries it, the document that signs it.

use super::version::{SINCE, UNTIL};
use super::{Key, Mapping, Takes};

/// The HTTP request whose body a message is.
pub static HTTP: Mapping = Mapping {
    name: "an HTTP request",
    about: "The HTTP request whose body the message is.",
    keys: &[
        Key {
            name: "method",
            takes: Takes::Word(&[("POST", ""), ("PUT", ""), ("PATCH", ""), ("DELETE", "")]),
            default: None,
            about: "its method, in capitals",
            example: "method: POST",
        },
        Key {
            name: "path",
            takes: Takes::Text("a path, without query and fragment"),
            default: None,
            about: "its path, from its `/`",
            example: "path: /v1/line",
        },
        Key {
            name: "headers",
            takes: Takes::Named("the name of the header, in lower case", &Takes::Prose),
            default: Some("none but those that every request has"),
            about: "the headers that belong to it, each with what it holds",
            example: "headers: { authorization: The proof that the sender may speak. }",
        },
    ],
    misplaced: &[],
};

/// The document that signs a message.
pub static SIGNED: Mapping = Mapping {
    name: "what signs a message",
    about: "The document, a message of a protocol with a `stamp`, that signs a message, and where its values come from. The \
            fields of the stamp are left to the signature.",
    keys: &[
        Key {
            name: "answers",
            takes: Takes::Text("the name of a message of the other side"),
            default: Some("whatever it answers"),
            about: "the message that is answered, if that decides",
            example: "answers: ask",
        },
        Key {
            name: "variant",
            takes: Takes::Text("the name of a variant of the message"),
            default: Some("every variant that has no document of its own"),
            about: "the only variant that it signs",
            example: "variant: first",
        },
        Key {
            name: "document",
            takes: Takes::Text("`PROTOCOL.MESSAGE`, from the same side, with neither variants nor a rest"),
            default: None,
            about: "the protocol and name of a message without prefix: `document: signing.subscribe`",
            example: "document: signing.line",
        },
        Key {
            name: "values",
            takes: Takes::Named(
                "the name of a field of the document",
                &Takes::Text(
                    "the name of a value of the message; `given`, by whoever signs or checks; or `none`",
                ),
            ),
            default: Some("each is the message's value of the same name"),
            about: "where the values of the document come from; `none` is for text that can be absent",
            example: "values: { url: given }",
        },
        SINCE,
        UNTIL,
    ],
    misplaced: &[],
};
