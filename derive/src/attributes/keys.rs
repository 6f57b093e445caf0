//! The tables of keys: who takes which. What each of them means is with its owner.

use std::sync::LazyLock;

use lonelypsp_schema::language::KINDS;

/// Who takes keys.
#[derive(Clone, Copy)]
pub(super) enum Owner {
    /// A struct or an enum.
    Message,
    Field,
    Variant,
    /// A kind of value, between its parentheses.
    Kind,
    /// `minimal_headers`, between its parentheses.
    MinimalHeaders,
}

/// Whose keys are told to somebody who gives them to another.
const TOLD: [Owner; 4] = [Owner::Message, Owner::Field, Owner::Variant, Owner::Kind];

impl Owner {
    /// The first who takes a key, if anybody is to be told of it.
    pub(super) fn of(key: &str) -> Option<Self> {
        TOLD.into_iter().find(|owner| owner.keys().contains(&key))
    }

    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Message => MESSAGE,
            Self::Field => &FIELD,
            Self::Variant => VARIANT,
            Self::Kind => KIND,
            Self::MinimalHeaders => MINIMAL_HEADERS,
        }
    }

    /// The owner in a message to whoever gave it the key.
    pub(super) fn phrase(self) -> &'static str {
        match self {
            Self::Message => "a message",
            Self::Field => "a field",
            Self::Variant => "a variant",
            Self::Kind => "a kind of value",
            Self::MinimalHeaders => "`minimal_headers`",
        }
    }

    /// The owner in a message to whoever gave its key to another, and may not know it.
    pub(super) fn in_full(self) -> &'static str {
        match self {
            Self::Kind => "a kind of value, such as `uint(…)`,",
            _ => self.phrase(),
        }
    }
}

const MESSAGE: &[&str] = &[
    "message",
    "variant",
    "group",
    "schema",
    "crate",
    "from",
    "code",
    "minimal_headers",
    "sequence",
    "flags",
    "unknown_flags",
    "literal",
    "type_code",
    "entry",
];

/// Those of a field: the ones below, and the kinds of the language.
static FIELD: LazyLock<Vec<&str>> =
    LazyLock::new(|| NO_KINDS.iter().copied().chain(KINDS.iter().map(|kind| kind.name)).collect());

const NO_KINDS: &[&str] = &[
    "rename",
    "header",
    "body",
    "skip",
    "with",
    "equals",
    "verify",
    "default",
    "prefix",
    "literal",
    "literal_after",
    "type_code",
    "rest",
    "group",
    "count",
    "sorted",
];

const VARIANT: &[&str] = &["variant", "other"];

const KIND: &[&str] = &["max", "length", "max_bytes", "write"];

const MINIMAL_HEADERS: &[&str] = &["bit"];
