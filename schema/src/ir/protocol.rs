//! A protocol: its prefix, the flags in that, its messages.

use super::{Availability, Direction, FlagSource, Message, Name, Shape, Stamp, Width};

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
