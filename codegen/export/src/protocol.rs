//! Protocols, their flags and directions.

use lonelypsp_schema as model;
use serde::Serialize;

use crate::availability::Availability;
use crate::kind::Width;
use crate::message::Message;

/// A set of messages that share a carrier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Protocol<'s> {
    /// Its name.
    pub name: &'s str,
    /// What it is for, as Markdown.
    pub doc: &'s str,
    /// What stands before every message.
    pub prefix: Prefix,
    /// How many bytes that takes.
    pub prefix_length: usize,
    /// What the header of a signature carries of its messages, if they are documents that others are signed by.
    pub stamp: Option<Stamp<'s>>,
    /// The named bits of the prefix; others refer to them by index.
    pub flags: Vec<Flag<'s>>,
    /// What becomes of bits of the prefix that no flag names.
    pub unknown_flags: UnknownFlags,
    /// Who speaks to whom: both directions, the subscriber's first.
    pub directions: Vec<Direction>,
    /// The messages: those of the subscriber first, by ascending code.
    pub messages: Vec<Message<'s>>,
    /// In which versions it is there.
    pub availability: Availability<'s>,
}

/// What stands before every message of a protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Prefix {
    /// 2 bytes of flags, bit 0 being the lowest of the second byte, and 2 bytes of type code.
    FlagsAndCode,
    /// Nothing.
    None,
}

/// The fields that all documents of a protocol share with the header that carries their signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Stamp<'s> {
    /// The field with the time of signing.
    pub time: &'s str,
    /// The field with what makes the signature unlike any other.
    pub nonce: &'s str,
}

/// One named bit of the prefix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Flag<'s> {
    /// Its name.
    pub name: &'s str,
    /// What it says, as Markdown.
    pub doc: &'s str,
    /// Its number, 0 being the least significant of 16.
    pub bit: u8,
    /// Its value in the 16 bits: 1 shifted by its number.
    pub mask: u16,
    /// Whether it says that a header block is minimal. It is then a field of no message.
    pub selects_minimal: bool,
    /// In which versions it is there.
    pub availability: Availability<'s>,
}

/// What becomes of bits of the prefix that no flag names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnknownFlags {
    /// They are accepted, and lost.
    Ignore,
    /// A message that has one is refused.
    Refuse,
    /// They are a field of every message.
    Keep,
}

/// Who speaks to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Direction {
    /// Its short name, which messages have: `s2b` or `b2s`.
    pub name: &'static str,
    /// `subscriber` or `broadcaster`.
    pub sender: &'static str,
    /// The other one.
    pub receiver: &'static str,
    /// The width of the code that messages of this direction begin with, if they do and there is no prefix.
    pub leading_code: Option<Width>,
}

impl<'s> Protocol<'s> {
    pub(crate) fn of(protocol: &'s model::Protocol) -> Self {
        let model::Protocol { name, doc, prefix, stamp, flags, unknown_flags, messages, availability } =
            protocol;
        Self {
            name: name.snake(),
            doc,
            prefix: match prefix {
                model::Prefix::FlagsAndCode => Prefix::FlagsAndCode,
                model::Prefix::None => Prefix::None,
            },
            prefix_length: prefix.length(),
            stamp: stamp.as_ref().map(Stamp::of),
            flags: flags.iter().map(Flag::of).collect(),
            unknown_flags: match unknown_flags {
                model::UnknownFlags::Ignore => UnknownFlags::Ignore,
                model::UnknownFlags::Refuse => UnknownFlags::Refuse,
                model::UnknownFlags::Keep => UnknownFlags::Keep,
            },
            directions: model::Direction::BOTH.map(|direction| Direction::of(protocol, direction)).to_vec(),
            messages: messages.iter().map(|message| Message::of(protocol, message)).collect(),
            availability: Availability::of(availability),
        }
    }
}

impl<'s> Stamp<'s> {
    pub(crate) fn of(stamp: &'s model::Stamp) -> Self {
        let model::Stamp { time, nonce } = stamp;
        Self { time, nonce }
    }
}

impl<'s> Flag<'s> {
    fn of(flag: &'s model::Flag) -> Self {
        let model::Flag { name, doc, bit, selects_minimal, availability } = flag;
        let availability = Availability::of(availability);
        let (name, bit, mask, selects_minimal) = (name.snake(), *bit, flag.mask(), *selects_minimal);
        Self { name, doc, bit, mask, selects_minimal, availability }
    }
}

impl Direction {
    fn of(protocol: &model::Protocol, direction: model::Direction) -> Self {
        Self {
            name: direction.as_str(),
            sender: direction.sender(),
            receiver: direction.receiver(),
            leading_code: protocol.leading_code(direction).map(Width::of),
        }
    }
}
