//! The values of two messages, one beside the other: which are new, gone, moved or renamed, and what each is.

use lonelypsp_schema::Slot;

use crate::catalogue::Rule;
use crate::pairs::Pairs;
use crate::rule::Language;

use super::Room;
use super::kind::compare_kinds;

pub(super) fn compare_slots(room: &mut Room<'_, '_>) {
    let messages = room.messages;
    let (old, new) = (&messages.old.layout, &messages.new.layout);
    let is_block = new.is_block();
    compare_values(
        room,
        &Values { old: &old.slots, new: &new.slots, pairs: &messages.slots, is_block, group: None },
    );
    for group in &messages.groups {
        let (Some(one), Some(other)) = (old.groups.get(group.old), new.groups.get(group.new)) else {
            continue;
        };
        let name = Some(other.name.snake());
        compare_values(
            room,
            &Values { old: &one.slots, new: &other.slots, pairs: &group.slots, is_block: false, group: name },
        );
    }
}

/// The values of a message or of the entries of a group.
struct Values<'a> {
    old: &'a [Slot],
    new: &'a [Slot],
    pairs: &'a Pairs,
    is_block: bool,
    group: Option<&'a str>,
}

impl Values<'_> {
    fn of(&self) -> String {
        self.group.map(|name| format!(" of the entries of `{name}`")).unwrap_or_default()
    }
}

fn compare_values(room: &mut Room<'_, '_>, values: &Values<'_>) {
    let Values { old, new, pairs, is_block, .. } = *values;
    let of = values.of();
    let what = if is_block { "header" } else { "value" };
    for slot in pairs.removed().map(|index| &old[index]) {
        let rule = if is_block { Rule::HeaderRemoved } else { Rule::ItemRemoved };
        let finding =
            room.finding_at(rule, Some(slot.span), None, format!("the {what} `{}`{of} is gone", slot.at));
        room.push(finding.about(&slot.at));
        entry_field(room, values, Rule::FieldRemoved, slot, "is gone");
    }
    for slot in pairs.added().map(|index| &new[index]) {
        let rule = if is_block { Rule::HeaderAdded } else { Rule::ItemAdded };
        let finding =
            room.finding_at(rule, None, Some(slot.span), format!("the {what} `{}`{of} is new", slot.at));
        room.push(finding.about(&slot.at));
        entry_field(room, values, Rule::FieldAdded, slot, "is new");
    }
    for index in pairs.moved() {
        let Some((one, other)) = pairs.new_of(index).map(|other| (&old[index], &new[other])) else {
            continue;
        };
        let text = format!("the {what} `{}`{of} stands at another place", other.at);
        let finding = room.finding_at(Rule::ValueMoved, Some(one.span), Some(other.span), text);
        room.push(finding.about(&one.at).about(&other.at));
    }
    for (one, other) in pairs.iter().map(|(one, other)| (&old[one], &new[other])) {
        compare_names(room, values, one, other);
        compare_kinds(room, one, other, &of);
    }
}

fn compare_names(room: &mut Room<'_, '_>, values: &Values<'_>, old: &Slot, new: &Slot) {
    if old.at == new.at {
        return;
    }
    let (spans, of) = ((Some(old.span), Some(new.span)), values.of());
    let finding = if values.is_block {
        let text = format!("the header `{}` is called `{}` on the wire now", old.at, new.at);
        room.finding_at(Rule::HeaderRenamed, spans.0, spans.1, text)
    } else {
        let text = format!("errors about the value `{}`{of} name `{}` now", old.at, new.at);
        room.finding_at(Rule::RenamedInErrors, spans.0, spans.1, text)
    };
    room.push(finding.about(&old.at).about(&new.at));
    let is_group = new.kind.as_group().is_some();
    if is_group {
        let text = format!("the group `{}`{of} is called `{}` now", old.at, new.at);
        let finding = room.finding_at(Rule::GroupRenamed, spans.0, spans.1, text);
        room.push(finding.in_languages(&Language::ALL));
    } else if values.group.is_some() {
        let text = format!("the field `{}`{of} is called `{}` now", old.at, new.at);
        let finding = room.finding_at(Rule::FieldRenamed, spans.0, spans.1, text);
        room.push(finding.in_languages(&Language::ALL));
    }
}

/// Entries have a field for each of their values; those of shapes are looked at elsewhere.
fn entry_field(room: &mut Room<'_, '_>, values: &Values<'_>, rule: Rule, slot: &Slot, what: &str) {
    if values.group.is_none() {
        return;
    }
    let text = format!("the field `{}`{} {what}", slot.at, values.of());
    let (old, new) =
        if rule == Rule::FieldRemoved { (Some(slot.span), None) } else { (None, Some(slot.span)) };
    let finding = room.finding_at(rule, old, new, text).in_languages(&Language::ALL);
    room.push(finding);
}

/// Which values are there only under a condition.
pub(super) fn compare_tails(room: &mut Room<'_, '_>) {
    let messages = room.messages;
    let (old, new) = (&messages.old.layout, &messages.new.layout);
    let is_in = |tail: &Option<lonelypsp_schema::Tail>, slot: usize| {
        tail.as_ref().is_some_and(|tail| slot >= tail.start)
    };
    for (one, other) in messages.slots.iter() {
        let (was, is) = (is_in(&old.tail, one), is_in(&new.tail, other));
        let (old, new) = (&old.slots[one], &new.slots[other]);
        let (rule, what) = match (was, is) {
            (false, true) => (Rule::MadeConditional, "is only there under a condition now"),
            (true, false) => (Rule::MadeUnconditional, "is always there now"),
            (true, true) | (false, false) => continue,
        };
        let text = format!("`{}` {what}", new.at);
        let finding =
            room.finding_at(rule, Some(old.span), Some(new.span), text).about(&old.at).about(&new.at);
        room.push(finding);
    }
    if let (Some(one), Some(other)) = (&old.tail, &new.tail) {
        let is_same = match (one.when.on, other.when.on) {
            (lonelypsp_schema::Subject::Slot(one), lonelypsp_schema::Subject::Slot(other)) => {
                messages.slots.new_of(one) == Some(other)
            }
            (lonelypsp_schema::Subject::Flag(one), lonelypsp_schema::Subject::Flag(other)) => {
                room.protocols.flags.new_of(one) == Some(other)
            }
            (lonelypsp_schema::Subject::Slot(_), lonelypsp_schema::Subject::Flag(_))
            | (lonelypsp_schema::Subject::Flag(_), lonelypsp_schema::Subject::Slot(_)) => false,
        };
        if !is_same || one.when.equals != other.when.equals {
            let places = (
                old.slots.get(one.start).map(|slot| slot.span),
                new.slots.get(other.start).map(|slot| slot.span),
            );
            let text =
                format!("the last values of `{}` are there under another condition", messages.new.name);
            let finding = room.finding_at(Rule::ConditionChanged, places.0, places.1, text);
            room.push(finding);
        }
    }
}
