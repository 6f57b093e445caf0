//! Random messages: right ones in all the forms that a reader has to take, and damaged ones.

use fastrand::Rng;

use crate::forms::{noise, random, random_bytes, random_length, spell};
use crate::model::{Role, Slot, Target, integer_bytes};
use crate::wire::{Draft, Entry, Mode, sha512};

use super::case::Case;
use super::damage::{damage_bytes, damage_parts};

/// Makes messages, the same ones for the same seed.
pub(super) struct Generator<'s> {
    targets: Vec<Target<'s>>,
    rng: Rng,
}

impl<'s> Generator<'s> {
    pub(super) fn new(targets: &[Target<'s>], seed: u64) -> Self {
        let compares = |target: &&Target<'_>| target.slots().iter().any(|slot| slot.role == Role::BodyDigest);
        // Where most is compared, most can go wrong.
        let again = targets.iter().filter(compares).flat_map(|target| [*target; 3]);
        Self { targets: targets.iter().copied().chain(again).collect(), rng: Rng::with_seed(seed) }
    }

    /// The next message.
    pub(super) fn case(&mut self, id: usize) -> Case {
        let rng = &mut self.rng;
        let target = self.targets[rng.usize(..self.targets.len())];
        let bytes = match rng.u8(..100) {
            0..45 => message(rng, target).build().bytes,
            45..80 => {
                let mut draft = message(rng, target);
                (0..=rng.u8(..3)).for_each(|_| damage_parts(rng, &mut draft));
                draft.build().bytes
            }
            80..97 => {
                let other = self.targets[rng.usize(..self.targets.len())];
                let other = message(rng, other).build().bytes;
                let mut bytes = message(rng, target).build().bytes;
                (0..=rng.u8(..3)).for_each(|_| damage_bytes(rng, &mut bytes, &other));
                bytes
            }
            97..99 => prefixed_noise(rng, target),
            _ => noise(rng, 40),
        };
        let protocol = target.protocol.name.snake().to_owned();
        Case { id, protocol, direction: target.direction(), bytes }
    }
}

/// A message that is right.
fn message<'s>(rng: &mut Rng, target: Target<'s>) -> Draft<'s> {
    let mut draft = Draft::new(target, if rng.bool() { Mode::Minimal } else { Mode::Expanded });
    if target.layout.body.is_some() {
        draft.body = body(rng);
    }
    for slot in target.slots() {
        let value = right_value(rng, slot, &draft);
        draft.push(slot.index, &value);
    }
    if rng.u8(..10) == 0 {
        let minimal = target.protocol.minimal_flag();
        draft.flags = Some(rng.u16(..) & !minimal | draft.flags() & minimal);
    }
    if target.layout.body.is_none() && rng.u8(..10) == 0 {
        draft.body = noise(rng, 20);
    }
    if draft.mode == Mode::Expanded {
        dress(rng, &mut draft);
    }
    draft
}

/// Liberties that an expanded block may take.
fn dress(rng: &mut Rng, draft: &mut Draft<'_>) {
    if rng.u8(..4) == 0 {
        let doubled = draft.entries[rng.usize(..draft.entries.len())].clone();
        let value = noise(rng, 70);
        draft.entries.insert(0, Entry { value, ..doubled });
    } else if rng.u8(..3) == 0 {
        rng.shuffle(&mut draft.entries);
    }
    if rng.u8(..4) == 0 {
        let (place, name) = (rng.usize(..=draft.entries.len()), unknown_name(rng));
        draft.entries.insert(place, Entry::unknown(&name, &noise(rng, 20)));
    }
    if rng.u8(..4) == 0 {
        let letters = draft.entries.iter_mut().flat_map(|entry| &mut entry.name);
        letters.filter(|_| rng.bool()).for_each(u8::make_ascii_uppercase);
    }
}

fn unknown_name(rng: &mut Rng) -> Vec<u8> {
    let length = rng.usize(..24);
    (0..length).map(|_| rng.u8(..0x80)).collect()
}

fn right_value(rng: &mut Rng, slot: Slot<'_>, draft: &Draft<'_>) -> Vec<u8> {
    let most = integer_bytes(slot.header.kind).unwrap_or_default();
    match slot.role {
        Role::Free => random(rng, slot.header.kind),
        Role::NotZero => not_zero(random(rng, slot.header.kind)),
        Role::Zero => vec![0; if rng.bool() { 1 } else { rng.usize(..=most) }],
        Role::BodyLength => respell(rng, &spell(draft.body.len() as u64), most),
        Role::BodyDigest => sha512(&draft.body),
        Role::Copy(other) => respell(rng, draft.value(other).unwrap_or_default(), most),
    }
}

fn not_zero(mut value: Vec<u8>) -> Vec<u8> {
    if value.iter().all(|byte| *byte == 0) {
        value.pop();
        value.push(1);
    }
    value
}

/// The same number, now and then with more leading zeros or with fewer.
fn respell(rng: &mut Rng, number: &[u8], most: usize) -> Vec<u8> {
    if rng.u8(..3) != 0 {
        return number.to_vec();
    }
    let number: Vec<u8> = number.iter().copied().skip_while(|byte| *byte == 0).collect();
    let length = rng.usize(number.len()..=most.max(number.len()));
    [vec![0; length - number.len()], number].concat()
}

fn body(rng: &mut Rng) -> Vec<u8> {
    let length = random_length(rng) + if rng.u16(..2000) == 0 { 65_536 } else { 0 };
    random_bytes(rng, length)
}

fn prefixed_noise(rng: &mut Rng, target: Target<'_>) -> Vec<u8> {
    let flags = rng.u16(..2);
    [&flags.to_be_bytes()[..], &target.message.code.to_be_bytes(), &noise(rng, 60)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema;

    #[test]
    fn a_seed_always_gives_the_same_messages() {
        let schema = schema().unwrap();
        let targets = Target::all(&schema).unwrap();
        let run = |seed| {
            let mut generator = Generator::new(&targets, seed);
            (0..200).map(|id| generator.case(id).bytes).collect::<Vec<_>>()
        };
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
    }
}
