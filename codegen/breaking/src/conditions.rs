//! What a variant is recognised by.

use std::collections::BTreeSet;

use lonelypsp_schema::{FlagSource, Shape, Source};

use crate::pairs::Pairs;

/// The numbers and flags that a variant fixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Conditions {
    /// Values, by their index, and what they are.
    pub(crate) numbers: BTreeSet<(usize, u64)>,
    /// Flags, by their index, and whether they are set.
    pub(crate) flags: BTreeSet<(usize, bool)>,
}

pub(crate) fn conditions_of(shape: &Shape) -> Conditions {
    let numbers = shape.slots.iter().filter_map(|slot| match slot.source {
        Source::Constant(number) => Some((slot.slot, number)),
        Source::Field(_) | Source::BodyLength | Source::Slot(_) => None,
    });
    let flags = shape.flags.iter().filter_map(|flag| match flag.source {
        FlagSource::Constant(is_set) => Some((flag.flag, is_set)),
        FlagSource::Field(_) => None,
    });
    Conditions { numbers: numbers.collect(), flags: flags.collect() }
}

impl Conditions {
    /// Whether nothing is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.flags.is_empty()
    }

    /// Whether a message can have all of both.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let differs =
            |one: &(usize, u64)| other.numbers.iter().any(|other| other.0 == one.0 && other.1 != one.1);
        let is_turned = |one: &(usize, bool)| other.flags.contains(&(one.0, !one.1));
        !self.numbers.iter().any(differs) && !self.flags.iter().any(is_turned)
    }

    /// The same in the indices of the new schema, if that has all of it.
    pub(crate) fn translated(&self, slots: &Pairs, flags: &Pairs) -> Option<Self> {
        let numbers = self.numbers.iter().map(|(slot, number)| Some((slots.new_of(*slot)?, *number)));
        let of_flags = self.flags.iter().map(|(flag, is_set)| Some((flags.new_of(*flag)?, *is_set)));
        Some(Self { numbers: numbers.collect::<Option<_>>()?, flags: of_flags.collect::<Option<_>>()? })
    }
}
