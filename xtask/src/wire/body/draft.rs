//! A message before its bytes, and the bytes with the places of everything in them.

use std::collections::BTreeMap;

use crate::wire::Expected;

use super::layout::{Field, Layout, Part};

/// A message before its bytes: an item for each part of the layout.
#[derive(Clone)]
pub(crate) struct Draft<'l> {
    pub(crate) layout: &'l Layout,
    pub(crate) items: Vec<Item>,
    /// What follows the message.
    pub(crate) behind: Vec<u8>,
}

/// What stands for a part.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Item {
    /// A code or a literal.
    Literal(Vec<u8>),
    Value(Piece),
    /// The entries of a group, and the number to claim if it is not theirs.
    Entries(Vec<Vec<Piece>>, Option<u32>),
    Rest(Vec<u8>),
}

/// The bytes of a value.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) bytes: Vec<u8>,
    /// The length to claim, if it is not its own.
    pub(crate) claimed: Option<u16>,
}

impl Piece {
    pub(crate) fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), claimed: None }
    }
}

/// Something that a reader reads at once: what is named if it cannot, and where it lies.
struct Read {
    at: Option<String>,
    start: usize,
    end: usize,
}

/// The bytes of a message.
#[derive(Default)]
pub(crate) struct Built {
    pub(crate) bytes: Vec<u8>,
    /// Where the message ends, what follows it not counted.
    pub(crate) end: usize,
    reads: Vec<Read>,
    /// Where each value begins, by what errors call it; literals by the number of their part.
    places: BTreeMap<String, usize>,
}

impl Draft<'_> {
    /// Gives the value of that name other bytes.
    pub(crate) fn set(&mut self, name: &str, bytes: &[u8]) {
        if let Some(piece) = self.piece(name) {
            bytes.clone_into(&mut piece.bytes);
        }
    }

    /// The value of that name.
    pub(crate) fn piece(&mut self, name: &str) -> Option<&mut Piece> {
        self.layout.parts.iter().zip(&mut self.items).find_map(|(part, item)| match (part, item) {
            (Part::Value(field), Item::Value(piece)) if field.name == name => Some(piece),
            _ => None,
        })
    }

    /// The rest.
    pub(crate) fn rest(&self) -> Option<&[u8]> {
        self.items.iter().find_map(|item| match item {
            Item::Rest(bytes) => Some(&bytes[..]),
            _ => None,
        })
    }

    /// Gives the message another rest, which its length and digest may no longer describe.
    pub(crate) fn set_rest(&mut self, rest: &[u8]) {
        for item in &mut self.items {
            if let Item::Rest(bytes) = item {
                rest.clone_into(bytes);
            }
        }
    }

    /// The bytes, and where everything stands in them.
    pub(crate) fn build(&self) -> Built {
        let mut built = Built::default();
        // The entry that is read where the literal behind a group without a number is not whole.
        let mut open = None;
        for (index, (part, item)) in self.layout.parts.iter().zip(&self.items).enumerate() {
            match (part, item) {
                (Part::Value(field), Item::Value(piece)) => built.value(field, field.name, piece),
                (Part::Group { name, count, fields, .. }, Item::Entries(entries, claimed)) => {
                    if *count > 0 {
                        let number = claimed.unwrap_or(u32::try_from(entries.len()).unwrap_or(u32::MAX));
                        built.read(Some(name), &number.to_be_bytes()[4 - count..]);
                    } else {
                        open = Some(format!("{name}[{}].{}", entries.len(), fields[0].name));
                    }
                    built.entries(name, fields, entries);
                }
                (_, Item::Literal(bytes) | Item::Rest(bytes)) => {
                    built.places.insert(format!("#{index}"), built.bytes.len());
                    built.literal(open.take().as_deref(), bytes);
                }
                (_, Item::Value(_) | Item::Entries(..)) => {
                    unreachable!("a draft has the parts of its layout")
                }
            }
        }
        built.end = built.bytes.len();
        built.bytes.extend(&self.behind);
        built
    }
}

impl Built {
    /// Where the value begins that errors call so.
    pub(crate) fn place(&self, at: &str) -> usize {
        *self.places.get(at).unwrap_or(&self.end)
    }

    /// The error of a value.
    pub(crate) fn error(&self, kind: &'static str, at: &str) -> Expected {
        Expected { kind, at: Some(at.to_owned()), offset: Some(self.place(at)) }
    }

    /// The error of the literal that is the part of that number.
    pub(crate) fn literal_error(&self, kind: &'static str, part: usize) -> Expected {
        Expected { kind, at: None, offset: Some(self.place(&format!("#{part}"))) }
    }

    /// What a reader says who finds only so many bytes, if that is too few.
    pub(crate) fn cut(&self, length: usize) -> Option<Expected> {
        let read = self.reads.iter().find(|read| read.end > length)?;
        Some(Expected { kind: "truncated", at: read.at.clone(), offset: Some(read.start) })
    }

    fn entries(&mut self, name: &str, fields: &[Field], entries: &[Vec<Piece>]) {
        for (index, entry) in entries.iter().enumerate() {
            for (field, piece) in fields.iter().zip(entry) {
                self.value(field, &format!("{name}[{index}].{}", field.name), piece);
            }
        }
    }

    fn value(&mut self, field: &Field, at: &str, piece: &Piece) {
        let own = u16::try_from(piece.bytes.len()).expect("test material has no values beyond 65535 bytes");
        let length = piece.claimed.unwrap_or(own).to_be_bytes();
        if field.prefix > 0 {
            self.read(Some(at), &length[2 - field.prefix..]);
        }
        self.places.insert(at.to_owned(), self.bytes.len());
        self.read(Some(at), &piece.bytes);
    }

    /// A literal; where it ends a group without a number and is not whole, an entry is looked for.
    fn literal(&mut self, open: Option<&str>, bytes: &[u8]) {
        match open {
            Some(_) if bytes.len() > 2 => {
                let (length, value) = bytes.split_at(2);
                let whole = self.bytes.len() + bytes.len();
                // Of its two first bytes an entry's length is made, which is more than is there.
                self.read(open, length);
                self.read(open, value);
                debug_assert_eq!(self.bytes.len(), whole);
            }
            _ => self.read(open, bytes),
        }
    }

    fn read(&mut self, at: Option<&str>, bytes: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend(bytes);
        self.reads.push(Read { at: at.map(str::to_owned), start, end: self.bytes.len() });
    }
}
