//! What a written message is put together from: the write steps with everything merged that is the same in every message of
//! a shape, so that a back end prints one copy for each stretch of it.

use crate::ir::{FlagSource, Kind, Layout, Message, Prefix, Protocol, Shape, Slot, Width, WriteStep};

/// A piece of a written message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Bytes that are always the same: names, lengths and numbers that do not change, literals. No two of these follow one
    /// another.
    Fixed(Vec<u8>),
    /// The flags of the prefix as the message has them, with these bits, which say how its headers are written.
    Flags(u16),
    /// The length of a value in bytes.
    Length {
        /// Index of the value.
        slot: usize,
        /// How wide the length is.
        width: Width,
    },
    /// The bytes of a value, whether a field holds it or not.
    Value(usize),
    /// How many entries a group has.
    Count {
        /// Index of the value.
        slot: usize,
        /// How wide the number is.
        width: Width,
    },
    /// The entries of a group, each of [its own pieces](Message::entry_pieces).
    Entries {
        /// Index of the value.
        slot: usize,
        /// Index of the group.
        group: usize,
    },
    /// The length of the body in bytes, so wide.
    BodyLength(Width),
    /// The body.
    Body,
}

impl Message {
    /// What a message of this shape is put together from once its values are checked; a block of headers with names, or
    /// without them. Without a prefix, and in a sequence, both are the same.
    ///
    /// ```
    /// use lonelypsp_schema::{Direction, Piece, Width};
    ///
    /// let schema = lonelypsp_schema::builtin().unwrap();
    /// let stateful = schema.protocol("stateful").unwrap();
    /// let subscribe = stateful.by_name(Direction::S2b, "subscribe_exact").unwrap();
    /// let [first, length, value, ..] = &subscribe.pieces(stateful, 0, true)[..] else { panic!() };
    /// // No flags, type code 2, three headers, a name of 13 bytes.
    /// assert_eq!(*first, Piece::Fixed(b"\x00\x00\x00\x02\x00\x03\x00\x0dauthorization".to_vec()));
    /// assert_eq!([length, value], [&Piece::Length { slot: 0, width: Width::U16 }, &Piece::Value(0)]);
    /// ```
    pub fn pieces(&self, protocol: &Protocol, shape: usize, with_names: bool) -> Vec<Piece> {
        let Layout { slots, shapes, plan, .. } = &self.layout;
        let (Some(shape), Some(steps)) = (shapes.get(shape), plan.write.get(shape)) else {
            return Vec::new();
        };
        let is_block = self.layout.is_block();
        let mut pieces =
            Pieces { layout: &self.layout, slots, names: is_block && with_names, list: Vec::new() };
        if protocol.prefix == Prefix::FlagsAndCode {
            let mode = if is_block && !with_names { protocol.minimal_flag() } else { 0 };
            if says_flags(shape) {
                pieces.list.push(Piece::Flags(mode));
            } else {
                pieces.fixed(&(mode | protocol.always_set(shape)).to_be_bytes());
            }
            pieces.fixed(&self.code.to_be_bytes());
        }
        if pieces.names {
            pieces.fixed(&count_of(shape.slots.len()));
        }
        for step in steps {
            pieces.step(step);
        }
        pieces.list
    }

    /// What an entry of a group is put together from.
    pub fn entry_pieces(&self, group: usize) -> Vec<Piece> {
        let Some(group) = self.layout.groups.get(group) else { return Vec::new() };
        let mut pieces = Pieces { layout: &self.layout, slots: &group.slots, names: false, list: Vec::new() };
        for step in &group.write {
            pieces.step(step);
        }
        pieces.list
    }
}

/// Whether messages of a shape differ in their flags.
fn says_flags(shape: &Shape) -> bool {
    shape.unknown_flags.is_some()
        || shape.flags.iter().any(|flag| matches!(flag.source, FlagSource::Field(_)))
}

