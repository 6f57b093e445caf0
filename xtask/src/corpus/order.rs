//! Several rules broken at once: which problem is reported.

use crate::forms::{broken, spell};
use crate::model::{Role, Target};
use crate::wire::{Draft, Entry, Fill, Flaw, Mode, Relation, fill};

use super::case::Topic;

/// One thing to do to a message.
#[derive(Clone, Debug)]
enum Damage {
    /// Gives a header a value that its kind does not allow.
    Value(usize, Vec<u8>, &'static str),
    /// Takes a header out.
    Missing(usize),
    /// Makes a header disagree.
    Relation(usize, Relation),
    /// Claims more bytes for the last value than there are.
    Overlong,
    /// Claims one more header than there is.
    More,
    /// Appends a header whose name is not ASCII.
    Name,
}

pub(crate) fn topic(targets: &[Target<'_>]) -> Topic {
    let mut topic = Topic::new("order");
    for target in targets {
        for mode in Mode::BOTH {
            let typical = fill(*target, mode, Fill::Typical);
            pairs(&mut topic, &typical);
            ladder(&mut topic, &typical);
        }
    }
    topic
}

/// Any two.
fn pairs(topic: &mut Topic, typical: &Draft<'_>) {
    let damages = damages(typical);
    for (index, first) in damages.iter().enumerate() {
        for second in damages[index + 1..].iter().filter(|second| fits(first, second)) {
            let what = [first, second].map(|damage| label(typical, damage)).join("+");
            refuse(topic, typical, &[first, second], &what);
        }
    }
}

/// Everything broken, then everything but the first, and so on: fixing what is reported leads to the end.
fn ladder(topic: &mut Topic, typical: &Draft<'_>) {
    let damages = damages(typical);
    let (missing, values): (Vec<_>, Vec<_>) = damages
        .iter()
        .filter(|damage| header(damage).is_some())
        .partition(|damage| matches!(damage, Damage::Missing(_)));
    for (name, rungs) in [("broken", values), ("missing", missing)] {
        for from in 0..rungs.len().saturating_sub(2) {
            let rungs = alone(&rungs[from..]);
            refuse(topic, typical, &rungs, &format!("{name}-from-{}", label(typical, rungs[0])));
        }
    }
}

/// The first damage to each header only.
fn alone<'d>(damages: &[&'d Damage]) -> Vec<&'d Damage> {
    let mut kept: Vec<&Damage> = Vec::new();
    for damage in damages {
        if kept.iter().all(|other| header(other) != header(damage)) {
            kept.push(damage);
        }
    }
    kept
}

/// All that can be done to a message.
fn damages(typical: &Draft<'_>) -> Vec<Damage> {
    let slots = typical.target.slots();
    let values = slots.iter().filter_map(|slot| {
        let (value, kind) = broken(slot.header.kind).into_iter().next()?;
        Some(Damage::Value(slot.index, value.bytes, kind))
    });
    let relations = slots.iter().filter_map(|slot| {
        let relation = match slot.role {
            Role::BodyLength => Relation::BodyLength,
            Role::BodyDigest => Relation::BodyDigest,
            Role::Copy(_) => Relation::Same,
            Role::Free | Role::NotZero | Role::Zero => return None,
        };
        Some(Damage::Relation(slot.index, relation))
    });
    let mut damages: Vec<_> = values.chain(relations).collect();
    damages.push(Damage::Overlong);
    if typical.mode == Mode::Expanded {
        let needed = slots.iter().filter(|slot| slot.header.default.is_none());
        damages.extend(needed.map(|slot| Damage::Missing(slot.index)));
        damages.extend([Damage::More, Damage::Name]);
    }
    damages
}

/// The header that a damage is done to.
fn header(damage: &Damage) -> Option<usize> {
    match damage {
        Damage::Value(header, ..) | Damage::Missing(header) | Damage::Relation(header, _) => Some(*header),
        Damage::Overlong | Damage::More | Damage::Name => None,
    }
}

/// Whether both can be done.
fn fits(first: &Damage, second: &Damage) -> bool {
    header(first).is_none() || header(first) != header(second)
}

fn refuse(topic: &mut Topic, typical: &Draft<'_>, damages: &[&Damage], what: &str) {
    let mut draft = typical.clone();
    let mut damages = damages.to_vec();
    // What changes the number of headers goes before what counts them.
    damages.sort_by_key(|damage| match damage {
        Damage::Missing(_) => 0,
        Damage::Name => 1,
        _ => 2,
    });
    let flaws: Vec<_> = damages.iter().map(|damage| apply(damage, &mut draft)).collect();
    topic.refuse(&draft, what, &flaws);
}

fn apply(damage: &Damage, draft: &mut Draft<'_>) -> Flaw {
    match damage {
        Damage::Value(header, value, kind) => {
            draft.set(*header, value);
            Flaw::Value(*header, kind)
        }
        Damage::Missing(header) => {
            draft.remove(*header);
            Flaw::Missing(*header)
        }
        Damage::Relation(header, relation) => {
            disagree(draft, *header, *relation);
            Flaw::Relation(*header, *relation)
        }
        Damage::Overlong => overlong(draft),
        Damage::More => more(draft),
        Damage::Name => {
            draft.entries.push(Entry::unknown("é".as_bytes(), b""));
            Flaw::Name(draft.entries.len() - 1)
        }
    }
}

fn disagree(draft: &mut Draft<'_>, header: usize, relation: Relation) {
    let mut value = draft.value(header).unwrap_or_default().to_vec();
    match relation {
        Relation::BodyLength => value = spell(draft.body.len() as u64 + 3),
        Relation::BodyDigest => value.iter_mut().for_each(|byte| *byte ^= 0xff),
        Relation::Same => value.push(7),
    }
    draft.set(header, &value);
}

fn overlong(draft: &mut Draft<'_>) -> Flaw {
    let last = draft.entries.len() - 1;
    let claimed = draft.entries[last].value.len() + draft.body.len() + 1;
    draft.entries[last].value_length = u16::try_from(claimed).ok();
    Flaw::Overlong(last)
}

/// Without a body, which would be taken for the header.
fn more(draft: &mut Draft<'_>) -> Flaw {
    draft.body.clear();
    draft.count = u16::try_from(draft.entries.len() + 1).ok();
    Flaw::More
}

fn label(draft: &Draft<'_>, damage: &Damage) -> String {
    let named = |header: &usize| draft.target.wire_name(*header);
    match damage {
        Damage::Value(header, _, kind) => format!("{}-{kind}", named(header)),
        Damage::Missing(header) => format!("{}-missing", named(header)),
        Damage::Relation(header, _) => format!("{}-disagrees", named(header)),
        Damage::Overlong => "last-overlong".to_owned(),
        Damage::More => "one-more".to_owned(),
        Damage::Name => "bad-name".to_owned(),
    }
}
