//! A message as a row of pieces, from the program by which it is written.

use lonelypsp_schema::{Group, GroupEnd, Kind, Message, Prefix, Protocol, Slot, Width, WriteStep};

use crate::phrases::{count, hex};
use crate::svg::shortened;

/// What stands in a message.
pub(super) enum Piece {
    /// Boxes that stay on one line.
    Boxes(Vec<Cell>),
    /// What is there again and again.
    Frame {
        /// How often.
        label: String,
        pieces: Vec<Piece>,
    },
}

/// A stretch of bytes.
pub(super) struct Cell {
    pub(super) name: String,
    pub(super) size: Size,
    /// What its number or its bytes are, if that is known.
    pub(super) value: Option<String>,
    pub(super) class: Class,
}

/// How many bytes a stretch has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    Exactly(u64),
    AtMost(u64),
    Any,
}

/// Who says what stands there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Prefix,
    Length,
    Field,
    Fixed,
    Computed,
    Body,
}

impl Class {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Prefix => "p-cell p-prefix",
            Self::Length => "p-cell p-length",
            Self::Field => "p-cell p-field",
            Self::Fixed => "p-cell p-fixed",
            Self::Computed => "p-cell p-computed",
            Self::Body => "p-cell p-body",
        }
    }
}

impl Cell {
    fn new(name: &str, size: Size, class: Class) -> Self {
        Self { name: shortened(name, LONGEST), size, value: None, class }
    }

    fn with(self, value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), ..self }
    }

    /// How long it is, in few letters.
    pub(super) fn size(&self) -> String {
        match self.size {
            Size::Exactly(bytes) => count(bytes, "byte"),
            Size::AtMost(most) => format!("0 to {}", count(most, "byte")),
            Size::Any => "any length".to_owned(),
        }
    }
}

/// Longer names are cut in the picture; the fields below it have them whole.
const LONGEST: usize = 40;

/// The message of a shape, as its steps write it.
pub(super) fn written(protocol: &Protocol, message: &Message, steps: &[WriteStep]) -> Vec<Piece> {
    let mut pieces = prefix(protocol, message);
    let layout = &message.layout;
    pieces.extend(steps.iter().flat_map(|step| self::steps(message, &layout.slots, step)));
    pieces
}

/// The message with a block of headers that have names.
pub(super) fn expanded(protocol: &Protocol, message: &Message) -> Vec<Piece> {
    let mut pieces = prefix(protocol, message);
    pieces.push(Piece::Boxes(vec![Cell::new("headers", Size::Exactly(2), Class::Length).with("how many")]));
    let size = Size::AtMost(Width::U16.max());
    let name = Cell::new("name", size, Class::Fixed);
    let value = Cell::new("value", size, Class::Field);
    pieces.push(Piece::Frame {
        label: "for each header, in any order".to_owned(),
        pieces: vec![
            Piece::Boxes(vec![length(Width::U16), name]),
            Piece::Boxes(vec![length(Width::U16), value]),
        ],
    });
    pieces.extend(body(message));
    pieces
}

fn prefix(protocol: &Protocol, message: &Message) -> Vec<Piece> {
    match protocol.prefix {
        Prefix::None => Vec::new(),
        Prefix::FlagsAndCode => {
            let flags = Cell::new("flags", Size::Exactly(2), Class::Prefix);
            let code = Cell::new("type", Size::Exactly(2), Class::Prefix).with(message.code.to_string());
            vec![Piece::Boxes(vec![flags]), Piece::Boxes(vec![code])]
        }
    }
}

