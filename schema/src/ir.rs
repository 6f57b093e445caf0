//! The resolved model of a schema: what every back end reads.
//!
//! Protocols are in the order of their names and messages in that of their codes, so that it does not matter which file
//! defines them; all else is in schema order. Every name knows its place, and nothing is left to resolve: a header is an index
//! into its message's list, a type is the wire kind it stands for. How the bytes are read and written, and in which
//! order they are checked, is decided here once, as each message's [`Plan`].

mod availability;
mod form;
mod group;
mod http;
mod kind;
mod layout;
mod plan;
mod program;
mod protocol;
mod scan_step;
mod shape;
mod signing;
mod types;
mod width;
mod write_step;

use std::fmt;

use crate::source::{SourceMap, Span};

pub use availability::{Availability, Deprecation};
pub use form::{Form, Spelling};
pub use group::{Group, GroupEnd};
pub use http::Http;
pub use kind::{Kind, Length};
pub use layout::{Body, Condition, Layout, Slot, Subject, Tail};
pub use plan::{Block, Plan, ReadStep, Reading};
pub use program::{End, Program, Step};
pub use protocol::{Flag, Prefix, Protocol, UnknownFlags};
pub use scan_step::ScanStep;
pub use shape::{BodyField, Digest, FlagSource, Shape, ShapeFlag, ShapeSlot, Source};
pub use signing::{DocumentSource, DocumentValue, Signature, Stamp};
pub use types::Type;
pub use width::Width;
pub use write_step::WriteStep;

/// A whole schema.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The schema's own name.
    pub name: String,
    /// The version of the protocol that it describes.
    pub version: String,
    /// All versions that it can describe, oldest first; none if its files describe this one alone.
    pub versions: Vec<String>,
    /// What it is.
    pub doc: String,
    /// The protocols, by name.
    pub protocols: Vec<Protocol>,
    /// The types of values, by name; also those that no message has.
    pub types: Vec<Type>,
    /// The files it was read from.
    pub sources: SourceMap,
}

impl Schema {
    /// The protocol of that name.
    pub fn protocol(&self, name: &str) -> Option<&Protocol> {
        self.protocols.iter().find(|protocol| protocol.name.snake() == name)
    }

    /// The type of values of that name.
    ///
    /// ```
    /// let schema = lonelypsp_schema::builtin().unwrap();
    /// assert!(schema.value_type("topic").unwrap().doc.starts_with("The topic of notifications."));
    /// ```
    pub fn value_type(&self, name: &str) -> Option<&Type> {
        let at = self.types.partition_point(|ty| ty.name.snake() < name);
        self.types.get(at).filter(|ty| ty.name.snake() == name)
    }

    /// Brings everything into an order that does not depend on which file defines it.
    pub(crate) fn sort(&mut self) {
        self.protocols.sort_by(|one, other| one.name.snake().cmp(other.name.snake()));
        self.types.sort_by(|one, other| one.name.snake().cmp(other.name.snake()));
        for protocol in &mut self.protocols {
            protocol.messages.sort_by_key(|message| (message.direction == Direction::B2s, message.code));
        }
    }
}

/// A name as the schema spells it (`snake_case`), with its place.
///
/// Back ends split it into [words](Name::words) and spell those as their language does.
#[derive(Clone, Debug)]
pub struct Name {
    text: String,
    /// Where it stands.
    pub span: Span,
}

impl Name {
    pub(crate) fn new(text: impl Into<String>, span: Span) -> Self {
        Self { text: text.into(), span }
    }

    /// The name in `snake_case`, as the schema has it.
    pub fn snake(&self) -> &str {
        &self.text
    }

    /// The words it is made of.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split('_').filter(|word| !word.is_empty())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Who speaks to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the subscriber to the broadcaster.
    S2b,
    /// From the broadcaster to the subscriber.
    B2s,
}

impl Direction {
    /// Both directions, the subscriber's first.
    pub const BOTH: [Self; 2] = [Self::S2b, Self::B2s];

    /// The short name: `s2b` or `b2s`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S2b => "s2b",
            Self::B2s => "b2s",
        }
    }

    /// The sender: `subscriber` or `broadcaster`.
    pub const fn sender(self) -> &'static str {
        match self {
            Self::S2b => "subscriber",
            Self::B2s => "broadcaster",
        }
    }

    /// The receiver: `broadcaster` or `subscriber`.
    pub const fn receiver(self) -> &'static str {
        match self {
            Self::S2b => Self::B2s.sender(),
            Self::B2s => Self::S2b.sender(),
        }
    }
}

/// One message type.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its name.
    pub name: Name,
    /// What it means and what answers it.
    pub doc: String,
    /// Who sends it.
    pub direction: Direction,
    /// Its number in the prefix. Without a prefix it stands where the sequence has its `code`, or nowhere.
    pub code: u16,
    /// What follows the prefix.
    pub layout: Layout,
    /// What signs it: nothing, one document, or one for each message that it answers.
    pub signatures: Vec<Signature>,
    /// The HTTP request that carries it, if one does.
    pub http: Option<Http>,
    /// The messages of the other side that can answer it.
    pub answered_by: Vec<Name>,
    /// In which versions it is there.
    pub availability: Availability,
}

impl Message {
    /// What signs it in this shape: one document, or one for each message that it answers.
    pub fn signatures_of(&self, shape: &Shape) -> Vec<&Signature> {
        let of = |variant: Option<&str>| {
            let signatures = self.signatures.iter();
            signatures.filter(move |one| one.variant.as_ref().map(Name::snake) == variant).collect::<Vec<_>>()
        };
        let own = shape.variant.as_ref().map(|name| of(Some(name.snake()))).unwrap_or_default();
        if own.is_empty() { of(None) } else { own }
    }

    /// The width of the code that the message begins with, if its sequence does.
    pub fn leading_code(&self) -> Option<Width> {
        let Reading::Sequence(program) = &self.layout.plan.read else { return None };
        match program.steps.first() {
            Some(Step::Literal { bytes, is_code: true }) => Width::of(bytes.len()),
            _ => None,
        }
    }
}
