//! What lies between the values of a sequence: bytes that are always the same.

use lonelypsp_schema::{Message, Step};

use crate::catalogue::Rule;
use crate::pair::MessagePair;
use crate::pairs::Pairs;
use crate::shown::hex;

use super::wire::{Item, Program, code_item};
use super::{Room, variant_phrase};

pub(super) fn compare_sequences(
    room: &mut Room<'_, '_>,
    old: (usize, &Program<'_>),
    new: (usize, &Program<'_>),
) {
    let messages = room.messages;
    if messages.new.layout.is_block() {
        return;
    }
    if is_code_a_literal(messages) {
        let text = if code_item(messages.new).is_some() {
            format!("what was an ordinary literal in `{}` is its type code now", messages.new.name)
        } else {
            format!("what was the type code in `{}` is an ordinary literal now", messages.new.name)
        };
        let finding = room.finding(Rule::CodeIsLiteral, text);
        room.push(finding);
        return;
    }
    let variant = messages.new.layout.shapes.get(new.0).and_then(|shape| shape.variant.as_ref());
    let place = variant_phrase(variant);
    compare_literals(room, &place, &messages.slots, &old.1.items, &new.1.items);
    for group in &messages.groups {
        let (Some(one), Some(other)) =
            (messages.old.layout.groups.get(group.old), messages.new.layout.groups.get(group.new))
        else {
            continue;
        };
        let place = format!(" in the entries of `{}`", other.name);
        compare_literals(room, &place, &group.slots, &entry_items(&one.read), &entry_items(&other.read));
    }
}

fn entry_items(steps: &[Step]) -> Vec<Item<'_>> {
    steps
        .iter()
        .filter_map(|step| match step {
            Step::Literal { bytes, .. } => Some(Item::Literal(bytes)),
            Step::Read { slot, .. } | Step::Group { slot, .. } => Some(Item::Value(*slot)),
            Step::OnlyFlags(_)
            | Step::Count(_)
            | Step::Check { .. }
            | Step::Ascending { .. }
            | Step::Body(_)
            | Step::BodyLength(_)
            | Step::BodyDigest(..)
            | Step::Same(..) => None,
        })
        .collect()
}

/// The literals behind each value that both have, in its order in the old schema; those before the first are first.
fn literals<'s>(
    items: &[Item<'s>],
    anchor: impl Fn(usize) -> Option<usize>,
    values: usize,
) -> Vec<Vec<Option<&'s [u8]>>> {
    let mut gaps = vec![Vec::new(); values + 1];
    let mut gap = 0;
    for item in items {
        match item {
            Item::Value(slot) => gap = anchor(*slot).map_or(gap, |slot| slot + 1),
            Item::Literal(bytes) => {
                if let Some(gap) = gaps.get_mut(gap) {
                    gap.push(Some(*bytes));
                }
            }
            // Whatever its bytes are, it is the code.
            Item::Code(_) => {
                if let Some(gap) = gaps.get_mut(gap) {
                    gap.push(None);
                }
            }
        }
    }
    gaps
}

fn compare_literals(room: &mut Room<'_, '_>, place: &str, pairs: &Pairs, old: &[Item<'_>], new: &[Item<'_>]) {
    let values = pairs.new_of.len();
    // Of a value that only one of them has, the literals belong to what stands before it.
    let from = literals(old, |slot| pairs.new_of(slot).map(|_| slot), values);
    let to = literals(new, |slot| pairs.old_of(slot), values);
    let name = room.messages.new.name.clone();
    for (one, other) in from.iter().zip(&to) {
        for index in 0..one.len().max(other.len()) {
            let (rule, text) = match (one.get(index), other.get(index)) {
                (Some(one), Some(other)) if one == other => continue,
                // That it is only in one of them is said elsewhere.
                (None, Some(None)) | (Some(None), None)
                    if code_item(room.messages.old).is_none() || code_item(room.messages.new).is_none() =>
                {
                    continue;
                }
                (Some(None), _) | (_, Some(None)) => {
                    (Rule::CodeItemChanged, format!("the type code in `{name}` stands at another place"))
                }
                (Some(Some(one)), Some(Some(other))) => (
                    Rule::LiteralChanged,
                    format!("the bytes {} in `{name}`{place} are {} now", hex(one), hex(other)),
                ),
                (Some(Some(one)), None) => {
                    (Rule::LiteralRemoved, format!("the bytes {} in `{name}`{place} are gone", hex(one)))
                }
                (None, Some(Some(other))) => {
                    (Rule::LiteralAdded, format!("the bytes {} in `{name}`{place} are new", hex(other)))
                }
                (None, None) => continue,
            };
            let finding = room.finding(rule, text);
            room.push(finding);
        }
    }
}

/// Whether where the one message has its code, the other has the same bytes as a literal.
pub(super) fn is_code_a_literal(messages: &MessagePair<'_>) -> bool {
    let item_at = |message: &Message, place: usize| -> Option<Vec<u8>> {
        let steps = &message.layout.plan.checks().steps;
        let items = steps
            .iter()
            .filter(|step| matches!(step, Step::Literal { .. } | Step::Read { .. } | Step::Group { .. }));
        match items.into_iter().nth(place)? {
            Step::Literal { bytes, .. } => Some(bytes.clone()),
            _ => None,
        }
    };
    let ((Some((place, _)), None) | (None, Some((place, _)))) =
        (code_item(messages.old), code_item(messages.new))
    else {
        return false;
    };
    let old = item_at(messages.old, place);
    old.is_some() && old == item_at(messages.new, place)
}
