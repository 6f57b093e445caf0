//! Which bytes of a message are what, also of one that is wrong.

use std::ops::Range;

use lonelypsp_schema::{Direction, Message, Protocol, Slot};

use crate::decode::{Decoded, Expected, decode_observed};
use crate::error::DecodeError;
use crate::observer::{Observer, Part};
use crate::place::Path;
use crate::target::HeaderMode;

/// Why a header of an expanded block has no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ignored {
    /// The message has no header of this name.
    Unknown,
    /// A header of the same name follows.
    Repeated,
    /// The message has it in another of its shapes only.
    NotInShape,
}

/// A stretch of bytes.
#[derive(Clone, Debug)]
pub struct Segment<'s> {
    /// Where it is in the input.
    pub range: Range<usize>,
    /// What it is.
    pub part: Part,
    /// The value that it belongs to, if the message has that value.
    pub slot: Option<&'s Slot>,
    /// The name of that value, in a group as in `exact[2].topic`.
    pub place: Option<String>,
    /// Why it has no effect, if it has none.
    pub ignored: Option<Ignored>,
    /// The value's index in its message; none in a group.
    index: Option<usize>,
    /// The number of the entry of an expanded block that it belongs to.
    entry: usize,
}

/// The parts of a message from its first byte to its last without a gap, and what became of it.
#[derive(Clone, Debug)]
pub struct Trace<'s, 'i> {
    /// The message that the type names.
    pub message: Option<&'s Message>,
    /// How the header block is written, if there is one and reading came so far.
    pub mode: Option<HeaderMode>,
    /// The parts.
    pub segments: Vec<Segment<'s>>,
    /// The message, or what is wrong with it.
    pub outcome: Result<Decoded<'s, 'i>, DecodeError>,
}

/// Decodes a message and notes what each of its bytes is.
///
/// ```
/// use lonelypsp_interpret::{Part, trace};
/// # use lonelypsp_schema::Direction;
/// let schema = lonelypsp_schema::builtin().unwrap();
/// let trace = trace(schema.protocol("stateful").unwrap(), Direction::S2b, b"\0\x01\0\x02\0\0\0\0\0\x07foo/b");
/// let parts: Vec<_> = trace.segments.iter().map(|segment| (segment.part, segment.range.start)).collect();
/// assert_eq!(parts[6..], [(Part::ValueLength, 8), (Part::Unread, 10)]);
/// assert!(trace.outcome.is_err());
/// ```
pub fn trace<'s, 'i>(protocol: &'s Protocol, direction: Direction, input: &'i [u8]) -> Trace<'s, 'i> {
    trace_expected(protocol, Expected::Any(direction), input)
}

/// The same for bytes of which it is known what message they are, as for [`decode_as`](crate::decode_as).
pub fn trace_as<'s, 'i>(protocol: &'s Protocol, message: &'s Message, input: &'i [u8]) -> Trace<'s, 'i> {
    trace_expected(protocol, Expected::Message(message), input)
}

fn trace_expected<'s, 'i>(protocol: &'s Protocol, expected: Expected<'s>, input: &'i [u8]) -> Trace<'s, 'i> {
    let mut recorder = Recorder::default();
    let outcome = decode_observed(protocol, expected, input, None, &mut recorder);
    recorder.close(input.len());
    recorder.mark_repeated();
    if let Ok(decoded) = &outcome {
        recorder.mark_absent(decoded);
    }
    let Recorder { message, mode, segments, .. } = recorder;
    Trace { message, mode, segments, outcome }
}

#[derive(Default)]
struct Recorder<'s> {
    message: Option<&'s Message>,
    mode: Option<HeaderMode>,
    segments: Vec<Segment<'s>>,
    entries: usize,
}

impl<'s> Observer<'s> for Recorder<'s> {
    fn began(&mut self, message: &'s Message, mode: HeaderMode) {
        self.message = Some(message);
        self.mode = message.layout.is_block().then_some(mode);
    }

    fn saw(
        &mut self,
        part: Part,
        slot: Option<(&'s Slot, Option<usize>)>,
        path: &Path<'s>,
        range: Range<usize>,
    ) {
        if part == Part::NameLength {
            self.entries += 1;
        }
        if range.is_empty() && matches!(part, Part::Body | Part::Trailing) {
            return;
        }
        let is_header = self.mode.is_some() && matches!(part, Part::ValueLength | Part::Value);
        let ignored = (is_header && slot.is_none()).then_some(Ignored::Unknown);
        let place = match part {
            Part::Body | Part::BodyLength => self.name_of_rest(),
            _ => slot.map(|(slot, _)| path.place(&slot.at)),
        };
        let (slot, index) = (slot.map(|(slot, _)| slot), slot.and_then(|(_, index)| index));
        self.segments.push(Segment { range, part, slot, place, ignored, index, entry: self.entries });
    }

    fn named(&mut self, index: Option<usize>) {
        let slot = index.and_then(|index| self.message?.layout.slots.get(index));
        let entry = self.entries;
        for segment in self.segments.iter_mut().rev().take_while(|segment| segment.entry == entry) {
            (segment.slot, segment.index) = (slot, index);
            segment.place = slot.map(|slot| slot.at.clone());
            segment.ignored = index.is_none().then_some(Ignored::Unknown);
        }
    }
}

impl Recorder<'_> {
    /// A body is called so behind headers; in a sequence it has a name.
    fn name_of_rest(&self) -> Option<String> {
        let layout = &self.message?.layout;
        layout.body.as_ref().filter(|_| !layout.is_block()).map(|body| body.at.clone())
    }

    /// Accounts for what was not read.
    fn close(&mut self, length: usize) {
        let end = self.segments.last().map_or(0, |segment| segment.range.end);
        if end < length {
            self.saw(Part::Unread, None, &Path::default(), end..length);
        }
    }

    /// Of several headers with one name, the last counts.
    fn mark_repeated(&mut self) {
        let count = self.message.map_or(0, |message| message.layout.slots.len());
        let mut last = vec![0; count];
        for segment in &self.segments {
            if let Some(entry) = segment.index.and_then(|index| last.get_mut(index)) {
                *entry = segment.entry;
            }
        }
        for segment in &mut self.segments {
            if segment.index.and_then(|index| last.get(index)).is_some_and(|entry| *entry > segment.entry) {
                segment.ignored = Some(Ignored::Repeated);
            }
        }
    }

    /// A header that only other shapes have is passed over.
    fn mark_absent(&mut self, decoded: &Decoded<'_, '_>) {
        for segment in &mut self.segments {
            let absent = segment.index.is_some_and(|index| decoded.target.shape().slot(index).is_none());
            if absent && segment.ignored.is_none() {
                segment.ignored = Some(Ignored::NotInShape);
            }
        }
    }
}
