//! The resolved model of a schema: what every back end reads.
//!
//! Protocols are in the order of their names and messages in that of their codes, so that it does not matter which file
//! defines them; all else is in schema order. Every name knows its place, and nothing is left to resolve: a header is an index
//! into its message's list, a type is the wire kind it stands for. How the bytes are read and written, and in which
//! order they are checked, is decided here once, as each message's [`Plan`].

mod group;
mod kind;
mod shape;
mod width;

use std::fmt;

use crate::fingerprint::fingerprint;
use crate::plan::{Plan, Reading};
use crate::source::{SourceMap, Span};

pub use group::{Group, GroupEnd};
pub use kind::{Kind, Limit, Spelling};
pub use shape::{BodyField, Digest, FlagSource, Shape, ShapeFlag, ShapeSlot, Source};
pub use width::Width;

/// A whole schema.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The schema's own name.
    pub name: String,
    /// The version of the protocol that it describes.
    pub version: String,
    /// What it is.
    pub doc: String,
    /// The protocols, by name.
    pub protocols: Vec<Protocol>,
    /// The files it was read from.
    pub sources: SourceMap,
}

impl Schema {
    /// The protocol of that name.
    pub fn protocol(&self, name: &str) -> Option<&Protocol> {
        self.protocols.iter().find(|protocol| protocol.name.snake() == name)
    }

    /// Brings everything into an order that does not depend on which file defines it.
    pub(crate) fn sort(&mut self) {
        self.protocols.sort_by(|one, other| one.name.snake().cmp(other.name.snake()));
        for protocol in &mut self.protocols {
            protocol.messages.sort_by_key(|message| (message.direction == Direction::B2s, message.code));
        }
    }

    /// A hash of all that the schema says (64-bit FNV-1a), to tell one edition from another. How it says it does not
    /// matter: files and their names, the order in which they define messages, comments, white space, quotes. It is no
    /// protection against somebody who means to deceive.
    pub fn fingerprint(&self) -> u64 {
        fingerprint(self)
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

/// A set of messages that share a carrier: one prefix, one numbering per direction.
#[derive(Clone, Debug)]
pub struct Protocol {
    /// Its name.
    pub name: Name,
    /// What it is for.
    pub doc: String,
    /// The named bits of the prefix.
    pub flags: Vec<Flag>,
    /// What becomes of bits of the prefix that no flag names.
    pub unknown_flags: UnknownFlags,
    /// The messages, those of the subscriber first, by type code.
    pub messages: Vec<Message>,
}

impl Protocol {
    /// The value of the flag that selects the minimal header block.
    pub fn minimal_flag(&self) -> u16 {
        self.flags.iter().find(|flag| flag.selects_minimal).map_or(0, Flag::mask)
    }

    /// The bits of the prefix that flags name.
    pub fn known_flags(&self) -> u16 {
        self.flags.iter().fold(0, |known, flag| known | flag.mask())
    }

    /// The messages of one direction, by ascending type code.
    pub fn messages_of(&self, direction: Direction) -> Vec<&Message> {
        let mut messages: Vec<_> = self.messages.iter().filter(|m| m.direction == direction).collect();
        messages.sort_by_key(|message| message.code);
        messages
    }

    /// The message of that direction with that type code.
    pub fn by_code(&self, direction: Direction, code: u16) -> Option<&Message> {
        self.messages.iter().find(|m| m.direction == direction && m.code == code)
    }

    /// The message of that direction with that name.
    pub fn by_name(&self, direction: Direction, name: &str) -> Option<&Message> {
        self.messages.iter().find(|m| m.direction == direction && m.name.snake() == name)
    }
}

/// What becomes of bits of the prefix that no flag names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownFlags {
    /// They are accepted, and lost.
    #[default]
    Ignore,
    /// A message that has one is refused.
    Refuse,
    /// They are a field of every message, [`UnknownFlags::FIELD`].
    Keep,
}

impl UnknownFlags {
    /// The name of the field that holds them: an unsigned integer of two bytes.
    pub const FIELD: &'static str = "unknown_flags";
}

/// One named bit of the prefix's flags.
#[derive(Clone, Debug)]
pub struct Flag {
    /// Its name.
    pub name: Name,
    /// What it says.
    pub doc: String,
    /// Its number, 0 being the least significant of 16.
    pub bit: u8,
    /// Whether it selects the minimal header block; exactly one flag of a protocol does.
    pub selects_minimal: bool,
}

impl Flag {
    /// The flag's value in the 16-bit flags.
    pub fn mask(&self) -> u16 {
        1 << self.bit
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
    /// Its number in the prefix.
    pub code: u16,
    /// What follows the prefix.
    pub layout: Layout,
}

/// What a message consists of behind its prefix: values, then perhaps a body.
///
/// How the values lie - in a block of headers, or one after another - is said by its [plan](Plan::read).
#[derive(Clone, Debug)]
pub struct Layout {
    /// The values: headers in the order of the minimal block, or the items of a sequence that have a name.
    pub slots: Vec<Slot>,
    /// The repeated groups among them, and those in groups; outer ones before inner ones.
    pub groups: Vec<Group>,
    /// Which of the values are present only under a condition.
    pub tail: Option<Tail>,
    /// What follows the values, if it belongs to the message. Without a body it is ignored.
    pub body: Option<Body>,
    /// The shapes the message can have: one without a variant's name, or one per variant.
    pub shapes: Vec<Shape>,
    /// How it is read, checked and written.
    pub plan: Box<Plan>,
}

impl Layout {
    /// How many values are always present.
    pub fn head_len(&self) -> usize {
        self.tail.as_ref().map_or(self.slots.len(), |tail| tail.start)
    }

