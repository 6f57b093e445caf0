//! Reading program → scan program: how far a message goes before its body, for input that arrives in pieces.
//!
//! A scan checks nothing. It only follows lengths, counts and the number that decides whether more values come, and so
//! finds where the values end and the body begins; decoding proper is then given the values as a whole, so that what it
//! accepts, and what it says of what it refuses, is the same however the input was cut.

use crate::ir::{Block, End, Layout, Program, ReadStep, Reading, ScanStep, Slot, Step, Subject, Width};

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

    /// From the last of the decisions in a row to the first, each before what it goes on with otherwise.
    fn program(&self, program: &Program) -> Vec<ScanStep> {
        let row: Vec<&Program> = program.otherwise().collect();
        let mut scan = Vec::new();
        for program in row.into_iter().rev() {
            let no = std::mem::replace(&mut scan, self.steps(&program.steps, None));
            if let End::Branch { on, equals, yes, .. } = &program.end {
                decide(&mut scan, (*on, *equals), self.program(yes), no);
            }
        }
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

/// A decision. What both ways go on with does not depend on it; mostly that is all.
fn decide(
    scan: &mut Vec<ScanStep>,
    (on, equals): (Subject, u64),
    mut yes: Vec<ScanStep>,
    mut no: Vec<ScanStep>,
) {
    let mut common = Vec::new();
    while let (Some(one), Some(other)) = (yes.last(), no.last())
        && one == other
    {
        common.extend(yes.pop());
        no.pop();
    }
    if !(yes.is_empty() && no.is_empty()) {
        scan.push(ScanStep::When { on, equals, yes, no });
    }
    common.into_iter().rev().for_each(|step| push(scan, step));
}

/// Bytes behind bytes are passed at once.
fn push(scan: &mut Vec<ScanStep>, step: ScanStep) {
    match (scan.last_mut(), step) {
        (Some(ScanStep::Bytes(before)), ScanStep::Bytes(more)) => *before = before.saturating_add(more),
        (_, step) => scan.push(step),
    }
}
