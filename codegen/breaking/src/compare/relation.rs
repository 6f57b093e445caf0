//! What values are compared with, and in which order.

use lonelypsp_schema::{Message, Slot};

use crate::catalogue::Rule;

use super::wire::{Check, Program};
use super::{Room, variant_phrase};

pub(super) fn compare_relations(
    room: &mut Room<'_, '_>,
    old: (usize, &Program<'_>),
    new: (usize, &Program<'_>),
) {
    let messages = room.messages;
    let variant = messages.new.layout.shapes.get(new.0).and_then(|shape| shape.variant.as_ref());
    let place = variant_phrase(variant);
    let (from, to) = (old.1, new.1);
    let slots = &messages.slots;
    let translated = |check: Check| {
        Some(match check {
            Check::BodyLength(slot) => Check::BodyLength(slots.new_of(slot)?),
            Check::BodyDigest(slot, digest) => Check::BodyDigest(slots.new_of(slot)?, digest),
            Check::Same(slot, other) => Check::Same(slots.new_of(slot)?, slots.new_of(other)?),
            Check::Value(slot) => Check::Value(slots.new_of(slot)?),
        })
    };
    let (of_old, of_new) = (by_slot(messages.old, from), by_slot(messages.new, to));
    for (one, other) in slots.iter() {
        let (old_slot, new_slot) = (&messages.old.layout.slots[one], &messages.new.layout.slots[other]);
        for is_digest in [false, true] {
            let place_of = |all: &[[Option<Check>; 2]], slot: usize| {
                all.get(slot).and_then(|both| both[usize::from(is_digest)])
            };
            let (was, is) = (place_of(&of_old, one), place_of(&of_new, other));
            let (added, removed) = if is_digest {
                (Rule::VerifyAdded, Rule::VerifyRemoved)
            } else {
                (Rule::EqualsAdded, Rule::EqualsRemoved)
            };
            let name = &new_slot.at;
            let (rule, text) = match (was, is) {
                (None, Some(check)) => {
                    (added, format!("`{name}` has to be {} now{place}", phrase(messages.new, check)))
                }
                (Some(check), None) => {
                    (removed, format!("`{name}` need not be {} any more{place}", phrase(messages.old, check)))
                }
                (Some(was), Some(is)) if translated(was) != Some(is) => (
                    Rule::EqualsChanged,
                    format!(
                        "`{name}` had to be {} and has to be {}{place}",
                        phrase(messages.old, was),
                        phrase(messages.new, is)
                    ),
                ),
                (Some(_) | None, _) => continue,
            };
            let finding = room.finding_at(rule, Some(old_slot.span), Some(new_slot.span), text);
            room.push(finding.about(&old_slot.at).about(&new_slot.at));
        }
    }
    compare_check_order(room, &place, from, to, translated);
}

/// What each value is compared with besides its kind: another number, and a digest.
fn by_slot(message: &Message, program: &Program<'_>) -> Vec<[Option<Check>; 2]> {
    let mut all = vec![[None; 2]; message.layout.slots.len()];
    for check in &program.checks {
        let is_digest = match check {
            Check::BodyDigest(..) => true,
            Check::BodyLength(_) | Check::Same(..) => false,
            Check::Value(_) => continue,
        };
        if let Some(both) = all.get_mut(check.slot()) {
            both[usize::from(is_digest)] = Some(*check);
        }
    }
    all
}

fn phrase(message: &Message, check: Check) -> String {
    let name = |slot: usize| message.layout.slots.get(slot).map_or("", |slot: &Slot| &slot.at);
    match check {
        Check::BodyLength(_) => "the length of the body".to_owned(),
        Check::BodyDigest(_, digest) => format!("the {} of the body", digest.as_str()),
        Check::Same(_, other) => format!("what `{}` is", name(other)),
        Check::Value(slot) => name(slot).to_owned(),
    }
}

/// Whether what both compare comes in another order, though the values do not.
fn compare_check_order(
    room: &mut Room<'_, '_>,
    place: &str,
    old: &Program<'_>,
    new: &Program<'_>,
    translated: impl Fn(Check) -> Option<Check>,
) {
    if !room.messages.slots.moved().is_empty() {
        return;
    }
    if old.checks.len() == new.checks.len()
        && old.checks.iter().zip(&new.checks).all(|(one, other)| translated(*one) == Some(*other))
    {
        return;
    }
    let from: Vec<Check> = old
        .checks
        .iter()
        .filter_map(|check| translated(*check))
        .filter(|check| new.checks.contains(check))
        .collect();
    let to: Vec<Check> = new.checks.iter().copied().filter(|check| from.contains(check)).collect();
    if from != to {
        let text = format!("the values of `{}` are checked in another order{place}", room.messages.new.name);
        let finding = room.finding(Rule::ChecksReordered, text);
        room.push(finding);
    }
}
