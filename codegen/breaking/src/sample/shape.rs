//! Messages of one shape, as a writer of one of the schemas writes them.

use std::collections::BTreeSet;

use lonelypsp_interpret::{HeaderMode, Target, Value};
use lonelypsp_schema::{Condition, Message, Protocol, Slot, Subject};

use crate::pair::MessagePair;
use crate::pairs::Pairs;

use super::Owned;
use super::maker::Maker;

/// One schema's side of a message, as the one who writes it.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'s> {
    pub(crate) protocol: &'s Protocol,
    pub(crate) message: &'s Message,
    /// What the reader has, if it has the message.
    pub(crate) other: Option<&'s Message>,
    /// What of both stands for one another, and whether the old schema writes.
    pub(crate) pair: Option<(&'s MessagePair<'s>, bool)>,
}

/// A message that was written.
pub(crate) struct Sample {
    pub(crate) bytes: Vec<u8>,
    /// Its values, in the order of the shape's fields.
    pub(crate) values: Vec<Owned>,
    pub(crate) shape: usize,
    pub(crate) mode: HeaderMode,
    /// The value that is at an edge, by its name in errors.
    pub(crate) about: Option<String>,
}

/// Messages of a shape that are worth a look: a usual one, then those about certain values, then others if they are wanted.
pub(crate) fn samples<'s>(
    writer: Writer<'s>,
    shape: usize,
    first: &'s [String],
    only_first: bool,
) -> Vec<Sample> {
    let Some(of) = writer.message.layout.shapes.get(shape) else { return Vec::new() };
    let Some(target) = Target::new(writer.protocol, writer.message, shape) else { return Vec::new() };
    let maker = Maker { writer, of, numbers: numbers(writer), first, only_first };
    let base = maker.base();
    let mut drafts = vec![(None, base.clone())];
    maker.vary(&base, &mut drafts);
    let modes: &[HeaderMode] =
        if target.is_block() { &[HeaderMode::Minimal, HeaderMode::Expanded] } else { &[HeaderMode::Minimal] };
    let mut all = Vec::new();
    for (about, values) in drafts {
        for mode in modes {
            let given: Vec<Value<'_>> = values.iter().map(Owned::value).collect();
            let Ok(bytes) = target.encode(*mode, &given) else { continue };
            all.push(Sample { bytes, values: values.clone(), shape, mode: *mode, about: about.clone() });
        }
    }
    all
}

/// The numbers that decide something in either schema, by the writer's index of the value.
fn numbers(writer: Writer<'_>) -> Vec<BTreeSet<u64>> {
    let mut all = vec![BTreeSet::new(); writer.message.layout.slots.len()];
    let mut add = |slot: Option<usize>, number: u64| {
        if let Some(numbers) = slot.and_then(|slot| all.get_mut(slot)) {
            numbers.insert(number);
        }
    };
    for (message, is_own) in [(Some(writer.message), true), (writer.other, false)] {
        let Some(message) = message else { continue };
        let own = |slot: usize| if is_own { Some(slot) } else { writer.own_slot(slot) };
        let tail = message.layout.tail.iter().map(|tail| tail.when);
        for condition in decisions(message).into_iter().chain(tail) {
            if let Condition { on: Subject::Slot(slot), equals } = condition {
                add(own(slot), equals);
            }
        }
        for (slot, default) in
            message.layout.slots.iter().enumerate().filter_map(|(slot, of)| Some((slot, of.default?)))
        {
            add(own(slot), default);
        }
    }
    all
}

fn decisions(message: &Message) -> Vec<Condition> {
    let constants =
        message.layout.shapes.iter().flat_map(|shape| &shape.slots).filter_map(|slot| match slot.source {
            lonelypsp_schema::Source::Constant(equals) => {
                Some(Condition { on: Subject::Slot(slot.slot), equals })
            }
            _ => None,
        });
    constants.collect()
}

impl<'s> Writer<'s> {
    /// The writer's index of a value of the reader's.
    fn own_slot(&self, other: usize) -> Option<usize> {
        let (pair, is_old) = self.pair?;
        if is_old { pair.slots.old_of(other) } else { pair.slots.new_of(other) }
    }

    /// What the reader has in the place of a value.
    pub(super) fn other_slot(&self, own: usize) -> Option<&'s Slot> {
        let (pair, is_old) = self.pair?;
        let other = if is_old { pair.slots.new_of(own) } else { pair.slots.old_of(own) };
        self.other?.layout.slots.get(other?)
    }

    /// The values of a group of the reader's in the place of one, with what stands for what.
    pub(super) fn other_group(&self, own: usize) -> Option<(&'s lonelypsp_schema::Group, &'s Pairs, bool)> {
        let (pair, is_old) = self.pair?;
        let groups = pair.groups.iter();
        let found =
            groups.into_iter().find(|group| if is_old { group.old == own } else { group.new == own })?;
        let other = if is_old { found.new } else { found.old };
        Some((self.other?.layout.groups.get(other)?, &found.slots, is_old))
    }

    pub(super) fn is_digest(&self, slot: usize) -> bool {
        self.message.layout.plan.is_digest(slot)
    }
}
