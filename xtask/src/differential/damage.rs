//! Ways to damage a message: its parts before they are put together, or its bytes.

use fastrand::Rng;

use crate::forms::{broken, noise, random, spell};
use crate::model::Role;
use crate::wire::{Draft, Entry};

/// Does something to the parts, which may leave the message right.
pub(super) fn damage_parts(rng: &mut Rng, draft: &mut Draft<'_>) {
    match rng.u8(..14) {
        0..3 => break_value(rng, draft),
        3 | 4 => disagree(rng, draft),
        5 => damage_name(rng, draft),
        6 => damage_length(rng, draft),
        7 => damage_count(rng, draft),
        8 => damage_prefix(rng, draft),
        9 => damage_body(rng, draft),
        10 => double(rng, draft),
        11 => exchange(rng, draft),
        12 => set_any(rng, draft),
        _ => remove(rng, draft),
    }
}

fn pick<'d>(rng: &mut Rng, draft: &'d mut Draft<'_>) -> Option<&'d mut Entry> {
    rng.choice(&mut draft.entries)
}

/// A value beyond the limits of its kind.
fn break_value(rng: &mut Rng, draft: &mut Draft<'_>) {
    let kinds = draft.target.slots().into_iter().map(|slot| (slot.index, slot.header.kind));
    let wrong =
        kinds.flat_map(|(index, kind)| broken(kind).into_iter().map(move |(value, _)| (index, value.bytes)));
    if let Some((header, value)) = rng.choice(wrong.collect::<Vec<_>>()) {
        draft.set(header, &value);
    }
}

/// A header that does not fit the body or another header, or that says the message has another shape.
fn disagree(rng: &mut Rng, draft: &mut Draft<'_>) {
    let slots: Vec<_> = draft.target.slots().into_iter().filter(|slot| slot.role != Role::Free).collect();
    let Some(slot) = rng.choice(slots) else { return break_value(rng, draft) };
    let mut value = draft.value(slot.index).unwrap_or_default().to_vec();
    match slot.role {
        Role::BodyDigest => {
            if let Some(byte) = rng.choice(&mut value) {
                *byte ^= 1 << rng.u8(..8);
            }
        }
        Role::NotZero => value = vec![0; rng.usize(..9)],
        Role::Zero => value = vec![1; rng.usize(1..9)],
        Role::BodyLength if rng.bool() => {
            value = spell((draft.body.len() as u64).wrapping_add(rng.u64(..3)).wrapping_sub(1));
        }
        Role::BodyLength | Role::Copy(_) | Role::Free => value = noise(rng, 8),
    }
    draft.set(slot.index, &value);
}

fn damage_name(rng: &mut Rng, draft: &mut Draft<'_>) {
    let names: Vec<_> =
        draft.target.layout.slots.iter().map(|header| header.at.as_bytes().to_vec()).collect();
    let (other, index, bit) = (rng.choice(names).unwrap_or_default(), rng.usize(..), rng.u8(..8));
    let how = rng.u8(..4);
    let Some(entry) = pick(rng, draft) else { return };
    match how {
        0 => entry.name = other,
        1 => entry.name.extend([b' ', 0xc3, 0x20][index % 3..].iter().take(1)),
        _ => {
            let index = index % entry.name.len().max(1);
            entry.name.iter_mut().skip(index).take(1).for_each(|byte| *byte ^= 1 << bit);
        }
    }
}

fn damage_length(rng: &mut Rng, draft: &mut Draft<'_>) {
    let (of_name, far, by) = (rng.u8(..4) == 0, rng.u8(..4) == 0, rng.u16(..5));
    let any = rng.u16(..);
    let Some(entry) = pick(rng, draft) else { return };
    let part = if of_name { &entry.name } else { &entry.value };
    let near = u16::try_from(part.len()).unwrap_or(u16::MAX).wrapping_add(by).wrapping_sub(2);
    let claimed = Some(if far { any } else { near });
    if of_name { entry.name_length = claimed } else { entry.value_length = claimed }
}

