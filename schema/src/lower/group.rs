//! Repeated groups of a sequence: where they end, how their entries are read and written, and what these ascend by.

use crate::ast::{Item as AstItem, Text};
use crate::check::{DEEPEST_GROUP, check_end, check_order};
use crate::ir::{Group, GroupEnd, Kind, Name, Slot, Step, Width, WriteStep};
use crate::plan::Item;
use crate::report::Report;

use super::item::{lower_literal, lower_width, report_unknown_order};
use super::sequence::{Items, Lowering};
use super::{availability, doc_since};

impl Lowering<'_, '_> {
    /// Lowers a group, which may lie in another of that name.
    pub(super) fn group(
        &mut self,
        group: &Text,
        item: &AstItem,
        next: Option<&AstItem>,
        around: Option<&Name>,
    ) -> (Slot, Option<Kind>) {
        let name = match around {
            Some(around) => format!("{around}_{}", group.value),
            None => group.value.clone(),
        };
        let name = Name::new(name, group.span);
        let end = self.end(item, next);
        let index = self.groups.len();
        let slot = Slot {
            at: group.value.clone(),
            span: group.span,
            doc: doc_since(item.doc.as_ref(), &item.availability),
            type_name: String::new(),
            kind: Kind::group(index),
            prefix: match end {
                Some(GroupEnd::Count(width)) => Some(width),
                _ => None,
            },
            secret: false,
            default: None,
            availability: availability(&item.availability),
        };
        if item.elsewhere {
            self.groups.push(empty(name, &slot, end));
            return (slot, Some(Kind::group(index)));
        }
        let items = item.items.as_deref().filter(|items| !items.is_empty() && self.depth < DEEPEST_GROUP);
        let Some(items) = items else { return (slot, None) };
        report_unknown_order(item, items, self.report);
        // Its place is taken before those of the groups in it.
        self.groups.push(empty(name.clone(), &slot, end));
        self.depth += 1;
        let lowered = self.items(items, Some(&name));
        self.depth -= 1;
        let sorted = item.sorted.as_ref();
        let sorted = sorted.and_then(|field| self.order(field, &lowered.slots));
        let least = lowered.list.iter().map(|item| least(item, &lowered.slots)).sum::<u64>().max(1);
        let Items { slots, list, .. } = lowered;
        let lowered = &mut self.groups[index];
        (lowered.read, lowered.write) = list.iter().flat_map(|item| entry_steps(item, sorted)).unzip();
        (lowered.slots, lowered.sorted, lowered.least) = (slots, sorted, least);
        check_end(group, item, lowered, self.report);
        (slot, Some(Kind::group(index)))
    }

    fn end(&mut self, item: &AstItem, next: Option<&AstItem>) -> Option<GroupEnd> {
        if let Some(count) = &item.count {
            return lower_width(count, self.report).map(GroupEnd::Count);
        }
        let literal = next.and_then(|next| next.literal.as_ref())?;
        lower_literal(literal, &mut Report::quiet()).map(GroupEnd::Literal)
    }

    /// The literal that ends a group, if an entry could begin like it and must not.
    pub(super) fn unlike(&self, group: usize, item: &AstItem) -> Option<Vec<u8>> {
        let Group { end: GroupEnd::Literal(end), slots, read, .. } = &self.groups[group] else { return None };
        let differs = match read.first() {
            Some(Step::Literal { bytes, .. }) => bytes.iter().zip(end).any(|(one, other)| one != other),
            _ => false,
        };
        (!item.is_ambiguous() && (item.elsewhere || !slots.is_empty()) && !differs).then(|| end.clone())
    }

    /// The value by which entries ascend.
    fn order(&mut self, field: &Text, slots: &[Slot]) -> Option<usize> {
        let sorted = slots.iter().position(|slot| slot.at == field.value)?;
        check_order(field, slots[sorted].kind, self.report).then_some(sorted)
    }
}

/// A group of whose entries nothing is known yet.
fn empty(name: Name, slot: &Slot, end: Option<GroupEnd>) -> Group {
    Group {
        name,
        doc: slot.doc.clone(),
        end: end.unwrap_or(GroupEnd::Count(Width::U8)),
        slots: Vec::new(),
        sorted: None,
        least: 1,
        read: Vec::new(),
        write: Vec::new(),
    }
}

/// The fewest bytes that an item takes.
fn least(item: &Item, slots: &[Slot]) -> u64 {
    match *item {
        Item::Literal { ref bytes, .. } => bytes.len() as u64,
        Item::Group { slot, .. } => slots[slot].prefix.map_or(0, Width::bytes).into(),
        Item::Value(slot) => {
            let Slot { kind, prefix, .. } = slots[slot];
            match prefix {
                Some(width) => u64::from(width.bytes()) + kind.length.exactly().map_or(0, u64::from),
                None => kind.fixed_length().map_or(0, u64::from),
            }
        }
    }
}

/// How an item of an entry is read and written.
fn entry_steps(item: &Item, sorted: Option<usize>) -> Vec<(Step, WriteStep)> {
    let written = match *item {
        Item::Literal { ref bytes, .. } => WriteStep::Literal(bytes.clone()),
        Item::Value(slot) => WriteStep::Field { slot, not: Vec::new() },
        Item::Group { slot, group, ref unlike } => WriteStep::Group { slot, group, unlike: unlike.clone() },
    };
    let mut steps = vec![(item.read(), written)];
    if let Item::Value(slot) = *item
        && sorted == Some(slot)
    {
        steps.push((Step::Ascending { slot }, WriteStep::Ascending { slot }));
    }
    steps
}
