//! How a shape is written, and what a writer must not write in it: what would be recognised as another shape.

use std::collections::HashMap;

use crate::ir::{Condition, FlagSource, Shape, Source, Subject, WriteStep};

use super::arrangement::{Arrangement, Item};

/// What must not be written in a shape.
#[derive(Default)]
pub(super) struct Excluded {
    /// Single numbers, each with those of the others that are already here.
    numbers: HashMap<Subject, Vec<u64>>,
    /// What must not hold together, by the last value that it looks at.
    together: HashMap<Option<usize>, Vec<Vec<Condition>>>,
    /// How many conditions that are.
    pub(super) count: usize,
}

impl Excluded {
    /// Adds what must not hold together.
    pub(super) fn push(&mut self, mut conditions: Vec<Condition>) {
        if let [only] = conditions[..] {
            let numbers = self.numbers.entry(only.on).or_default();
            if !numbers.contains(&only.equals) {
                numbers.push(only.equals);
                self.count += 1;
            }
        } else if !conditions.is_empty() {
            conditions.sort_by_key(|condition| (condition.on.slot(), condition.on));
            self.count += conditions.len();
            self.together
                .entry(conditions.last().and_then(|last| last.on.slot()))
                .or_default()
                .push(conditions);
        }
    }

    /// A flag that must not have one value has the other.
    pub(super) fn fix_flags(&self, shape: &mut Shape) {
        for flag in &mut shape.flags {
            if let Some(equals) =
                self.numbers.get(&Subject::Flag(flag.flag)).and_then(|equals| equals.first())
            {
                flag.source = FlagSource::Constant(*equals == 0);
            }
        }
    }
}

/// How a shape is written.
pub(super) struct Writer<'a> {
    pub(super) shape: &'a Shape,
    pub(super) excluded: &'a Excluded,
    /// Whether it has what only follows under a condition.
    pub(super) has_tail: bool,
}

impl Writer<'_> {
    pub(super) fn steps(&self, arrangement: &Arrangement) -> Vec<WriteStep> {
        let mut steps = Vec::new();
        self.exclude(None, &mut steps);
        match arrangement {
            Arrangement::Block => {
                self.shape.slots.iter().for_each(|slot| self.value(slot.slot, &mut steps));
            }
            Arrangement::Sequence { items, head } => {
                let count = if self.has_tail { items.len() } else { *head };
                items.iter().take(count).for_each(|item| self.item(item, &mut steps));
            }
        }
        if self.shape.body.is_some() {
            steps.push(WriteStep::Body);
        }
        steps
    }

    fn item(&self, item: &Item, steps: &mut Vec<WriteStep>) {
        match *item {
            Item::Literal { ref bytes, .. } => steps.push(WriteStep::Literal(bytes.clone())),
            Item::Value(slot) => self.value(slot, steps),
            Item::Group { slot, group, ref unlike } => {
                steps.push(WriteStep::Group { slot, group, unlike: unlike.clone() });
            }
        }
    }

    fn value(&self, slot: usize, steps: &mut Vec<WriteStep>) {
        let Some(shape_slot) = self.shape.slot(slot) else { return };
        steps.push(match shape_slot.source {
            Source::Field(_) => {
                let not = self.excluded.numbers.get(&Subject::Slot(slot));
                WriteStep::Field { slot, not: not.cloned().unwrap_or_default() }
            }
            Source::Constant(value) => WriteStep::Constant { slot, value },
            Source::BodyLength => WriteStep::BodyLength { slot },
            Source::Slot(other) => WriteStep::Copy { slot, other },
        });
        self.exclude(Some(slot), steps);
    }

    /// What must not hold together, once the last of its values is known.
    fn exclude(&self, last: Option<usize>, steps: &mut Vec<WriteStep>) {
        let here = self.excluded.together.get(&last).into_iter().flatten();
        steps.extend(here.map(|all| WriteStep::Exclude { all: all.clone() }));
    }
}
