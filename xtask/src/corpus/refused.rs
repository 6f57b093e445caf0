//! Messages that are not written: values that no reader would take, and requests that are none.

use std::collections::BTreeSet;

use lonelypsp_schema::Kind;
use serde_json::{Map, Value, json};

use crate::forms::{Bad, bad, malformed, too_long, zero};
use crate::model::{Role, Target};
use crate::wire::{Draft, Expected, Fill, Mode, fill};

use super::boundary::unlimited;
use super::case::{Judgement, Topic};
use super::encode::{fields, request};

/// A field, the name of its type, what is named if it is wrong, and what is wrong.
struct Fault<'s> {
    type_name: &'s str,
    field: &'s str,
    at: &'s str,
    bads: Vec<Bad>,
}

pub(crate) fn topic(targets: &[Target<'_>]) -> Topic {
    let mut topic = Topic::new("refused");
    let mut types = BTreeSet::new();
    for target in targets {
        single(&mut topic, *target, &mut types);
        pairs(&mut topic, &fill(*target, Mode::Minimal, Fill::Typical));
        names(&mut topic, &fill(*target, Mode::Expanded, Fill::Typical));
    }
    for (target, slot) in unlimited(targets) {
        let draft = fill(target, Mode::Minimal, Fill::Typical);
        let (field, at) = (slot.field.unwrap_or_default(), slot.header.at.as_str());
        refuse(&mut topic, &draft, &[(field, at, &too_long(slot.header.kind))]);
    }
    super::requests::add(&mut topic, targets);
    topic
}

/// What can be wrong with each field, in the order in which it is reported.
fn faults<'s>(target: &Target<'s>) -> Vec<Fault<'s>> {
    let slots = target.slots().into_iter().filter_map(|slot| {
        let mut bads = bad(slot.header.kind);
        if slot.role == Role::NotZero {
            bads.push(zero());
        }
        Some(Fault { type_name: &slot.header.type_name, field: slot.field?, at: &slot.header.at, bads })
    });
    let body = |field| Fault { type_name: "body", field, at: "body", bads: malformed(Kind::BYTES) };
    slots.chain(target.body_field().map(body)).collect()
}

/// One wrong value. What is malformed is tried at length once for each type, and once for each field.
fn single<'s>(topic: &mut Topic, target: Target<'s>, types: &mut BTreeSet<&'s str>) {
    for fault in faults(&target) {
        let is_new = types.insert(fault.type_name);
        for (index, bad) in fault.bads.iter().enumerate() {
            let is_malformed = bad.kind == "bad_value";
            for mode in Mode::BOTH {
                if !is_malformed || mode.is_minimal() && (index == 0 || is_new) {
                    let draft = fill(target, mode, Fill::Typical);
                    refuse(topic, &draft, &[(fault.field, fault.at, bad)]);
                }
            }
        }
    }
}

/// Any two fields, in turns malformed and beyond their limits.
fn pairs(topic: &mut Topic, draft: &Draft<'_>) {
    let faults = faults(&draft.target);
    for (index, first) in faults.iter().enumerate() {
        for (turn, second) in faults.iter().enumerate().skip(index + 1) {
            let (one, other) = (pick(first, turn), pick(second, turn + 1));
            refuse(topic, draft, &[(first.field, first.at, one), (second.field, second.at, other)]);
        }
    }
}

/// The first or the last that can be wrong with a field.
fn pick<'f>(fault: &'f Fault<'_>, turn: usize) -> &'f Bad {
    &fault.bads[if turn.is_multiple_of(2) { 0 } else { fault.bads.len() - 1 }]
}

/// The first is reported. The reference writes the message only if it writes all of these values.
fn refuse(topic: &mut Topic, draft: &Draft<'_>, wrong: &[(&str, &str, &Bad)]) {
    let mut fields = fields(draft);
    for (field, _, bad) in wrong {
        fields.insert((*field).to_owned(), bad.value.clone());
    }
    let (_, at, first) = wrong[0];
    let expected = Expected::encoding(first.kind, Some(at));
    let is_written = wrong.iter().all(|(_, _, bad)| bad.is_written);
    let judgement = if is_written { Judgement::RefusedHere(expected) } else { Judgement::Refused(expected) };
    let what: Vec<_> = wrong.iter().map(|(_, at, bad)| format!("{at}-{}", bad.label)).collect();
    let name = format!("{}/{}/{}", draft.target.label(), draft.mode.as_str(), what.join("+"));
    topic.push(&name, request(draft, &fields), judgement);
}

/// Fields that are missing, and fields that there are not.
fn names(topic: &mut Topic, draft: &Draft<'_>) {
    let right = fields(draft);
    for field in right.keys() {
        let mut fields = right.clone();
        fields.shift_remove(field);
        reject(topic, draft, &fields, &format!("without-{field}"));
        fields.insert(format!("{field}_"), right[field].clone());
        reject(topic, draft, &fields, &format!("without-{field}-but-similar"));
    }
    let derived = draft.target.slots().into_iter().filter(|slot| slot.field.is_none());
    let derived = derived.map(|slot| slot.header.at.trim_start_matches("x-").replace('-', "_"));
    for field in derived.chain(["type".to_owned(), "unknown".to_owned(), String::new()]) {
        let mut fields = right.clone();
        fields.insert(field.clone(), Value::Null);
        reject(topic, draft, &fields, &format!("with-{field}"));
        // The request as such comes first.
        fields.values_mut().take(1).for_each(|value| *value = json!([]));
        reject(topic, draft, &fields, &format!("with-{field}-and-a-bad-value"));
    }
    reject(topic, draft, &Map::new(), "without-fields");
}

fn reject(topic: &mut Topic, draft: &Draft<'_>, fields: &Map<String, Value>, what: &str) {
    let name = format!("{}/{}/{what}", draft.target.label(), draft.mode.as_str());
    let judgement = Judgement::Refused(Expected::encoding("bad_value", None));
    topic.push(&name, request(draft, fields), judgement);
}
