//! Every rule broken, one at a time.

use crate::forms::{broken, spell};
use crate::model::{Role, Target};
use crate::wire::{Draft, Entry, Fill, Flaw, Mode, Relation, fill, sha512};

use super::case::Topic;

pub(crate) fn topic(targets: &[Target<'_>]) -> Topic {
    let mut topic = Topic::new("broken");
    for target in targets {
        for mode in Mode::BOTH {
            let typical = fill(*target, mode, Fill::Typical);
            values(&mut topic, &typical);
            lengths(&mut topic, &typical);
            digests(&mut topic, &typical);
            copies(&mut topic, &typical);
            overlong(&mut topic, &typical);
        }
        missing(&mut topic, &fill(*target, Mode::Expanded, Fill::Typical));
    }
    topic
}

/// Values that their kind does not allow.
fn values(topic: &mut Topic, typical: &Draft<'_>) {
    for slot in typical.target.slots() {
        for (value, kind) in broken(slot.header.kind) {
            let mut draft = typical.clone();
            draft.set(slot.index, &value.bytes);
            let what = format!("{}/{}", slot.header.at, value.label);
            topic.refuse(&draft, &what, &[Flaw::Value(slot.index, kind)]);
        }
    }
}

/// Expanded blocks without a header, and without any.
fn missing(topic: &mut Topic, typical: &Draft<'_>) {
    let slots = typical.target.slots();
    let mut none = typical.clone();
    none.entries.clear();
    let needed = slots.iter().filter(|slot| slot.header.default.is_none());
    let flaws: Vec<_> = needed.map(|slot| Flaw::Missing(slot.index)).collect();
    topic.refuse(&none, "no-headers", &flaws);
    for (slot, flaw) in slots.iter().filter(|slot| slot.header.default.is_none()).zip(flaws) {
        let mut draft = typical.clone();
        draft.remove(slot.index);
        topic.refuse(&draft, &format!("without-{}", slot.header.at), &[flaw]);
        draft.push(slot.index, b"");
        if let Some(entry) = draft.entries.last_mut() {
            entry.name.push(b' ');
            entry.header = None;
        }
        topic.refuse(&draft, &format!("without-{}-but-similar", slot.header.at), &[flaw]);
    }
}

/// Declared lengths that are not the body's.
fn lengths(topic: &mut Topic, typical: &Draft<'_>) {
    let slots = typical.target.slots();
    let Some(slot) = slots.iter().find(|slot| slot.role == Role::BodyLength) else { return };
    let flaw = Flaw::Relation(slot.index, Relation::BodyLength);
    let length = typical.body.len() as u64;
    for wrong in [0, length - 1, length + 1, length + 256, length << 32, u64::MAX] {
        let mut draft = super::boundary::with(typical, slot.index, &spell(wrong));
        topic.refuse(&draft, &format!("declares-{wrong}-of-{length}"), &[flaw]);
        draft.set(slot.index, &spell(length));
        let copies: Vec<_> = slots.iter().filter(|copy| copy.role == Role::Copy(slot.index)).collect();
        let flaws: Vec<_> = copies.iter().map(|copy| Flaw::Relation(copy.index, Relation::Same)).collect();
        if !flaws.is_empty() {
            topic.refuse(&draft, &format!("declares-{wrong}-of-{length}-decompressed"), &flaws);
        }
    }
    let mut draft = typical.clone();
    draft.body.push(b'!');
    topic.refuse(&draft, "body-too-long", &[flaw]);
    draft.body.clear();
    topic.refuse(&draft, "no-body", &[flaw]);
}

/// Digests that are not the body's, and bodies that are not the digest's.
fn digests(topic: &mut Topic, typical: &Draft<'_>) {
    let slots = typical.target.slots();
    let Some(slot) = slots.iter().find(|slot| slot.role == Role::BodyDigest) else { return };
    let flaw = Flaw::Relation(slot.index, Relation::BodyDigest);
    let right = sha512(&typical.body);
    let flipped = |index: usize, mask: u8| {
        let mut wrong = right.clone();
        wrong[index] ^= mask;
        wrong
    };
    let wrong = [
        ("first-bit", flipped(0, 0x80)),
        ("amid", flipped(31, 0x10)),
        ("last-bit", flipped(63, 1)),
        ("zeros", vec![0; 64]),
        ("of-nothing", sha512(b"")),
    ];
    for (label, digest) in wrong {
        let mut draft = typical.clone();
        draft.set(slot.index, &digest);
        topic.refuse(&draft, &format!("digest/{label}"), &[flaw]);
    }
    for index in [0, typical.body.len() - 1] {
        let mut draft = typical.clone();
        draft.body[index] ^= 1;
        topic.refuse(&draft, &format!("digest/of-another-body-{index}"), &[flaw]);
    }
}

/// Numbers that have to agree with an earlier one, and do not.
fn copies(topic: &mut Topic, typical: &Draft<'_>) {
    for slot in typical.target.slots() {
        let Role::Copy(other) = slot.role else { continue };
        let right = typical.value(other).unwrap_or_default().to_vec();
        let shifted = [&right[..], &[0]].concat();
        for (label, wrong) in
            [("empty", Vec::new()), ("one", vec![1]), ("shifted", shifted), ("ff", vec![0xff; 8])]
        {
            let mut draft = typical.clone();
            draft.set(slot.index, &wrong);
            let what = format!("{}/differs-{label}", slot.header.at);
            topic.refuse(&draft, &what, &[Flaw::Relation(slot.index, Relation::Same)]);
        }
    }
}

/// Lengths and counts that claim more than is left.
fn overlong(topic: &mut Topic, typical: &Draft<'_>) {
    let last = typical.entries.len() - 1;
    let left = typical.entries[last].value.len() + typical.body.len();
    for claimed in [left + 1, left + 256, usize::from(u16::MAX)] {
        let mut draft = typical.clone();
        draft.entries[last].value_length = u16::try_from(claimed).ok();
        topic.refuse(&draft, &format!("claims-{claimed}-of-{left}-bytes"), &[Flaw::Overlong(last)]);
    }
    if typical.mode == Mode::Expanded {
        let mut draft = typical.clone();
        draft.entries.push(Entry::unknown(b"x-unknown", b"1"));
        draft.entries[last + 1].value_length = u16::try_from(draft.body.len() + 2).ok();
        topic.refuse(&draft, "claims-more-for-unknown", &[Flaw::Overlong(last + 1)]);
    }
}
