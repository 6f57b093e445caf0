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
mod shape;
mod signing;
mod types;
mod width;

use std::fmt;

use crate::fingerprint::fingerprint;
use crate::plan::{Reading, Step};
use crate::source::{SourceMap, Span};

pub use availability::{Availability, Deprecation};
pub use form::{Form, Spelling};
pub use group::{Group, GroupEnd};
pub use http::Http;
pub use kind::{Kind, Length};
pub use layout::{Body, Condition, Layout, Slot, Subject, Tail};
pub use shape::{BodyField, Digest, FlagSource, Shape, ShapeFlag, ShapeSlot, Source};
pub use signing::{DocumentSource, DocumentValue, Signature, Stamp};
pub use types::Type;
pub use width::Width;

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

/// A set of messages that share a carrier: one kind of prefix, one numbering per direction.
#[derive(Clone, Debug)]
pub struct Protocol {
    /// Its name.
    pub name: Name,
    /// What it is for.
    pub doc: String,
    /// What stands before every message.
    pub prefix: Prefix,
    /// What the header of a signature carries of its messages, if they are documents that are signed.
    pub stamp: Option<Stamp>,
    /// The named bits of the prefix.
    pub flags: Vec<Flag>,
    /// What becomes of bits of the prefix that no flag names.
    pub unknown_flags: UnknownFlags,
    /// The messages, those of the subscriber first, by type code.
    pub messages: Vec<Message>,
    /// In which versions it is there.
    pub availability: Availability,
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

    /// The bits of the prefix that are set in every message of a shape.
    pub fn always_set(&self, shape: &Shape) -> u16 {
        let set = shape.flags.iter().filter(|flag| matches!(flag.source, FlagSource::Constant(true)));
        set.filter_map(|flag| self.flags.get(flag.flag)).fold(0, |bits, flag| bits | flag.mask())
    }

    /// The messages of one direction, by ascending type code.
    pub fn messages_of(&self, direction: Direction) -> Vec<&Message> {
        let mut messages: Vec<_> = self.messages.iter().filter(|m| m.direction == direction).collect();
        messages.sort_by_key(|message| message.code);
        messages
    }

    /// The message of that direction with that type code.
    pub fn by_code(&self, direction: Direction, code: u16) -> Option<&Message> {
        let key = |message: &Message| (message.direction == Direction::B2s, message.code);
        let wanted = (direction == Direction::B2s, code);
        // They are in this order in every schema that was compiled.
        let place = self.messages.partition_point(|message| key(message) < wanted);
        let found = self.messages.get(place).filter(|message| key(message) == wanted);
        found.or_else(|| self.messages.iter().find(|message| key(message) == wanted))
    }

    /// The width of the codes that messages of that direction begin with, if any do. Without a prefix, those can be told
    /// from one another; in a sound schema the widths are the same.
    pub fn leading_code(&self, direction: Direction) -> Option<Width> {
        match self.prefix {
            Prefix::FlagsAndCode => None,
            Prefix::None => self.messages_of(direction).into_iter().find_map(Message::leading_code),
        }
    }

    /// The only message with that name, in whichever direction.
    pub fn by_unique_name(&self, name: &str) -> Option<&Message> {
        let mut named = self.messages.iter().filter(|m| m.name.snake() == name);
        named.next().filter(|_| named.next().is_none())
    }

    /// The message of that direction with that name.
    pub fn by_name(&self, direction: Direction, name: &str) -> Option<&Message> {
        self.messages.iter().find(|m| m.direction == direction && m.name.snake() == name)
    }
}

/// What stands before every message of a protocol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prefix {
    /// 16 flags and the type code in two bytes: a message says what it is.
    #[default]
    FlagsAndCode,
    /// Nothing. What a message is has to be known from elsewhere, or from its [own code](Message::leading_code).
    None,
}

impl Prefix {
    /// All that there are.
    pub const ALL: [Self; 2] = [Self::FlagsAndCode, Self::None];

    /// How many bytes it takes.
    pub const fn length(self) -> usize {
        match self {
            Self::FlagsAndCode => 4,
            Self::None => 0,
        }
    }

    /// Its name in the schema.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FlagsAndCode => "flags_and_code",
            Self::None => "none",
        }
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
    /// In which versions it is there.
    pub availability: Availability,
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
