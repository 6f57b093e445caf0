//! A message in pieces → where its body begins, by the scan program of its plan.
//!
//! It looks at bytes that are kept anyway, each step once all of its bytes are there; so it holds nothing but its place.

use lonelypsp_schema::{Condition, Flag, GroupEnd, Prefix, Protocol, ScanStep, Subject, Width};

use crate::reader::number_in;
use crate::target::HeaderMode;

/// What a scan comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It goes on once there are so many bytes of the message in all.
    Needs(usize),
    /// The values end, and this follows.
    Ends(BodyEnd),
}

/// How far a body goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyEnd {
    /// There is none, or decoding does not come to it.
    None,
    /// To the end of the input.
    Input,
    /// So many bytes.
    After(u64),
}

/// A place in a scan program.
pub(crate) struct Scanner<'s> {
    protocol: &'s Protocol,
    flags: u16,
    /// Where the next step begins.
    at: usize,
    /// The number that decides, unless it is too long.
    number: Option<u64>,
    frames: Vec<Frame<'s>>,
}

/// Steps that are under way.
struct Frame<'s> {
    steps: &'s [ScanStep],
    next: usize,
    again: Again<'s>,
}

/// How often they come.
#[derive(Clone, Copy)]
enum Again<'s> {
    Once,
    /// So many times more.
    Times(u64),
    /// Until these bytes stand there.
    Until(&'s [u8]),
}

/// A name and a value of an expanded block.
const NAMED: &[ScanStep] = &[ScanStep::Counted(Width::U16), ScanStep::Counted(Width::U16)];

impl<'s> Scanner<'s> {
    /// At the start of a message with these flags.
    pub(crate) fn new(protocol: &'s Protocol, flags: u16, steps: &'s [ScanStep]) -> Self {
        let at = match protocol.prefix {
            Prefix::FlagsAndCode => 4,
            Prefix::None => 0,
        };
        Self { protocol, flags, at, number: None, frames: vec![Frame { steps, next: 0, again: Again::Once }] }
    }

    /// Goes on as far as there are bytes.
    pub(crate) fn advance(&mut self, input: &[u8]) -> Progress {
        loop {
            let Some(frame) = self.frames.last_mut() else { return Progress::Ends(BodyEnd::None) };
            if let Some(step) = frame.steps.get(frame.next) {
                match self.step(step, input) {
                    Ok(()) => {}
                    Err(progress) => return progress,
                }
                continue;
            }
            match frame.again {
                Again::Once | Again::Times(0) => {
                    self.frames.pop();
                }
                Again::Times(ref mut left) => {
                    *left -= 1;
                    frame.next = 0;
                }
                Again::Until(end) => {
                    let Some(found) = slice(input, self.at, end.len()) else {
                        return Progress::Needs(self.at.saturating_add(end.len()));
                    };
                    if found == end {
                        self.frames.pop();
                    } else {
                        frame.next = 0;
                    }
                }
            }
        }
    }

    fn step(&mut self, step: &'s ScanStep, input: &[u8]) -> Result<(), Progress> {
        match step {
            ScanStep::Bytes(length) => {
                self.take(input, *length)?;
                self.passed();
            }
            ScanStep::Counted(width) => {
                self.counted(input, *width)?;
                self.passed();
            }
            ScanStep::Number { prefix, most, .. } => {
                let value = match prefix {
                    Some(width) => self.counted(input, *width)?,
                    None => self.take(input, (*most).into())?,
                };
                self.number = (value.len() <= usize::from(*most)).then(|| number_in(value));
                self.passed();
            }
            ScanStep::Block { minimal } => {
                let is_minimal = self.flags & self.protocol.minimal_flag() != 0;
                match HeaderMode::minimal_if(is_minimal) {
                    HeaderMode::Minimal => self.enter(minimal, Again::Once),
                    HeaderMode::Expanded => {
                        let count = number_in(self.take(input, 2)?);
                        self.enter_times(NAMED, count);
                    }
                }
            }
            ScanStep::Group { end, entry, .. } => match end {
                GroupEnd::Count(width) => {
                    let count = number_in(self.take(input, width.bytes().into())?);
                    self.enter_times(entry, count);
                }
                // As behind an entry.
                GroupEnd::Literal(end) => {
                    self.enter(entry, Again::Until(end));
                    self.skip_to_end();
                }
            },
            ScanStep::When { on, equals, yes, no } => {
                match self.holds(Condition { on: *on, equals: *equals }) {
                    Some(true) => self.enter(yes, Again::Once),
                    Some(false) => self.enter(no, Again::Once),
                    None => return Err(Progress::Ends(BodyEnd::None)),
                }
            }
            ScanStep::Body(None) => return Err(Progress::Ends(BodyEnd::Input)),
            ScanStep::Body(Some(width)) => {
                let length = number_in(self.take(input, width.bytes().into())?);
                return Err(Progress::Ends(BodyEnd::After(length)));
            }
        }
        Ok(())
    }

    /// Whether a condition holds; nothing if the number is none.
    fn holds(&self, condition: Condition) -> Option<bool> {
        match condition.on {
            Subject::Slot(_) => Some(self.number? == condition.equals),
            Subject::Flag(flag) => {
                let mask = self.protocol.flags.get(flag).map_or(0, Flag::mask);
                Some(u64::from(self.flags & mask != 0) == condition.equals)
            }
        }
    }

    /// The bytes behind a length of that width.
    fn counted<'i>(&mut self, input: &'i [u8], width: Width) -> Result<&'i [u8], Progress> {
        let start = self.at;
        let length = number_in(self.take(input, width.bytes().into())?);
        let value = self.take(input, length);
        if value.is_err() {
            // The step begins again.
            self.at = start;
        }
        value
    }

    /// The next bytes, which are then behind it.
    fn take<'i>(&mut self, input: &'i [u8], length: u64) -> Result<&'i [u8], Progress> {
        let start = self.at;
        let end = start.saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
        let taken = input.get(start..end).ok_or(Progress::Needs(end))?;
        self.at = end;
        Ok(taken)
    }

    /// The step is done.
    fn passed(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.next += 1;
        }
    }

    fn enter(&mut self, steps: &'s [ScanStep], again: Again<'s>) {
        self.passed();
        self.frames.push(Frame { steps, next: 0, again });
    }

    fn enter_times(&mut self, steps: &'s [ScanStep], times: u64) {
        match times.checked_sub(1) {
            Some(more) => self.enter(steps, Again::Times(more)),
            None => self.passed(),
        }
    }

    fn skip_to_end(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.next = frame.steps.len();
        }
    }
}

fn slice(input: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    input.get(at..)?.get(..length)
}
