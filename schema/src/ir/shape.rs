//! What a message can hold, and where each value of it comes from.

use super::{Availability, Condition, Name, Subject};

/// One shape that a message can have: what its value holds, and where each value of it comes from.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The variant's name, or none for a message with one shape.
    pub variant: Option<Name>,
    /// What it means.
    pub doc: String,
    /// The flags of the protocol that messages carry, in the protocol's order. The one that selects the header mode is
    /// none of them.
    pub flags: Vec<ShapeFlag>,
    /// The field that holds the bits that no flag names, if the protocol keeps them.
    pub unknown_flags: Option<Name>,
    /// The values present in it, in wire order.
    pub slots: Vec<ShapeSlot>,
    /// The field that holds the body, if the message has one.
    pub body: Option<BodyField>,
    /// In which versions it is there. The only shape of a message is where that is, and a variant of a message that is
    /// deprecated is so itself.
    pub availability: Availability,
}

impl Shape {
    /// The names of its fields, in wire order: flags, values, the body.
    pub fn field_names(&self) -> impl Iterator<Item = &Name> {
        let slots = self.slots.iter().filter_map(|slot| slot.field());
        let flags = self.flag_fields().map(|(_, name)| name).chain(&self.unknown_flags);
        flags.chain(slots).chain(self.body.as_ref().map(|body| &body.name))
    }

    /// The flags that a field says, by their index in the protocol.
    pub fn flag_fields(&self) -> impl Iterator<Item = (usize, &Name)> {
        self.flags.iter().filter_map(|flag| match &flag.source {
            FlagSource::Field(name) => Some((flag.flag, name)),
            FlagSource::Constant(_) => None,
        })
    }

    /// What the shape says about a value, if it has that value.
    pub fn slot(&self, index: usize) -> Option<&ShapeSlot> {
        let at = self.slots.partition_point(|slot| slot.slot < index);
        self.slots.get(at).filter(|slot| slot.slot == index)
    }

    /// Those of some conditions that hold in one message of this shape and not in another; nothing if there is one that holds
    /// in none, so that they never hold together.
    pub fn open(&self, all: &[Condition]) -> Option<Vec<Condition>> {
        let mut open = Vec::new();
        for condition in all {
            match self.known(condition.on) {
                Known::Number(number) if number == condition.equals => {}
                Known::Number(_) | Known::Absent => return None,
                Known::Open => open.push(*condition),
            }
        }
        Some(open)
    }

    fn known(&self, on: Subject) -> Known {
        match on {
            Subject::Slot(slot) => match self.slot(slot).map(|slot| &slot.source) {
                Some(Source::Constant(number)) => Known::Number(*number),
                Some(Source::Field(_) | Source::BodyLength | Source::Slot(_)) => Known::Open,
                None => Known::Absent,
            },
            Subject::Flag(flag) => {
                match self.flags.iter().find(|one| one.flag == flag).map(|one| &one.source) {
                    Some(FlagSource::Constant(is_set)) => Known::Number((*is_set).into()),
                    Some(FlagSource::Field(_)) => Known::Open,
                    // It is never set but to select the header block.
                    None => Known::Number(0),
                }
            }
        }
    }
}

/// What is known of a number or a flag in all messages of a shape.
enum Known {
    /// It is always this.
    Number(u64),
    /// It is not there.
    Absent,
    /// It is one thing in one message and another in the next.
    Open,
}

/// One flag of the prefix in one shape.
#[derive(Clone, Debug)]
pub struct ShapeFlag {
    /// Index of the flag in the protocol's list.
    pub flag: usize,
    /// Where it comes from when the shape is written.
    pub source: FlagSource,
}

/// Where a flag comes from when a shape is written.
#[derive(Clone, Debug)]
pub enum FlagSource {
    /// A field of the value: true or false.
    Field(Name),
    /// It is always set or never, since that is how the shape is recognised.
    Constant(bool),
}

/// One value in one shape.
#[derive(Clone, Debug)]
pub struct ShapeSlot {
    /// Index of the value in its message.
    pub slot: usize,
    /// What it holds in this shape.
    pub doc: String,
    /// Where its value comes from.
    pub source: Source,
}

impl ShapeSlot {
    /// The field that holds its value, if one does.
    pub fn field(&self) -> Option<&Name> {
        match &self.source {
            Source::Field(name) => Some(name),
            _ => None,
        }
    }
}

/// Where a value comes from when a shape is written.
#[derive(Clone, Debug)]
pub enum Source {
    /// A field of the value.
    Field(Name),
    /// It is always this number, since that is how the shape is recognised. Never spelled as an empty value.
    Constant(u64),
    /// The length of the body in bytes.
    BodyLength,
    /// The number of an earlier value.
    Slot(usize),
}

/// The field that holds the body.
#[derive(Clone, Debug)]
pub struct BodyField {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub doc: String,
}

/// A hash function over the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// SHA-512 (FIPS 180-4): 64 bytes.
    Sha512,
}

impl Digest {
    /// Its name in the schema.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sha512 => "sha512",
        }
    }

    /// The length of its result in bytes.
    pub const fn length(self) -> u16 {
        match self {
            Self::Sha512 => 64,
        }
    }
}
