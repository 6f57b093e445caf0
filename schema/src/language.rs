//! The schema language as a table: which mappings there are, which keys each of them has, and what those take.
//!
//! The parser asks this table which keys it knows, and takes the helps of its problems from it; `LANGUAGE.md` and the JSON
//! Schema of the language are made of it. So what is documented is what is read.

mod document;
pub(crate) mod elsewhere;
mod file;
mod kinds;
mod limits;
mod message;
mod protocol;
mod sequence;
mod version;

pub use document::{HTTP, SIGNED};
pub use file::{ROOT, UNIT};
pub use kinds::{KINDS, KindOf, TYPE};
pub use limits::{LIMITS, Limit};
pub use message::{BODY, BODY_OF_VARIANT, HEADER, HEADER_OF_VARIANT, MESSAGE, VARIANT};
pub use protocol::{FLAG, PROTOCOL, STAMP};
pub use sequence::{FIELD_OF_VARIANT, ITEM, VARIANT_OF_SEQUENCE};
pub use version::DEPRECATION;

/// `LANGUAGE.md`: all of the language, described for those who write schemas. Markdown.
pub const PAGE: &str = include_str!("../LANGUAGE.md");

/// `lonelypsp.schema.json`: the language for editors and validators, a JSON Schema of draft 2020-12 that takes root files
/// and included ones. It sees keys, and what stands behind them; what is said of names and numbers together it does not.
pub const JSON_SCHEMA: &str = include_str!("../lonelypsp.schema.json");

/// A mapping of the language.
#[derive(Debug)]
pub struct Mapping {
    /// What it is, with its article, as problems name it: `a type`.
    pub name: &'static str,
    /// What it says, in a sentence.
    pub about: &'static str,
    /// Its keys, in the order in which people write them.
    pub keys: &'static [Key],
    /// Keys that stand elsewhere, and are read here only to say why they cannot.
    pub misplaced: &'static [&'static str],
}

/// A key of a mapping.
#[derive(Debug)]
pub struct Key {
    /// How it is written.
    pub name: &'static str,
    /// What may stand behind it.
    pub takes: Takes,
    /// What holds without it. Nothing: it cannot be left out.
    pub default: Option<&'static str>,
    /// What it says, as a phrase.
    pub about: &'static str,
    /// The key with a value, in one line of YAML.
    pub example: &'static str,
}

/// What may stand behind a key.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// A text for people, in Markdown.
    Prose,
    /// Any other text, of which this is said.
    Text(&'static str),
    /// One of these words, each with what it means.
    Word(&'static [(&'static str, &'static str)]),
    /// A whole number, from the one to the other.
    Integer(i128, i128),
    /// Such a number, or a mapping of versions to the number from that version on.
    Changing(i128, i128),
    /// `true` or `false`.
    Boolean,
    /// A mapping of names to numbers, or to `true` or `false`: what a condition asks for.
    Condition,
    /// A list of such.
    List(&'static Takes),
    /// A mapping.
    One(&'static Mapping),
    /// A mapping, or a list of such.
    OneOrMore(&'static Mapping),
    /// A text, of which this is said, or a mapping.
    TextOr(&'static str, &'static Mapping),
    /// A mapping of names, which are these, to such.
    Named(&'static str, &'static Takes),
}

impl Mapping {
    /// The key of that name.
    ///
    /// ```
    /// use lonelypsp_schema::language::TYPE;
    ///
    /// assert_eq!(TYPE.key("max").unwrap().example, "max: 64");
    /// assert!(TYPE.key("maximum").is_none());
    /// ```
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The names of its keys, in their order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.keys.iter().map(|key| key.name)
    }

    /// How it could be written, with what it needs.
    pub(crate) fn such_as(&self) -> String {
        let needed = self.keys.iter().filter(|key| key.default.is_none());
        let needed: Vec<_> = needed.map(|key| key.example).collect();
        match &needed[..] {
            [] => format!("its keys are {}", self.names().collect::<Vec<_>>().join(", ")),
            needed => format!("such as `{{ {} }}`", needed.join(", ")),
        }
    }

    /// Whether it can be read with this key, be it to say why it cannot stand there.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.key(name).is_some() || self.misplaced.contains(&name)
    }
}

/// Every mapping of the language, in an order in which people can read about them.
pub static MAPPINGS: &[&Mapping] = &[
    &ROOT,
    &UNIT,
    &TYPE,
    &PROTOCOL,
    &FLAG,
    &STAMP,
    &MESSAGE,
    &HEADER,
    &BODY,
    &VARIANT,
    &HEADER_OF_VARIANT,
    &BODY_OF_VARIANT,
    &ITEM,
    &VARIANT_OF_SEQUENCE,
    &FIELD_OF_VARIANT,
    &HTTP,
    &SIGNED,
    &DEPRECATION,
];
