//! A message in pieces: how far it goes before its body, by the scan program of the wire plan.
//!
//! Nothing is checked here. A scanner looks at bytes that are kept anyway, each step once all of its bytes are there; it holds
//! a place in the program and no bytes.

use super::Vec;

/// One step of a scan program; those of a message begin behind its prefix. Widths are in bytes.
#[derive(Clone, Copy, Debug)]
pub enum Scan {
    /// So many bytes.
    Bytes(u64),
    /// A length of this width, then as many bytes.
    Counted(usize),
    /// An integer that decides, of at most so many bytes, behind a length of this width; of width 0, all of its bytes.
    Number(usize, usize),
    /// A minimal block is scanned so; an expanded one has a count of names and values.
    Block(&'static [Scan]),
    /// A number of this width, then as many entries.
    Entries(usize, &'static [Scan]),
    /// Entries until these bytes stand in the place of one.
    EntriesUntil(&'static [u8], &'static [Scan]),
    /// What follows if the integer has this value, and if it does not.
    When(u64, [&'static [Scan]; 2]),
    /// What follows if one of these flags is set, and if none is.
    WhenFlag(u16, [&'static [Scan]; 2]),
    /// The body begins, behind its length if that has a width.
    Body(usize),
}

/// How far a scan has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// It goes on once there are so many bytes.
    Needs(usize),
    /// The first entry of a group would begin here. Where nobody asked for entries, they are passed without a word.
    GroupBegins,
    /// An entry ends here.
    EntryEnds,
    /// The values end here, and a body follows that is so long at most.
    Ends(Option<u64>),
}

/// A place in a scan program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner {
    flags: u16,
    is_minimal: bool,
    /// Whether whoever asks wants to be told of the entries of outermost groups.
    tells_entries: bool,
    /// Where the next step begins.
    at: usize,
    /// The integer that decides, unless it was too long.
    number: Option<u64>,
    frames: [Frame; DEEPEST],
    depth: usize,
    /// The frame of the group whose entries are told.
    group: usize,
    /// Whether the end of the entry here was told.
    told: bool,
}

/// The program itself, what a condition or a header block adds, and groups in groups.
const DEEPEST: usize = 8;

#[derive(Clone, Copy, Debug)]
struct Frame {
    steps: &'static [Scan],
    next: usize,
    again: Again,
}

/// How often the steps of a frame come once more.
#[derive(Clone, Copy, Debug)]
enum Again {
    Times(u64),
    Until(&'static [u8]),
}

/// A name and a value of an expanded block.
const NAMED: &[Scan] = &[Scan::Counted(2), Scan::Counted(2)];

impl Frame {
    const NONE: Self = Self { steps: &[], next: 0, again: Again::Times(0) };
}

impl Scanner {
    /// At the start of a message, whose first value begins there.
    pub(super) fn new(
        steps: &'static [Scan],
        at: usize,
        flags: u16,
        is_minimal: bool,
        tells_entries: bool,
    ) -> Self {
        let mut frames = [Frame::NONE; DEEPEST];
        frames[0].steps = steps;
        let (number, depth, group, told) = (None, 1, 0, false);
        Self { flags, is_minimal, tells_entries, at, number, frames, depth, group, told }
    }

    /// Where it stands.
    pub(super) const fn position(&self) -> usize {
        self.at
    }

    /// Whether it is in a group whose entries are told.
    pub(super) const fn is_in_group(&self) -> bool {
        self.group != 0
    }

    /// Stands there from now on: bytes before it were taken away.
    pub(super) const fn move_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Goes on as far as there are bytes.
    pub(super) fn advance(&mut self, input: &[u8]) -> Progress {
        loop {
            let Some(frame) = self.depth.checked_sub(1).and_then(|top| self.frames.get_mut(top)) else {
                return Progress::Ends(Some(0));
            };
            let progress = if let Some(step) = frame.steps.get(frame.next) {
                self.step(step, input)
            } else {
                self.end_of_steps(input)
            };
            if let Err(progress) = progress {
                return progress;
            }
        }
    }

    fn step(&mut self, step: &'static Scan, input: &[u8]) -> Result<(), Progress> {
        match *step {
            Scan::Bytes(length) => drop(self.take(input, 0, length)?),
            Scan::Counted(width) => drop(self.counted(input, width)?),
            Scan::Number(0, most) => self.number = Some(number(self.take(input, 0, most as u64)?)),
            Scan::Number(width, most) => {
                let value = self.counted(input, width)?;
                self.number = (value.len() <= most).then(|| number(value));
            }
            Scan::Block(minimal) if self.is_minimal => return self.enter(minimal, Again::Times(0), 0),
            Scan::Block(_) => {
                let count = number(self.take(input, 0, 2)?);
                return self.enter(NAMED, Again::Times(count), NAMED.len());
            }
            Scan::Entries(width, entry) => {
                let count = number(self.take(input, 0, width as u64)?);
                return self.enter_group(entry, Again::Times(count));
            }
            Scan::EntriesUntil(end, entry) => return self.enter_group(entry, Again::Until(end)),
            Scan::When(equals, [yes, no]) => {
                // Of an integer that is too long, decoding says so when it comes here.
                let number = self.number.ok_or(Progress::Ends(Some(0)))?;
                return self.enter(if number == equals { yes } else { no }, Again::Times(0), 0);
            }
            Scan::WhenFlag(mask, [yes, no]) => {
                return self.enter(if self.flags & mask == 0 { no } else { yes }, Again::Times(0), 0);
            }
            Scan::Body(0) => return Err(Progress::Ends(None)),
            Scan::Body(width) => {
                let length = number(self.take(input, 0, width as u64)?);
                return Err(Progress::Ends(Some(length)));
            }
        }
        self.pass();
        Ok(())
    }

    /// The steps of the top frame are done, or have not begun.
    fn end_of_steps(&mut self, input: &[u8]) -> Result<(), Progress> {
        let is_group = self.group != 0 && self.group == self.depth;
        if is_group && !core::mem::replace(&mut self.told, true) {
            return Err(Progress::EntryEnds);
        }
        let at = self.at;
        let Some(frame) = self.depth.checked_sub(1).and_then(|top| self.frames.get_mut(top)) else {
            return Ok(());
        };
        let goes_on = match &mut frame.again {
            Again::Times(0) => false,
            Again::Times(left) => {
                *left -= 1;
                true
            }
            Again::Until(end) => {
                let left = input.get(at..).unwrap_or_default();
                let found = left.get(..end.len()).ok_or(Progress::Needs(at.saturating_add(end.len())))?;
                found != *end
            }
        };
        if goes_on {
            frame.next = 0;
        } else {
            self.depth -= 1;
        }
        if is_group {
            self.told = false;
            self.group = if goes_on { self.group } else { 0 };
        }
        Ok(())
    }

    fn pass(&mut self) {
        if let Some(frame) = self.depth.checked_sub(1).and_then(|top| self.frames.get_mut(top)) {
            frame.next += 1;
        }
    }

    /// The step is done, and these come next.
    fn enter(&mut self, steps: &'static [Scan], again: Again, next: usize) -> Result<(), Progress> {
        self.pass();
        // The schema's compiler allows fewer groups in groups than there are frames.
        let frame = self.frames.get_mut(self.depth).ok_or(Progress::Ends(Some(0)))?;
        *frame = Frame { steps, next, again };
        self.depth += 1;
        Ok(())
    }

    /// Before the first entry all is as behind one.
    fn enter_group(&mut self, entry: &'static [Scan], again: Again) -> Result<(), Progress> {
        self.enter(entry, again, entry.len())?;
        if self.tells_entries && self.group == 0 {
            (self.group, self.told) = (self.depth, true);
            return Err(Progress::GroupBegins);
        }
        Ok(())
    }

    /// The bytes behind a length. It stands before the length until all of them are there.
    fn counted<'i>(&mut self, input: &'i [u8], width: usize) -> Result<&'i [u8], Progress> {
        let start = self.at;
        let length = number(self.take(input, 0, width as u64)?);
        self.at = start;
        self.take(input, width, length)
    }

    /// So many bytes behind so many others.
    fn take<'i>(&mut self, input: &'i [u8], skip: usize, length: u64) -> Result<&'i [u8], Progress> {
        let start = self.at.saturating_add(skip);
        // What is longer than memory is never all there.
        let end = start.saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
        let taken = input.get(start..end).ok_or(Progress::Needs(end))?;
        self.at = end;
        Ok(taken)
    }
}

/// Where in a message without a prefix its outermost groups begin, behind their counts.
pub fn group_starts(steps: &'static [Scan], input: &[u8]) -> Vec<usize> {
    let mut scanner = Scanner::new(steps, 0, 0, false, true);
    let mut starts = Vec::new();
    loop {
        match scanner.advance(input) {
            Progress::GroupBegins => starts.push(scanner.position()),
            Progress::EntryEnds => {}
            Progress::Needs(_) | Progress::Ends(_) => return starts,
        }
    }
}

/// A big-endian number.
pub(super) fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