    /// The repeated group that a value consists of, if it does.
    pub fn group(&self, slot: &Slot) -> Option<&Group> {
        match slot.kind {
            Kind::Group(group) => self.groups.get(group),
            _ => None,
        }
    }

    /// Whether its values lie in a block of headers, in one of two modes.
    pub fn is_block(&self) -> bool {
        matches!(self.plan.read, Reading::Block(_))
    }
}

/// What follows the values of a message.
#[derive(Clone, Debug)]
pub struct Body {
    /// What errors name it by: `body` behind a block of headers, the name of the rest of a sequence.
    pub at: String,
    /// The width of the length before it; without one it is all that is left.
    pub prefix: Option<Width>,
}

/// The values that follow only under a condition.
#[derive(Clone, Debug)]
pub struct Tail {
    /// Index of the first of them; all later ones belong to it.
    pub start: usize,
    /// The condition.
    pub when: Condition,
}

/// That an integer or a flag has a certain value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// What is looked at.
    pub on: Subject,
    /// The value; of a flag, 1 says that it is set, and 0 that it is not.
    pub equals: u64,
}

/// What a condition looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The value with this index.
    Slot(usize),
    /// The flag of the prefix with this index in the protocol's list.
    Flag(usize),
}

impl Subject {
    /// The index of the value, if it is one.
    pub const fn slot(self) -> Option<usize> {
        match self {
            Self::Slot(slot) => Some(slot),
            Self::Flag(_) => None,
        }
    }
}

/// One value of a message: a header, or an item of a sequence.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What errors name it by: a header's name on the wire, such as `x-topic`, or a field's name.
    pub at: String,
    /// Where it stands.
    pub span: Span,
    /// What it holds.
    pub doc: String,
    /// The name of its type in the schema; empty for a group.
    pub type_name: String,
    /// How its value is spelled.
    pub kind: Kind,
    /// The width of the length before it. A header's is two bytes; a value of a sequence has none where its kind says
    /// how long it is.
    pub prefix: Option<Width>,
    /// Whether its value must not be shown to people.
    pub secret: bool,
    /// The value that it has when an expanded block lacks it. Without one, its absence is an error.
    pub default: Option<u64>,
}

impl Slot {
    /// The most bytes that its value may have, as its kind and the length before it allow.
    pub fn longest(&self) -> u64 {
        let says = self.prefix.map_or(u64::MAX, Width::max);
        let may = match self.kind {
            Kind::Bytes(Limit::Max(max) | Limit::Exact(max))
            | Kind::Text { max: Some(max) }
            | Kind::OptionalText { max: Some(max) } => max.into(),
            Kind::Bool => 1,
            Kind::Uint { max_bytes, .. } | Kind::Int { max_bytes } => max_bytes.into(),
            Kind::Bytes(Limit::None)
            | Kind::Text { max: None }
            | Kind::OptionalText { max: None }
            | Kind::Group(_) => u64::MAX,
        };
        says.min(may)
    }

    /// What its value has to be, as a phrase for people: "at most 64 bytes".
    pub fn expectation(&self) -> String {
        self.kind.expectation_within(self.prefix)
    }
}