fn steps(message: &Message, slots: &[Slot], step: &WriteStep) -> Vec<Piece> {
    let one = |slot: usize, class: Class, text: Option<String>| {
        slots.get(slot).map(|slot| value(slot, class, text)).into_iter().collect()
    };
    match step {
        WriteStep::Field { slot, .. } => one(*slot, Class::Field, None),
        WriteStep::Constant { slot, value } => one(*slot, Class::Fixed, Some(value.to_string())),
        WriteStep::BodyLength { slot } => one(*slot, Class::Computed, Some("body's length".to_owned())),
        WriteStep::Copy { slot, other } => {
            let other = slots.get(*other).map(|other| format!("as {}", other.at));
            one(*slot, Class::Computed, other)
        }
        WriteStep::Group { slot, group, .. } => {
            let found = slots.get(*slot).zip(message.layout.groups.get(*group));
            found.map(|(slot, group)| entries(message, slot, group)).unwrap_or_default()
        }
        WriteStep::Literal(bytes) => {
            let text = shortened(&hex(bytes), LONGEST);
            vec![Piece::Boxes(vec![Cell::new(&text, Size::Exactly(bytes.len() as u64), Class::Fixed)])]
        }
        WriteStep::Body => body(message).into_iter().collect(),
        // They write nothing.
        WriteStep::Exclude { .. } | WriteStep::Ascending { .. } => Vec::new(),
    }
}

/// A value behind its length.
fn value(slot: &Slot, class: Class, text: Option<String>) -> Piece {
    let cell = Cell { value: text, ..Cell::new(&slot.at, size(slot.kind, slot.prefix), class) };
    Piece::Boxes(slot.prefix.map(length).into_iter().chain([cell]).collect())
}

fn size(kind: Kind, prefix: Option<Width>) -> Size {
    match (kind.fixed_length(), kind.longest()) {
        (Some(length), _) => Size::Exactly(length.into()),
        (None, Some(most)) => Size::AtMost(u64::from(most).min(prefix.map_or(u64::MAX, Width::max))),
        (None, None) => behind(prefix),
    }
}

/// As long as the length before it can say. What is longer than any message says nothing.
fn behind(prefix: Option<Width>) -> Size {
    match prefix {
        Some(width @ (Width::U8 | Width::U16)) => Size::AtMost(width.max()),
        Some(Width::U32 | Width::U64) | None => Size::Any,
    }
}

fn length(width: Width) -> Cell {
    Cell::new("len", Size::Exactly(width.bytes().into()), Class::Length)
}

fn entries(message: &Message, slot: &Slot, group: &Group) -> Vec<Piece> {
    let pieces = group.write.iter().flat_map(|step| steps(message, &group.slots, step)).collect();
    let name = shortened(&slot.at, LONGEST);
    match &group.end {
        GroupEnd::Count(width) => {
            let number = Cell::new("count", Size::Exactly(width.bytes().into()), Class::Length);
            let label = format!("{name}: as many times as the count says");
            vec![Piece::Boxes(vec![number]), Piece::Frame { label, pieces }]
        }
        GroupEnd::Literal(bytes) => {
            let label =
                format!("{name}: any number of times, until {} follows", shortened(&hex(bytes), LONGEST));
            vec![Piece::Frame { label, pieces }]
        }
    }
}

fn body(message: &Message) -> Option<Piece> {
    let body = message.layout.body.as_ref()?;
    let prefix = body.prefix.map(length);
    let cell = Cell::new(&body.at, behind(body.prefix), Class::Body);
    let cell = if prefix.is_none() { cell.with("all that is left") } else { cell };
    Some(Piece::Boxes(prefix.into_iter().chain([cell]).collect()))
}

/// The picture in words.
pub(super) fn describe(pieces: &[Piece]) -> String {
    let mut words = Vec::new();
    describe_into(pieces, &mut words);
    format!("In this order: {}.", words.join("; "))
}

fn describe_into(pieces: &[Piece], words: &mut Vec<String>) {
    for piece in pieces {
        match piece {
            Piece::Boxes(cells) => words.extend(cells.iter().map(|cell| {
                let name = if cell.name == "len" { "length of what follows" } else { &cell.name };
                let value = cell.value.as_ref().map(|value| format!(" ({value})")).unwrap_or_default();
                format!("{name}{value}, {}", cell.size())
            })),
            Piece::Frame { label, pieces } => {
                words.push(format!("{label}, ["));
                describe_into(pieces, words);
                words.push("]".to_owned());
            }
        }
    }
}