impl Slot {
    /// A header's name in a block with names, two bytes of length before it.
    ///
    /// ```
    /// let schema = lonelypsp_schema::builtin().unwrap();
    /// let notify = schema.protocol("stateful").unwrap().by_unique_name("notify").unwrap();
    /// assert_eq!(notify.layout.slots[1].counted_name(), b"\x00\x09x-tracing");
    /// ```
    pub fn counted_name(&self) -> Vec<u8> {
        [&count_of(self.at.len()), self.at.as_bytes()].concat()
    }
}

impl Kind {
    /// The bytes of a number that a shape fixes. It is never spelled as an empty value, since that is how a reader may
    /// recognise another shape.
    ///
    /// ```
    /// use lonelypsp_schema::{Kind, Spelling};
    ///
    /// let minimal = Kind::uint(8, Spelling::Minimal);
    /// assert_eq!([minimal.spell_constant(0), minimal.spell_constant(255)], [[0], [255]]);
    /// assert_eq!(minimal.spell_constant(256), [1, 0]);
    /// assert_eq!(minimal.spell_constant(u64::MAX), [0xff; 8]);
    /// assert_eq!(Kind::uint(4, Spelling::Fixed).spell_constant(1), [0, 0, 0, 1]);
    /// ```
    pub fn spell_constant(self, value: u64) -> Vec<u8> {
        let all = value.to_be_bytes();
        let least = self.fixed_length().map_or(1, usize::from);
        let zeros = all.iter().take_while(|byte| **byte == 0).count();
        all[zeros.min(all.len().saturating_sub(least))..].to_vec()
    }
}

/// A number of two bytes; no block is so large that it would not fit.
fn count_of(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes()
}

struct Pieces<'a> {
    layout: &'a Layout,
    /// The values that the steps are about.
    slots: &'a [Slot],
    /// Whether a header's name stands before it.
    names: bool,
    list: Vec<Piece>,
}

impl<'a> Pieces<'a> {
    fn fixed(&mut self, bytes: &[u8]) {
        match self.list.last_mut() {
            Some(Piece::Fixed(before)) => before.extend(bytes),
            _ if bytes.is_empty() => {}
            _ => self.list.push(Piece::Fixed(bytes.to_vec())),
        }
    }

    fn number(&mut self, width: Width, number: usize) {
        let all = (number as u64).to_be_bytes();
        self.fixed(all.get(all.len() - usize::from(width.bytes())..).unwrap_or_default());
    }

    fn step(&mut self, step: &WriteStep) {
        match *step {
            WriteStep::Field { slot, .. } | WriteStep::BodyLength { slot } | WriteStep::Copy { slot, .. } => {
                let Some(Slot { kind, prefix, .. }) = self.value(slot) else { return };
                match (*prefix, kind.fixed_length()) {
                    (Some(width), Some(length)) => self.number(width, length.into()),
                    (Some(width), None) => self.list.push(Piece::Length { slot, width }),
                    (None, _) => {}
                }
                self.list.push(Piece::Value(slot));
            }
            WriteStep::Constant { slot, value } => {
                let Some(Slot { kind, prefix, .. }) = self.value(slot) else { return };
                let bytes = kind.spell_constant(value);
                if let Some(width) = *prefix {
                    self.number(width, bytes.len());
                }
                self.fixed(&bytes);
            }
            WriteStep::Group { slot, group, .. } => {
                let Some(of) = self.slots.get(slot) else { return };
                self.list.extend(of.prefix.map(|width| Piece::Count { slot, width }));
                self.list.push(Piece::Entries { slot, group });
            }
            WriteStep::Literal(ref bytes) => self.fixed(bytes),
            WriteStep::Body => {
                let prefix = self.layout.body.as_ref().and_then(|body| body.prefix);
                self.list.extend(prefix.map(Piece::BodyLength));
                self.list.push(Piece::Body);
            }
            WriteStep::Exclude { .. } | WriteStep::Ascending { .. } => {}
        }
    }

    /// A value, behind its name if it has one there.
    fn value(&mut self, slot: usize) -> Option<&'a Slot> {
        let of = self.slots.get(slot)?;
        if self.names {
            self.fixed(&of.counted_name());
        }
        Some(of)
    }
}
