//! What an expanded header block may look like: any order, repeated and unknown headers, names in any case.

use crate::forms::{MOST, broken};
use crate::model::{Role, Slot, Target};
use crate::wire::{Draft, Entry, Fill, Flaw, Mode, Relation, fill};

use super::boundary::values;
use super::case::Topic;

pub(crate) fn topic(targets: &[Target<'_>]) -> Topic {
    let mut topic = Topic::new("headers");
    for target in targets {
        let typical = fill(*target, Mode::Expanded, Fill::Typical);
        orders(&mut topic, &typical);
        cases(&mut topic, &typical);
        unknown(&mut topic, &typical);
        not_ascii(&mut topic, &typical);
        counts(&mut topic, &typical);
        target.slots().into_iter().for_each(|slot| repeated(&mut topic, &typical, slot));
    }
    long_unknown(&mut topic, targets[0]);
    topic
}

fn orders(topic: &mut Topic, typical: &Draft<'_>) {
    let mut draft = typical.clone();
    draft.entries.reverse();
    topic.accept(&draft, "reversed");
    for by in 1..3 {
        let mut draft = typical.clone();
        draft.entries.rotate_left(by);
        topic.accept(&draft, &format!("rotated-{by}"));
    }
    let mut draft = typical.clone();
    fastrand::Rng::with_seed(1).shuffle(&mut draft.entries);
    topic.accept(&draft, "shuffled");
}

/// Names in another case.
fn cases(topic: &mut Topic, typical: &Draft<'_>) {
    // Of every so many letters, this one becomes a capital.
    for (label, every, which) in [("upper-case", 1, 0), ("title-case", 99, 0), ("mixed-case", 2, 1)] {
        let mut draft = typical.clone();
        for entry in &mut draft.entries {
            let letters = entry.name.iter_mut().enumerate().filter(|(at, _)| at % every == which);
            letters.for_each(|(_, letter)| letter.make_ascii_uppercase());
        }
        topic.accept(&draft, label);
    }
}

/// Headers that the message does not have, in front, in the middle and at the end.
fn unknown(topic: &mut Topic, typical: &Draft<'_>) {
    let names: [(&str, &[u8]); 7] = [
        ("unknown", b"x-unknown"),
        ("empty-name", b""),
        ("blank", b" "),
        ("nul", b"\0"),
        ("delete", b"\x7f"),
        ("underscore", b"x_tracing"),
        ("line", b"x-tracing: 1\r\n"),
    ];
    let last = typical.entries.len();
    for (index, (label, name)) in names.into_iter().enumerate() {
        let mut draft = typical.clone();
        let place = [0, last / 2, last][index % 3];
        draft.entries.insert(place, Entry::unknown(name, &[0xff, 0, index.to_be_bytes()[7]]));
        topic.accept(&draft, &format!("{label}-at-{place}"));
    }
    let mut draft = typical.clone();
    let entries =
        names.into_iter().flat_map(|(_, name)| [Entry::unknown(name, b""), Entry::unknown(name, b"1")]);
    draft.entries.extend(entries);
    topic.accept(&draft, "many-unknown");
}

/// Names that are not ASCII, the one of U+212A among them, which is `k` in lower case elsewhere.
fn not_ascii(topic: &mut Topic, typical: &Draft<'_>) {
    let names: [(&str, &[u8]); 5] = [
        ("80", b"\x80"),
        ("ff", b"x-\xff"),
        ("utf-8", "x-traçing".as_bytes()),
        ("kelvin", "x-\u{212a}".as_bytes()),
        ("long-s", "x-\u{17f}ubscribers".as_bytes()),
    ];
    let last = typical.entries.len();
    for (index, (label, name)) in names.into_iter().enumerate() {
        let mut draft = typical.clone();
        let place = [last, 0, last / 2][index % 3];
        draft.entries.insert(place, Entry::unknown(name, b""));
        topic.refuse(&draft, &format!("name-{label}-at-{place}"), &[Flaw::Name(place)]);
    }
    let mut draft = typical.clone();
    draft.entries[last - 1].name[0] |= 0x80;
    topic.refuse(&draft, "name-high-bit", &[Flaw::Name(last - 1)]);
    let cut = draft.build().names[last - 1] + 1;
    topic.refuse(&draft, "name-high-bit-but-cut", &[Flaw::Name(last - 1), Flaw::Cut(cut)]);
}

/// Counts of more and of fewer headers than there are.
fn counts(topic: &mut Topic, typical: &Draft<'_>) {
    let mut more = typical.clone();
    more.body.clear();
    for count in [more.entries.len() + 1, more.entries.len() + 2, usize::from(u16::MAX)] {
        more.count = u16::try_from(count).ok();
        topic.refuse(&more, &format!("count-{count}"), &[Flaw::More]);
    }
    let mut reversed = typical.clone();
    reversed.entries.reverse();
    for (label, draft) in [("", typical), ("reversed-", &reversed)] {
        for count in 0..draft.entries.len() {
            fewer(topic, draft, count, &format!("{label}count-{count}"));
        }
    }
}

/// What is not counted is not read as a header.
fn fewer(topic: &mut Topic, draft: &Draft<'_>, count: usize, what: &str) {
    let wire = draft.build();
    let mut rest = draft.clone();
    rest.body = wire.bytes[wire.names[count] - 2..].to_vec();
    rest.entries.truncate(count);
    let missing = draft.entries[count..].iter().filter_map(|entry| entry.header);
    let needed = missing.filter(|header| draft.target.layout.slots[*header].default.is_none());
    let flaws: Vec<_> = needed.map(Flaw::Missing).collect();
    if flaws.is_empty() { topic.accept(&rest, what) } else { topic.refuse(&rest, what, &flaws) }
}

/// Of several headers with one name, the last counts.
fn repeated(topic: &mut Topic, typical: &Draft<'_>, slot: Slot<'_>) {
    let wire = &slot.header.at;
    let right = typical.value(slot.index).unwrap_or_default().to_vec();
    let mut again = typical.clone();
    again.push(slot.index, &other_value(slot, typical, &right));
    topic.accept(&again, &format!("{wire}/again"));
    again.entries.rotate_right(1);
    topic.accept(&again, &format!("{wire}/again-in-front"));
    let Some((wrong, flaw)) = wrong_value(slot, &right) else { return };
    let mut draft = typical.clone();
    draft.set(slot.index, &wrong);
    draft.push(slot.index, &right);
    topic.accept(&draft, &format!("{wire}/right-after-wrong"));
    draft.push(slot.index, &wrong);
    topic.refuse(&draft, &format!("{wire}/wrong-after-right"), &[flaw]);
    if let Some(entry) = draft.entries.last_mut() {
        entry.name.make_ascii_uppercase();
    }
    topic.refuse(&draft, &format!("{wire}/wrong-in-upper-case"), &[flaw]);
}

/// Another value with which the message is right.
fn other_value(slot: Slot<'_>, draft: &Draft<'_>, right: &[u8]) -> Vec<u8> {
    let is_copied = draft.target.slots().iter().any(|other| other.role == Role::Copy(slot.index));
    match values(slot, draft).pop() {
        Some(_) if is_copied => [&[0], right].concat(),
        Some(other) => other.bytes,
        None => right.to_vec(),
    }
}

/// A value with which it is not, if there is one.
fn wrong_value(slot: Slot<'_>, right: &[u8]) -> Option<(Vec<u8>, Flaw)> {
    let relation = match slot.role {
        Role::BodyLength => Some(Relation::BodyLength),
        Role::BodyDigest => Some(Relation::BodyDigest),
        Role::Copy(_) => Some(Relation::Same),
        Role::Free | Role::NotZero | Role::Zero => None,
    };
    if let Some(relation) = relation {
        return Some((right.iter().map(|byte| !byte).collect(), Flaw::Relation(slot.index, relation)));
    }
    let (wrong, kind) = broken(slot.header.kind).pop()?;
    Some((wrong.bytes, Flaw::Value(slot.index, kind)))
}

/// Names and values as long as they can be.
fn long_unknown(topic: &mut Topic, target: Target<'_>) {
    let typical = fill(target, Mode::Expanded, Fill::Typical);
    for (label, name, value) in [("long-name", MOST, 0), ("long-value", 1, MOST)] {
        let mut draft = typical.clone();
        draft.entries.insert(1, Entry::unknown(&vec![b'x'; name], &vec![b'x'; value]));
        topic.accept(&draft, label);
    }
}
