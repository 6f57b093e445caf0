//! Messages in which everything is right, and what a reader has to overlook.

use crate::forms::{broken, valid};
use crate::model::Target;
use crate::wire::{Draft, Fill, Mode, describe_body, fill};

use super::case::Topic;

pub(crate) fn topic(targets: &[Target<'_>]) -> Topic {
    let mut topic = Topic::new("valid");
    for target in targets {
        for mode in Mode::BOTH {
            whole(&mut topic, *target, mode);
            flags(&mut topic, *target, mode);
            behind(&mut topic, *target, mode);
        }
        defaults(&mut topic, *target);
        other_shapes(&mut topic, *target);
    }
    for mode in Mode::BOTH {
        every_flag(&mut topic, targets[0], mode);
    }
    topic
}

fn whole(topic: &mut Topic, target: Target<'_>, mode: Mode) {
    for (name, how) in [("typical", Fill::Typical), ("empty", Fill::Empty), ("full", Fill::Full)] {
        topic.accept(&fill(target, mode, how), name);
    }
}

/// Flags without a meaning.
fn flags(topic: &mut Topic, target: Target<'_>, mode: Mode) {
    let mut draft = fill(target, mode, Fill::Typical);
    draft.flags = Some(unknown_flags(&draft) | draft.flags());
    topic.accept(&draft, "all-unknown-flags");
}

fn every_flag(topic: &mut Topic, target: Target<'_>, mode: Mode) {
    let typical = fill(target, mode, Fill::Typical);
    for bit in (0..16).map(|bit| 1 << bit).filter(|bit| bit & unknown_flags(&typical) != 0) {
        let mut draft = typical.clone();
        draft.flags = Some(bit | draft.flags());
        topic.accept(&draft, &format!("flag-{bit:04x}"));
    }
}

fn unknown_flags(draft: &Draft<'_>) -> u16 {
    !draft.target.protocol.flags.iter().fold(0, |all, flag| all | flag.mask())
}

/// What follows the header block: a body of any length, or something that nobody reads.
fn behind(topic: &mut Topic, target: Target<'_>, mode: Mode) {
    let typical = fill(target, mode, Fill::Typical);
    let lengths: &[usize] =
        if target.layout.body.is_some() { &[0, 1, 255, 256, 257] } else { &[1, 2, 3, 70] };
    for length in lengths {
        let mut draft = typical.clone();
        draft.body = (0..=u8::MAX).cycle().take(*length).collect();
        describe_body(&mut draft);
        topic.accept(&draft, &format!("{length}-bytes-behind"));
    }
    if target.layout.body.is_none() {
        let mut draft = typical.clone();
        draft.body = typical.build().bytes;
        topic.accept(&draft, "itself-behind");
    }
}

/// Headers that an expanded block may lack.
fn defaults(topic: &mut Topic, target: Target<'_>) {
    for slot in target.slots().iter().filter(|slot| slot.header.default.is_some()) {
        for (name, how) in [("typical", Fill::Typical), ("empty", Fill::Empty)] {
            let mut draft = fill(target, Mode::Expanded, how);
            draft.remove(slot.index);
            topic.accept(&draft, &format!("{name}-without-{}", slot.header.at));
            draft.entries.reverse();
            topic.accept(&draft, &format!("{name}-reversed-without-{}", slot.header.at));
        }
    }
}

/// Headers that only other shapes of the message have: nobody looks at them, whatever they hold.
fn other_shapes(topic: &mut Topic, target: Target<'_>) {
    let typical = fill(target, Mode::Expanded, Fill::Typical);
    let absent = |index: &usize| target.slot(*index).is_none();
    let mut all = typical.clone();
    for index in (0..target.layout.slots.len()).filter(absent) {
        let header = &target.layout.slots[index];
        let values = broken(header.kind).into_iter().map(|(value, _)| value);
        let values: Vec<_> = values.chain(valid(header.kind)).take(3).collect();
        for value in &values {
            let mut draft = typical.clone();
            draft.push(index, &value.bytes);
            topic.accept(&draft, &format!("overlooks-{}-{}", header.at, value.label));
        }
        all.push(index, &values[0].bytes);
    }
    topic.accept(&all, "overlooks-all-of-another-shape");
}
