//! Values at the edge of what their kind allows, in every header of every shape.

use lonelypsp_schema::{Kind, Length};

use crate::forms::{Labelled, MOST, valid};
use crate::model::{Role, Slot, Target, integer_bytes};
use crate::wire::{Draft, Fill, Mode, describe_body, fill};

use super::case::Topic;

pub(crate) fn topic(targets: &[Target<'_>]) -> Topic {
    let mut topic = Topic::new("boundary");
    for target in targets {
        for mode in Mode::BOTH {
            let typical = fill(*target, mode, Fill::Typical);
            for slot in target.slots() {
                for value in values(slot, &typical) {
                    let draft = with(&typical, slot.index, &value.bytes);
                    topic.accept(&draft, &format!("{}/{}", slot.header.at, value.label));
                }
            }
        }
    }
    longest(&mut topic, targets);
    topic
}

/// The values that leave the message in its shape.
pub(crate) fn values(slot: Slot<'_>, draft: &Draft<'_>) -> Vec<Labelled> {
    let mut values = valid(slot.header.kind);
    let is_zero = |value: &Labelled| value.bytes.iter().all(|byte| *byte == 0);
    match slot.role {
        Role::Free => {}
        Role::NotZero => values.retain(|value| !is_zero(value)),
        Role::BodyDigest => values.clear(),
        Role::Zero | Role::BodyLength | Role::Copy(_) => values = spellings(slot, draft),
    }
    values
}

/// A number that is given, in every length.
fn spellings(slot: Slot<'_>, draft: &Draft<'_>) -> Vec<Labelled> {
    let value = draft.value(slot.index).unwrap_or_default();
    let number: Vec<u8> = value.iter().copied().skip_while(|byte| *byte == 0).collect();
    let most = integer_bytes(slot.header.kind).unwrap_or_default();
    let padded = |length: usize| Labelled {
        label: format!("in-{length}-bytes"),
        bytes: [vec![0; length - number.len()], number.clone()].concat(),
    };
    (number.len()..=most).map(padded).collect()
}

/// Another value for a header, and for those that have to agree with it.
pub(crate) fn with<'s>(draft: &Draft<'s>, header: usize, value: &[u8]) -> Draft<'s> {
    let mut draft = draft.clone();
    draft.set(header, value);
    let copies = draft.target.slots().into_iter().filter(|slot| slot.role == Role::Copy(header));
    copies.for_each(|slot| draft.set(slot.index, value));
    draft
}

/// The longest values, once for each kind without a limit.
fn longest(topic: &mut Topic, targets: &[Target<'_>]) {
    for ((target, slot), mode) in unlimited(targets).into_iter().zip(Mode::BOTH.into_iter().cycle()) {
        let mut draft = fill(target, mode, Fill::Typical);
        draft.set(slot.index, &vec![b'a'; MOST]);
        topic.accept(&draft, &format!("{}/{MOST}-bytes", slot.header.at));
    }
    if let Some(target) = targets.iter().find(|target| target.layout.body.is_some()) {
        let mut draft = fill(*target, Mode::Minimal, Fill::Typical);
        draft.body = vec![b'a'; MOST + 1];
        describe_body(&mut draft);
        topic.accept(&draft, &format!("body/{}-bytes", MOST + 1));
    }
}

/// The first header of each kind whose values may be as long as a header can hold.
pub(crate) fn unlimited<'s>(targets: &[Target<'s>]) -> Vec<(Target<'s>, Slot<'s>)> {
    let kinds = [Kind::BYTES, Kind::text(Length::Any), Kind::optional_text(Length::Any)];
    let slots = || targets.iter().flat_map(|target| target.slots().into_iter().map(|slot| (*target, slot)));
    kinds.into_iter().filter_map(|kind| slots().find(|(_, slot)| slot.header.kind == kind)).collect()
}
