//! Which bytes of a message are what, also of one that is wrong.

use std::ops::Range;

use lonelypsp_schema::{Direction, Header, Message, Protocol};

use crate::decode::{Decoded, decode_watched};
use crate::error::DecodeError;
use crate::target::HeaderMode;

/// What a stretch of bytes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The flags of the prefix.
    Flags,
    /// The type of the prefix.
    Type,
    /// The number of headers of an expanded block.
    Count,
    /// The length of a header's name.
    NameLength,
    /// The name of a header.
    Name,
    /// The length of a header's value.
    ValueLength,
    /// The value of a header.
    Value,
    /// The body.
    Body,
    /// What follows a message that has no body.
    Trailing,
    /// What was not read, because something before it is wrong.
    Unread,
}

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
    /// The header that it belongs to, if the message has that header.
    pub header: Option<&'s Header>,
    /// Why it has no effect, if it has none.
    pub ignored: Option<Ignored>,
    /// The header's index in its message.
    index: Option<usize>,
    /// The number of the entry of an expanded block that it belongs to.
    entry: usize,
}

/// The parts of a message from its first byte to its last without a gap, and what became of it.
#[derive(Clone, Debug)]
pub struct Trace<'s, 'i> {
    /// The message that the type names.
    pub message: Option<&'s Message>,
    /// How the header block is written, if reading came so far.
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
/// let trace = trace(&schema.protocols[0], Direction::S2b, b"\0\x01\0\x02\0\0\0\0\0\x07foo/b");
/// let parts: Vec<_> = trace.segments.iter().map(|segment| (segment.part, segment.range.start)).collect();
/// assert_eq!(parts[6..], [(Part::ValueLength, 8), (Part::Unread, 10)]);
/// assert!(trace.outcome.is_err());
/// ```
pub fn trace<'s, 'i>(protocol: &'s Protocol, direction: Direction, input: &'i [u8]) -> Trace<'s, 'i> {
    let mut recorder = Recorder::default();
    let outcome = decode_watched(protocol, direction, input, &mut recorder);
    recorder.close(input.len());
    recorder.mark_repeated();
    if let Ok(decoded) = &outcome {
        recorder.mark_absent(decoded);
    }
    let Recorder { message, mode, segments, .. } = recorder;
    Trace { message, mode, segments, outcome }
}

/// Is told what the decoder reads.
pub(crate) trait Watch<'s> {
    /// The prefix is known.
    fn began(&mut self, _message: &'s Message, _mode: HeaderMode) {}
    /// A stretch was read.
    fn saw(&mut self, _part: Part, _header: Option<usize>, _range: Range<usize>) {}
    /// The name that was just read is that of this header.
    fn named(&mut self, _header: Option<usize>) {}
}

impl Watch<'_> for () {}

#[derive(Default)]
struct Recorder<'s> {
    message: Option<&'s Message>,
    mode: Option<HeaderMode>,
    segments: Vec<Segment<'s>>,
    entries: usize,
}

impl<'s> Watch<'s> for Recorder<'s> {
    fn began(&mut self, message: &'s Message, mode: HeaderMode) {
        (self.message, self.mode) = (Some(message), Some(mode));
    }

    fn saw(&mut self, part: Part, index: Option<usize>, range: Range<usize>) {
        if part == Part::NameLength {
            self.entries += 1;
        }
        if range.is_empty() && matches!(part, Part::Body | Part::Trailing) {
            return;
        }
        let unknown = part == Part::ValueLength || part == Part::Value;
        let ignored = (unknown && index.is_none()).then_some(Ignored::Unknown);
        let (header, entry) = (self.header(index), self.entries);
        self.segments.push(Segment { range, part, header, ignored, index, entry });
    }

    fn named(&mut self, index: Option<usize>) {
        let header = self.header(index);
        let entry = self.entries;
        for segment in self.segments.iter_mut().rev().take_while(|segment| segment.entry == entry) {
            (segment.header, segment.index) = (header, index);
            segment.ignored = index.is_none().then_some(Ignored::Unknown);
        }
    }
}

impl<'s> Recorder<'s> {
    fn header(&self, index: Option<usize>) -> Option<&'s Header> {
        self.message?.headers()?.headers.get(index?)
    }

    /// Accounts for what was not read.
    fn close(&mut self, length: usize) {
        let end = self.segments.last().map_or(0, |segment| segment.range.end);
        if end < length {
            self.saw(Part::Unread, None, end..length);
        }
    }

    /// Of several headers with one name, the last counts.
    fn mark_repeated(&mut self) {
        let count = self.message.and_then(Message::headers).map_or(0, |layout| layout.slots.len());
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
            let absent = segment.index.is_some_and(|index| decoded.target.shape().header(index).is_none());
            if absent && segment.ignored.is_none() {
                segment.ignored = Some(Ignored::NotInShape);
            }
        }
    }
}