fn damage_count(rng: &mut Rng, draft: &mut Draft<'_>) {
    let count = u16::try_from(draft.entries.len()).unwrap_or(u16::MAX);
    draft.count =
        Some(if rng.u8(..4) == 0 { rng.u16(..) } else { count.wrapping_add(rng.u16(..5)).wrapping_sub(2) });
}

fn damage_prefix(rng: &mut Rng, draft: &mut Draft<'_>) {
    match rng.u8(..4) {
        0 => draft.code = rng.u16(..),
        1 => draft.code = rng.u16(..16),
        2 => draft.flags = Some(rng.u16(..)),
        _ => draft.flags = Some(draft.flags() ^ draft.target.protocol.minimal_flag()),
    }
}

fn damage_body(rng: &mut Rng, draft: &mut Draft<'_>) {
    match rng.u8(..3) {
        0 => draft.body.extend(noise(rng, 3)),
        1 => draft.body.truncate(rng.usize(..=draft.body.len())),
        _ => flip(rng, &mut draft.body),
    }
}

/// One header once more, with any value.
fn double(rng: &mut Rng, draft: &mut Draft<'_>) {
    let kinds: Vec<_> = draft.target.layout.slots.iter().map(|header| header.kind).collect();
    let Some(entry) = rng.choice(&draft.entries).cloned() else { return };
    let value = match entry.header.and_then(|header| kinds.get(header)) {
        Some(kind) if rng.bool() => random(rng, *kind),
        _ => noise(rng, 70),
    };
    draft.entries.insert(rng.usize(..=draft.entries.len()), Entry { value, ..entry });
}

/// Two values, or two whole headers, in each other's place.
fn exchange(rng: &mut Rng, draft: &mut Draft<'_>) {
    if draft.entries.is_empty() {
        return;
    }
    let (one, other) = (rng.usize(..draft.entries.len()), rng.usize(..draft.entries.len()));
    draft.entries.swap(one, other);
    if rng.bool() {
        let name = std::mem::take(&mut draft.entries[one].name);
        let name = std::mem::replace(&mut draft.entries[other].name, name);
        draft.entries[one].name = name;
    }
}

fn set_any(rng: &mut Rng, draft: &mut Draft<'_>) {
    let value = noise(rng, 70);
    if let Some(entry) = pick(rng, draft) {
        entry.value = value;
    }
}

fn remove(rng: &mut Rng, draft: &mut Draft<'_>) {
    if !draft.entries.is_empty() {
        draft.entries.remove(rng.usize(..draft.entries.len()));
    }
}

/// Does something to the bytes; `other` is another message.
pub(super) fn damage_bytes(rng: &mut Rng, message: &mut Vec<u8>, other: &[u8]) {
    let (start, end) = range(rng, message.len());
    match rng.u8(..9) {
        0..3 => (0..=rng.u8(..3)).for_each(|_| flip(rng, message)),
        3 => message.truncate(start),
        4 => message.extend(noise(rng, 20)),
        5 => drop(message.splice(start.., other[range(rng, other.len()).0..].iter().copied())),
        6 => drop(message.drain(start..end)),
        7 => drop(message.splice(start..start, noise(rng, 6))),
        _ => overwrite_number(rng, message),
    }
}

fn flip(rng: &mut Rng, bytes: &mut [u8]) {
    if let Some(byte) = rng.choice(bytes) {
        *byte ^= 1 << rng.u8(..8);
    }
}

/// A number of 16 bits, which may be a length, becomes another that is often near.
fn overwrite_number(rng: &mut Rng, message: &mut [u8]) {
    let start = rng.usize(..message.len().max(2) - 1);
    if let Some(two) = message.get_mut(start..start + 2) {
        let number = u16::from_be_bytes([two[0], two[1]]);
        let new = if rng.bool() { number.wrapping_add(rng.u16(..5)).wrapping_sub(2) } else { rng.u16(..) };
        two.copy_from_slice(&new.to_be_bytes());
    }
}

/// A stretch of so many bytes, often a short one.
fn range(rng: &mut Rng, length: usize) -> (usize, usize) {
    let start = rng.usize(..=length);
    let reach = if rng.bool() { (length - start).min(4) } else { length - start };
    (start, start + rng.usize(..=reach))
}
