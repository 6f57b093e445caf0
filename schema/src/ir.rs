//! The resolved model of a schema: what every back end reads.
//!
//! Protocols are in the order of their names and messages in that of their codes, so that it does not matter which file
//! defines them; all else is in schema order. Every name knows its place, and nothing is left to resolve: a header is an index
//! into its message's list, a type is the wire kind it stands for. How the bytes are read and written, and in which
//! order they are checked, is decided here once, as each message's [`Plan`].

mod kind;
mod sequence;
mod shape;

use std::fmt;

use crate::fingerprint::fingerprint;
use crate::plan::Plan;
use crate::source::{SourceMap, Span};

pub use kind::{Kind, Limit, Spelling};
pub use sequence::{SequenceItem, Width};
pub use shape::{BodyField, Digest, Shape, ShapeHeader, Source};

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
    /// The messages, those of the subscriber first, by type code.
    pub messages: Vec<Message>,
}

impl Protocol {
    /// The value of the flag that selects the minimal header block.
    pub fn minimal_flag(&self) -> u16 {
        self.flags.iter().find(|flag| flag.selects_minimal).map_or(0, Flag::mask)
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

impl Message {
    /// The header layout, if it has one.
    pub fn headers(&self) -> Option<&HeaderLayout> {
        match &self.layout {
            Layout::Headers(layout) => Some(layout),
            Layout::Sequence(_) => None,
        }
    }
}

/// What a message consists of behind its prefix.
#[derive(Clone, Debug)]
pub enum Layout {
    /// A block of headers, then perhaps a body.
    Headers(HeaderLayout),
    /// Values one after another without names.
    Sequence(Vec<SequenceItem>),
}

/// A block of headers in two spellings, then perhaps a body.
#[derive(Clone, Debug)]
pub struct HeaderLayout {
    /// All headers, in the order of the minimal block.
    pub headers: Vec<Header>,
    /// Which of them are present only under a condition.
    pub tail: Option<Tail>,
    /// Whether what follows the block belongs to the message. Without a body it is ignored.
    pub has_body: bool,
    /// The shapes the message can have: one without a variant's name, or one per variant.
    pub shapes: Vec<Shape>,
    /// How it is read, checked and written.
    pub plan: Box<Plan>,
}

impl HeaderLayout {
    /// The headers that are always present.
    pub fn head(&self) -> &[Header] {
        &self.headers[..self.head_len()]
    }

    /// How many headers are always present.
    pub fn head_len(&self) -> usize {
        self.tail.as_ref().map_or(self.headers.len(), |tail| tail.start)
    }
}

/// The headers that follow only when an earlier one has a certain value.
#[derive(Clone, Debug)]
pub struct Tail {
    /// Index of the first of them; all later ones belong to it.
    pub start: usize,
    /// The condition.
    pub when: Condition,
}

/// That an integer header has a certain value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Index of the header.
    pub header: usize,
    /// The value.
    pub equals: u64,
}

/// One header.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name on the wire, such as `x-topic`; its span is the header's place.
    pub wire: String,
    /// Where it stands.
    pub span: Span,
    /// What it holds.
    pub doc: String,
    /// The name of its type in the schema.
    pub type_name: String,
    /// How its value is spelled.
    pub kind: Kind,
    /// Whether its value must not be shown to people.
    pub secret: bool,
    /// The value that it has when an expanded block lacks it. Without one, its absence is an error.
    pub default: Option<u64>,
}
