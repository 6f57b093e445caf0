//! Reading program → scan program: how far a message goes before its body, for input that arrives in pieces.
//!
//! A scan checks nothing. It only follows lengths, counts and the number that decides whether more values come, and so
//! finds where the values end and the body begins; decoding proper is then given the values as a whole, so that what it
//! accepts, and what it says of what it refuses, is the same however the input was cut.

use crate::ir::{GroupEnd, Layout, Slot, Subject, Width};

use super::{Block, End, Program, ReadStep, Reading, Step};

/// One step of a scan. It begins behind the prefix, if the protocol has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanStep {
    /// So many bytes.
    Bytes(u64),
    /// A length of this width, then as many bytes.
    Counted(Width),
    /// An unsigned integer that the next [`When`](Self::When) looks at; a message has one such condition. One that is too
    /// long decides nothing, and the message ends there: decoding refuses it for that.
    Number {
        /// Index of the value.
        slot: usize,
        /// The width of the length before it, if it has one; else it has all its bytes.
        prefix: Option<Width>,
        /// The most bytes that it can have.
        most: u8,
    },
    /// A block of headers. A minimal one is scanned as said here, an expanded one is a 16-bit count, then as many names
    /// and values, each behind a 16-bit length.
    Block {
        /// The minimal block.
        minimal: Vec<ScanStep>,
    },
    /// A group: its count, if it has one, then its entries. A count alone takes no memory.
    Group {
        /// Index of the group.
        group: usize,
        /// How it ends. A literal is looked at where an entry would begin, and not passed.
        end: GroupEnd,
        /// One entry.
        entry: Vec<ScanStep>,
    },
    /// A flag, or the number that was kept, decides what follows.
    When {
        /// What is looked at.
        on: Subject,
        /// The value.
        equals: u64,
        /// What follows if it has this value.
        yes: Vec<ScanStep>,
        /// What follows otherwise.
        no: Vec<ScanStep>,
    },
    /// The body begins, and with it what need not be kept: all that is left, or as much as the length of this width says
    /// that stands before it. Always the last step. Without it, whatever else follows does not belong to the message.
    Body(Option<Width>),
}

/// Makes the scan program of a message.
pub(super) fn derive_scan(layout: &Layout, reading: &Reading) -> Vec<ScanStep> {
    let scan = Deriver { layout, deciding: layout.tail.as_ref().and_then(|tail| tail.when.on.slot()) };
    match reading {
        Reading::Block(block) => scan.block(block),
        Reading::Sequence(program) => scan.program(program),
    }
}

struct Deriver<'a> {
    layout: &'a Layout,
    /// The value that decides whether more of them follow.
    deciding: Option<usize>,
}

impl Deriver<'_> {
    fn block(&self, block: &Block) -> Vec<ScanStep> {
        let mut steps = vec![ScanStep::Block { minimal: self.minimal(&block.minimal) }];
        steps.extend(self.layout.body.as_ref().map(|body| ScanStep::Body(body.prefix)));
        steps
    }

    fn minimal(&self, steps: &[ReadStep]) -> Vec<ScanStep> {
        let mut scan = Vec::new();
        for step in steps {
            match step {
                ReadStep::Values { from, to } => {
                    scan.extend((*from..*to).map(|slot| self.value(slot, Some(Width::U16))));
                }
                ReadStep::When { on, equals, then } => {
                    let (yes, no) = (self.minimal(then), Vec::new());
                    scan.push(ScanStep::When { on: *on, equals: *equals, yes, no });
                }
            }
        }
        scan
    }

    fn program(&self, program: &Program) -> Vec<ScanStep> {
        let mut scan = self.steps(&program.steps, None);
        let End::Branch { on, equals, yes, no } = &program.end else { return scan };
        let (mut yes, mut no) = (self.program(yes), self.program(no));
        // What both go on with does not depend on it; mostly that is all.
        let mut common = Vec::new();
        while let (Some(one), Some(other)) = (yes.last(), no.last())
            && one == other
        {
            common.extend(yes.pop());
            no.pop();
        }
        if !(yes.is_empty() && no.is_empty()) {
            scan.push(ScanStep::When { on: *on, equals: *equals, yes, no });
        }
        common.into_iter().rev().for_each(|step| push(&mut scan, step));
        scan
    }

    /// Those of the message, or of an entry with these values.
    fn steps(&self, steps: &[Step], entry: Option<&[Slot]>) -> Vec<ScanStep> {
        let mut scan = Vec::new();
        for step in steps {
            let step = match *step {
                Step::Read { slot, .. } => match entry {
                    None => self.value(slot, self.layout.slots[slot].prefix),
                    Some(slots) => passed(&slots[slot], slots[slot].prefix),
                },
                Step::Group { group, .. } => self.group(group),
                Step::Literal { ref bytes, .. } => ScanStep::Bytes(bytes.len() as u64),
                Step::Body(width) => ScanStep::Body(width),
                // They read nothing.
                Step::OnlyFlags(_)
                | Step::Count(_)
                | Step::Check { .. }
                | Step::Ascending { .. }
                | Step::BodyLength(_)
                | Step::BodyDigest(..)
                | Step::Same(..) => continue,
            };
            push(&mut scan, step);
        }
        scan
    }

    fn group(&self, group: usize) -> ScanStep {
        let of = &self.layout.groups[group];
        ScanStep::Group { group, end: of.end.clone(), entry: self.steps(&of.read, Some(&of.slots)) }
    }

    fn value(&self, slot: usize, prefix: Option<Width>) -> ScanStep {
        let of = &self.layout.slots[slot];
        if self.deciding != Some(slot) {
            return passed(of, prefix);
        }
        ScanStep::Number { slot, prefix, most: of.kind.integer_bytes().unwrap_or_default() }
    }
}

/// A value that is not looked at.
fn passed(slot: &Slot, prefix: Option<Width>) -> ScanStep {
    match prefix {
        Some(width) => ScanStep::Counted(width),
        None => ScanStep::Bytes(slot.kind.fixed_length().unwrap_or_default().into()),
    }
}

/// Bytes behind bytes are passed at once.
fn push(scan: &mut Vec<ScanStep>, step: ScanStep) {
    match (scan.last_mut(), step) {
        (Some(ScanStep::Bytes(before)), ScanStep::Bytes(more)) => *before = before.saturating_add(more),
        (_, step) => scan.push(step),
    }
}
