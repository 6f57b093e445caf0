//! Versions: since when something is there, up to when, and what should not be used any more.

use super::{Key, Mapping, Takes};

pub(super) const SINCE: Key = Key {
    name: "since",
    takes: Takes::Text("one of the `versions`"),
    default: Some("it is there from the first version on"),
    about: "the first version that has it",
    example: "since: 1.0.0",
};

pub(super) const UNTIL: Key = Key {
    name: "until",
    takes: Takes::Text("one of the `versions`"),
    default: Some("the newest version has it"),
    about: "the last version that has it; the next one does not",
    example: "until: 0.9.0",
};

pub(super) const DEPRECATED: Key = Key {
    name: "deprecated",
    takes: Takes::TextOr("why, and what is to be used instead", &DEPRECATION),
    default: Some("it may be used"),
    about: "that it should not be used any more, which generated code says to whoever does",
    example: "deprecated: Nobody reads it.",
};

/// That something should not be used any more.
pub static DEPRECATION: Mapping = Mapping {
    name: "a deprecation",
    about: "Why something should not be used any more, and since when that holds.",
    keys: &[
        Key {
            name: "note",
            takes: Takes::Prose,
            default: None,
            about: "why, and what is to be used instead",
            example: "note: Nobody reads it.",
        },
        Key {
            name: "since",
            takes: Takes::Text("one of the `versions`"),
            default: Some("nothing is said about when that began"),
            about: "the first version in which it should not be used",
            example: "since: 1.0.0",
        },
    ],
    misplaced: &[],
};
