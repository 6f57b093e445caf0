//! How far messages go before their bodies.

use std::collections::VecDeque;

use lonelypsp_schema as model;
use serde::Serialize;

use crate::kind::Width;
use crate::message::GroupEnd;
use crate::program::Condition;

/// A scan program: it begins with the first of its rows of steps. It begins behind the prefix and checks nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Scan<'s> {
    /// The rows: the first, and those that a step in a row before them names.
    pub rows: Vec<Vec<ScanStep<'s>>>,
}

/// One step of a scan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ScanStep<'s> {
    /// So many bytes.
    Bytes {
        /// How many.
        count: u64,
    },
    /// A length of this width, then as many bytes.
    Counted {
        /// The width.
        width: Width,
    },
    /// An unsigned integer that the next `when` looks at. One that is too long decides nothing, and the message ends there: decoding
    /// refuses it for that.
    Number {
        /// The index of the value.
        slot: usize,
        /// The width of the length before it, if it has one; else it has all its bytes.
        prefix: Option<Width>,
        /// The most bytes that it can have.
        most: u8,
    },
    /// A block of headers. A minimal one is scanned as said here, an expanded one is a 16-bit count, then as many names and values,
    /// each behind a 16-bit length.
    Block {
        /// The index of the row for the minimal block.
        minimal: usize,
    },
    /// A group: its count, if it has one, then its entries.
    Group {
        /// The index of the group.
        group: usize,
        /// How it ends. A literal is looked at where an entry would begin, and not passed.
        end: GroupEnd<'s>,
        /// The index of the row for one entry.
        entry: usize,
    },
    /// A flag, or the number that was kept, decides which row is walked, and then it goes on behind this step.
    When {
        /// What is looked at.
        when: Condition,
        /// The index of the row to walk if that holds.
        yes: usize,
        /// The index of the row to walk otherwise.
        no: usize,
    },
    /// The body begins. Always the last step. Without it, whatever else follows does not belong to the message.
    Body {
        /// The width of the length before it; without one it is all that is left.
        prefix: Option<Width>,
    },
}

impl<'s> Scan<'s> {
    /// Lays out what is nested row by row.
    pub(crate) fn of(steps: &'s [model::ScanStep]) -> Self {
        let mut rows = Rows { done: Vec::new(), waiting: VecDeque::from([steps]) };
        while let Some(steps) = rows.waiting.pop_front() {
            let row = rows.done.len();
            rows.done.push(Vec::with_capacity(steps.len()));
            for step in steps {
                let step = rows.step(step);
                if let Some(row) = rows.done.get_mut(row) {
                    row.push(step);
                }
            }
        }
        Self { rows: rows.done }
    }
}

struct Rows<'s> {
    done: Vec<Vec<ScanStep<'s>>>,
    waiting: VecDeque<&'s [model::ScanStep]>,
}

impl<'s> Rows<'s> {
    /// The index that a row will have.
    fn later(&mut self, steps: &'s [model::ScanStep]) -> usize {
        self.waiting.push_back(steps);
        self.done.len() + self.waiting.len() - 1
    }

    fn step(&mut self, step: &'s model::ScanStep) -> ScanStep<'s> {
        match step {
            model::ScanStep::Bytes(count) => ScanStep::Bytes { count: *count },
            model::ScanStep::Counted(width) => ScanStep::Counted { width: Width::of(*width) },
            model::ScanStep::Number { slot, prefix, most } => {
                ScanStep::Number { slot: *slot, prefix: prefix.map(Width::of), most: *most }
            }
            model::ScanStep::Block { minimal } => ScanStep::Block { minimal: self.later(minimal) },
            model::ScanStep::Group { group, end, entry } => {
                ScanStep::Group { group: *group, end: GroupEnd::of(end), entry: self.later(entry) }
            }
            model::ScanStep::When { on, equals, yes, no } => {
                ScanStep::When { when: Condition::on(*on, *equals), yes: self.later(yes), no: self.later(no) }
            }
            model::ScanStep::Body(prefix) => ScanStep::Body { prefix: prefix.map(Width::of) },
        }
    }
}
