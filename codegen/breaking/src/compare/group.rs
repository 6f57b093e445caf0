//! Repeated groups: where they end, what they are sorted by, and what may not begin like their end.

use lonelypsp_schema::{Group, GroupEnd, Message, WriteStep};

use crate::catalogue::Rule;

use crate::shown::hex;

use super::Room;

pub(super) fn compare_groups(room: &mut Room<'_, '_>) {
    let messages = room.messages;
    for pair in &messages.groups {
        let (Some(old), Some(new)) =
            (messages.old.layout.groups.get(pair.old), messages.new.layout.groups.get(pair.new))
        else {
            continue;
        };
        let (old_slot, new_slot) = (slot_of(messages.old, pair.old), slot_of(messages.new, pair.new));
        let mut found = Vec::new();
        if old.end != new.end {
            let text =
                format!("the entries of `{}` ended {} and end {}", new.name, ends(&old.end), ends(&new.end));
            found.push((Rule::GroupEndChanged, text));
        }
        found.extend(compare_order(old, new, |slot| pair.slots.new_of(slot)));
        if old.end == new.end && matches!(new.end, GroupEnd::Literal(_)) {
            let refuses = (refuses_end(messages.old, pair.old), refuses_end(messages.new, pair.new));
            match refuses {
                (false, true) => found.push((
                    Rule::AmbiguousRefused,
                    format!("entries of `{}` must not begin like its end any more", new.name),
                )),
                (true, false) => {
                    found.push((
                        Rule::AmbiguousAllowed,
                        format!("entries of `{}` may begin like its end now", new.name),
                    ));
                }
                (true, true) | (false, false) => {}
            }
        }
        for (rule, text) in found {
            let finding = room.finding_at(rule, Some(old.name.span), Some(new.name.span), text);
            room.push(finding.about(old_slot.unwrap_or_default()).about(new_slot.unwrap_or_default()));
        }
    }
}

/// The name of the value that is the group.
fn slot_of(message: &Message, group: usize) -> Option<&str> {
    let layout = &message.layout;
    let slots = layout.slots.iter().chain(layout.groups.iter().flat_map(|group| &group.slots));
    slots.into_iter().find(|slot| slot.kind.as_group() == Some(group)).map(|slot| slot.at.as_str())
}

fn ends(end: &GroupEnd) -> String {
    match end {
        GroupEnd::Count(width) => format!("after a number of {}", width.as_str()),
        GroupEnd::Literal(bytes) => {
            format!("where {} follows", hex(bytes))
        }
    }
}

fn compare_order(
    old: &Group,
    new: &Group,
    new_of: impl Fn(usize) -> Option<usize>,
) -> Option<(Rule, String)> {
    let by = |group: &Group, sorted: usize| {
        group.slots.get(sorted).map_or_else(String::new, |slot| slot.at.clone())
    };
    match (old.sorted, new.sorted) {
        (None, Some(sorted)) => Some((
            Rule::SortedAdded,
            format!("the entries of `{}` have to ascend by `{}` now", new.name, by(new, sorted)),
        )),
        (Some(_), None) => {
            Some((Rule::SortedRemoved, format!("the entries of `{}` may come in any order now", new.name)))
        }
        (Some(one), Some(other)) if new_of(one) != Some(other) => Some((
            Rule::SortedChanged,
            format!(
                "the entries of `{}` ascended by `{}` and ascend by `{}`",
                new.name,
                by(old, one),
                by(new, other)
            ),
        )),
        (Some(_) | None, _) => None,
    }
}

/// Whether writers refuse entries of the group that begin like what ends it.
fn refuses_end(message: &Message, wanted: usize) -> bool {
    let is_such = |step: &WriteStep| matches!(step, WriteStep::Group { group, unlike: Some(_), .. } if *group == wanted);
    let layout = &message.layout;
    layout.plan.write.iter().flatten().any(is_such)
        || layout.groups.iter().any(|group| group.write.iter().any(is_such))
}
