//! Repeated groups of a sequence: where they end, how their entries are read and written, and what these ascend by.

use crate::ast::{Item as AstItem, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Group, GroupEnd, Kind, Name, Slot, Step, Width, WriteStep};
use crate::plan::Item;
use crate::report::Report;

use super::item::{lower_literal, lower_width, report_unknown_order};
use super::sequence::{Items, Lowering, missing};
use super::{availability, doc_since};

/// How deep groups may lie in groups. What an error names has an index for each.
pub(crate) const DEEPEST_GROUP: usize = 4;

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
        let end = self.end(group, item, next);
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
        let Some(items) = self.items_of(group, item) else { return (slot, None) };
        report_unknown_order(item, items, self.report);
        // Its place is taken before those of the groups in it.
        self.groups.push(empty(name.clone(), &slot, end));
        self.depth += 1;
        let lowered = self.items(items, Some(&name));
        self.report_endless(group, item, index, &lowered.list);
        self.depth -= 1;
        let sorted = item.sorted.as_ref();
        let sorted = sorted.and_then(|field| self.order(field, &lowered.slots));
        let least = lowered.list.iter().map(|item| least(item, &lowered.slots)).sum::<u64>().max(1);
        let Items { slots, list, .. } = lowered;
        let group = &mut self.groups[index];
        (group.read, group.write) = list.iter().flat_map(|item| entry_steps(item, sorted)).unzip();
        (group.slots, group.sorted, group.least) = (slots, sorted, least);
        (slot, Some(Kind::group(index)))
    }

    /// What an entry consists of, if groups may lie so deep.
    fn items_of<'i>(&mut self, group: &Text, item: &'i AstItem) -> Option<&'i [AstItem]> {
        let problem = match item.items.as_deref() {
            None if item.in_doubt => return None,
            None => missing(group, "group", "items", "a list of what one entry consists of"),
            Some([]) => {
                let message = format!("the entries of the group `{}` have no items", group.value);
                Diagnostic::new(Code::MissingKey, group.span, message).help("an entry has one item at least")
            }
            Some(_) if self.depth >= DEEPEST_GROUP => {
                let message = format!("the group `{}` lies in {} others", group.value, self.depth);
                Diagnostic::new(Code::TooLarge, group.span, message)
                    .help(format!("groups lie at most {DEEPEST_GROUP} deep"))
            }
            Some(items) => return Some(items),
        };
        self.report.push(problem);
        None
    }

    fn end(&mut self, group: &Text, item: &AstItem, next: Option<&AstItem>) -> Option<GroupEnd> {
        if let Some(count) = &item.count {
            if let Some(ambiguous) = &item.ambiguous {
                let message = "`ambiguous` says nothing about a group with a `count`";
                self.report.push(
                    Diagnostic::new(Code::NotApplicable, ambiguous.span, message)
                        .related(count.span, "the number of entries says where it ends")
                        .help("leave out one of the two"),
                );
            }
            return lower_width(count, self.report).map(GroupEnd::Count);
        }
        if let Some(literal) = next.and_then(|next| next.literal.as_ref()) {
            return lower_literal(literal, &mut Report::quiet()).map(GroupEnd::Literal);
        }
        let message = format!("where the group `{}` ends cannot be known", group.value);
        self.report.push(
            Diagnostic::new(Code::UnknownEnd, group.span, message)
                .help("add `count: u16`, the width of the number of entries, or let a `literal` follow"),
        );
        None
    }

    /// An entry that always begins like the literal behind the group is never read as one. So are entries without values, if
    /// some number of them does with what follows.
    fn report_endless(&mut self, group: &Text, item: &AstItem, index: usize, items: &[Item]) {
        let GroupEnd::Literal(end) = &self.groups[index].end else { return };
        if is_ambiguous(item) {
            return;
        }
        let (start, is_all) = literal_start(items);
        let runs_on = |count: usize| begins_like(&start.repeat(count), end);
        let is_endless = if is_all && !start.is_empty() {
            (1..=end.len().div_ceil(start.len())).any(runs_on)
        } else {
            !end.is_empty() && start.starts_with(end)
        };
        if is_endless {
            let message = format!("every entry of `{}` begins with the literal that ends it", group.value);
            self.report.push(
                Diagnostic::new(Code::UnknownEnd, group.span, message)
                    .help("let another `literal` follow, or add `count: u16`; what is never read back is `ambiguous: true`"),
            );
        }
    }

    /// The literal that ends a group, if an entry could begin like it and must not.
    pub(super) fn unlike(&self, group: usize, item: &AstItem) -> Option<Vec<u8>> {
        let Group { end: GroupEnd::Literal(end), slots, read, .. } = &self.groups[group] else { return None };
        let differs = match read.first() {
            Some(Step::Literal { bytes, .. }) => bytes.iter().zip(end).any(|(one, other)| one != other),
            _ => false,
        };
        (!is_ambiguous(item) && (item.elsewhere || !slots.is_empty()) && !differs).then(|| end.clone())
    }

    /// The value by which entries ascend.
    fn order(&mut self, field: &Text, slots: &[Slot]) -> Option<usize> {
        let sorted = slots.iter().position(|slot| slot.at == field.value)?;
        if !slots[sorted].kind.has_order() {
            let message = format!("entries cannot be sorted by `{}`", field.value);
            self.report.push(
                Diagnostic::new(Code::NotApplicable, field.span, message)
                    .help("bytes, text and whole numbers have an order"),
            );
            return None;
        }
        Some(sorted)
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

fn is_ambiguous(item: &AstItem) -> bool {
    item.ambiguous.as_ref().is_some_and(|ambiguous| ambiguous.value)
}

/// The bytes that every entry begins with, and whether these are all.
fn literal_start(items: &[Item]) -> (Vec<u8>, bool) {
    let mut start = Vec::new();
    for item in items {
        let Item::Literal { bytes, .. } = item else { return (start, false) };
        start.extend(bytes);
    }
    (start, true)
}

/// Whether bytes, and then those that end a group, begin like those that end it.
fn begins_like(bytes: &[u8], end: &[u8]) -> bool {
    bytes.iter().chain(end).zip(end).all(|(one, other)| one == other)
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
