//! The values of messages, and those that are worth a look.

use std::collections::BTreeSet;

use lonelypsp_schema::{Form, GroupEnd, Message, Shape, Slot, Step};
use sha2::{Digest as _, Sha512};

use crate::compare::{Field, Holder, fields_of};

use super::Owned;
use super::edges::{LONGEST, edges, usual};
use super::shape::Writer;

/// Makes the values of messages of one shape.
pub(super) struct Maker<'s> {
    pub(super) writer: Writer<'s>,
    pub(super) of: &'s Shape,
    pub(super) numbers: Vec<BTreeSet<u64>>,
    /// The values that are looked at first.
    pub(super) first: &'s [String],
    /// Whether no others are.
    pub(super) only_first: bool,
}

/// So many values are made in all for the messages of one shape, one message for each edge of each value. Of a message with
/// hundreds of values, only some are looked at.
const MOST_VALUES: usize = 200_000;

/// What a message about a value is about, and its values.
pub(super) type Draft = (Option<String>, Vec<Owned>);

const BODY: &[u8] = b"xyz";

impl Maker<'_> {
    pub(super) fn base(&self) -> Vec<Owned> {
        let fields = fields_of(self.writer.message, self.of);
        let value = |field: &Field<'_>| match field.holder {
            Holder::Flag(_) => Owned::Bool(false),
            Holder::UnknownFlags => Owned::Uint(0),
            Holder::Body => Owned::Bytes(BODY.to_vec()),
            Holder::Slot(slot) if self.writer.is_digest(slot) => Owned::Bytes(digest(BODY)),
            Holder::Slot(slot) => self.usual(slot),
        };
        fields.iter().map(value).collect()
    }

    fn usual(&self, index: usize) -> Owned {
        let Some(slot) = self.writer.message.layout.slots.get(index) else { return Owned::Uint(0) };
        if let Form::Group(group) = slot.kind.form {
            return Owned::Group(vec![self.entry(group, 0)]);
        }
        let avoid: Vec<u64> = self.numbers.get(index).into_iter().flatten().copied().collect();
        usual(slot, index, 0, &avoid)
    }

    /// An entry of a group; those of a higher rank come later.
    fn entry(&self, group: usize, rank: u8) -> Vec<Owned> {
        let Some(of) = self.writer.message.layout.groups.get(group) else { return Vec::new() };
        let value = |(index, slot): (usize, &Slot)| match slot.kind.form {
            Form::Group(inner) => Owned::Group(vec![self.entry(inner, 0)]),
            _ => usual(slot, index, if of.sorted == Some(index) { rank } else { 0 }, &[]),
        };
        of.slots.iter().enumerate().map(value).collect()
    }

    /// Adds a message for each edge of each value.
    pub(super) fn vary(&self, base: &[Owned], drafts: &mut Vec<Draft>) {
        let fields = fields_of(self.writer.message, self.of);
        let with = |place: usize, value: Owned| {
            let mut values = base.to_vec();
            if let Some(old) = values.get_mut(place) {
                *old = value;
            }
            values
        };
        let is_later = |holder: Holder| match holder {
            Holder::Slot(slot) => {
                self.writer.message.layout.slots.get(slot).is_none_or(|slot| !self.first.contains(&slot.at))
            }
            Holder::Flag(_) | Holder::UnknownFlags | Holder::Body => false,
        };
        let mut ordered: Vec<_> = fields.iter().enumerate().collect();
        ordered.sort_by_key(|(_, field)| is_later(field.holder));
        let most = (MOST_VALUES / fields.len().max(1)).max(64);
        for (place, field) in ordered {
            if drafts.len() >= most || (self.only_first && is_later(field.holder)) {
                break;
            }
            let about = |name: &str| Some(name.to_owned());
            match field.holder {
                Holder::Flag(flag) => {
                    let name = self.writer.protocol.flags.get(flag).map_or("", |flag| flag.name.snake());
                    drafts.push((about(name), with(place, Owned::Bool(true))));
                }
                Holder::UnknownFlags => {
                    for bit in 0..16 {
                        drafts.push((None, with(place, Owned::Uint(1 << bit))));
                    }
                }
                Holder::Body => {
                    for body in [&b""[..], b"\0", &[0xff; 300]] {
                        drafts.push((
                            about("body"),
                            self.with_body(&fields, with(place, Owned::Bytes(body.to_vec())), body),
                        ));
                    }
                    self.vary_length(&fields, place, base, drafts);
                }
                Holder::Slot(slot) => self.vary_slot(place, slot, base, &fields, drafts),
            }
        }
        self.vary_flags(&fields, base, drafts);
    }

    /// All flags at once, and with the numbers that decide something.
    fn vary_flags(&self, fields: &[Field<'_>], base: &[Owned], drafts: &mut Vec<Draft>) {
        for number in self.numbers.iter().flatten().copied().collect::<BTreeSet<_>>() {
            let mut values = base.to_vec();
            for (value, field) in values.iter_mut().zip(fields) {
                match (field.holder, &mut *value) {
                    (Holder::Slot(slot), Owned::Uint(own))
                        if self.numbers.get(slot).is_some_and(|known| known.contains(&number)) =>
                    {
                        *own = number;
                    }
                    _ => {}
                }
            }
            drafts.push((None, values.clone()));
            for (value, field) in values.iter_mut().zip(fields) {
                if let (Holder::Flag(_), Owned::Bool(is_set)) = (field.holder, value) {
                    *is_set = true;
                }
            }
            drafts.push((None, values));
        }
    }

    /// A body that is longer than the reader can be told.
    fn vary_length(&self, fields: &[Field<'_>], place: usize, base: &[Owned], drafts: &mut Vec<Draft>) {
        let prefix = |message: &Message| message.layout.body.as_ref().and_then(|body| body.prefix);
        let other =
            self.writer.other.and_then(prefix).filter(|width| Some(*width) != prefix(self.writer.message));
        let length = other.map(|width| width.max().saturating_add(1)).filter(|length| *length <= LONGEST);
        let Some(length) = length.and_then(|length| usize::try_from(length).ok()) else { return };
        let body = vec![0x61; length];
        let mut values = base.to_vec();
        if let Some(value) = values.get_mut(place) {
            *value = Owned::Bytes(body.clone());
        }
        drafts.push((Some("body".to_owned()), self.with_body(fields, values, &body)));
    }

    /// The digests that this schema compares, of another body.
    fn with_body(&self, fields: &[Field<'_>], mut values: Vec<Owned>, body: &[u8]) -> Vec<Owned> {
        for (value, field) in values.iter_mut().zip(fields) {
            if let Holder::Slot(slot) = field.holder
                && self.writer.is_digest(slot)
            {
                *value = Owned::Bytes(digest(body));
            }
        }
        values
    }

    fn vary_slot(
        &self,
        place: usize,
        index: usize,
        base: &[Owned],
        fields: &[Field<'_>],
        drafts: &mut Vec<Draft>,
    ) {
        let Some(slot) = self.writer.message.layout.slots.get(index) else { return };
        let mut push = |value: Owned| {
            let mut values = base.to_vec();
            if let Some(old) = values.get_mut(place) {
                *old = value;
            }
            drafts.push((Some(slot.at.clone()), values));
        };
        if let Form::Group(group) = slot.kind.form {
            self.vary_group(group, &mut push);
            return;
        }
        let mut numbers: Vec<u64> = self.numbers.get(index).into_iter().flatten().copied().collect();
        // What it could have to be: the length of the body, or another number.
        numbers.push(BODY.len() as u64);
        numbers.extend(
            base.iter()
                .zip(fields)
                .filter(|(_, field)| field.holder < Holder::Slot(index))
                .filter_map(|(value, _)| match value {
                    Owned::Uint(number) => Some(*number),
                    _ => None,
                })
                .take(64),
        );
        edges(slot, self.writer.other_slot(index), index, &numbers).into_iter().for_each(&mut push);
        let is_digest_of = |message: &Message, slot: usize| message.layout.plan.is_digest(slot);
        let other_digest = self.writer.pair.and_then(|(pair, is_old)| {
            if is_old { pair.slots.new_of(index) } else { pair.slots.old_of(index) }
        });
        if self.writer.is_digest(index)
            || self.writer.other.zip(other_digest).is_some_and(|(other, slot)| is_digest_of(other, slot))
        {
            push(Owned::Bytes(digest(BODY)));
            push(Owned::Bytes(digest(b"another body")));
        }
    }

    fn vary_group(&self, group: usize, push: &mut dyn FnMut(Owned)) {
        let Some(of) = self.writer.message.layout.groups.get(group) else { return };
        let entry = |rank: u8| self.entry(group, rank);
        push(Owned::Group(Vec::new()));
        push(Owned::Group(vec![entry(0), entry(1)]));
        // In the other order, and one twice: refused where entries are sorted.
        push(Owned::Group(vec![entry(1), entry(0)]));
        push(Owned::Group(vec![entry(0), entry(0)]));
        let other = self.writer.other_group(group);
        if other.is_some_and(|(other, ..)| other.end != of.end) {
            push(Owned::Group((0..=u8::MAX).map(entry).chain([entry(0)]).collect()));
        }
        for (index, slot) in of.slots.iter().enumerate() {
            let with = |value: Owned| {
                let mut entry = entry(0);
                if let Some(old) = entry.get_mut(index) {
                    *old = value;
                }
                Owned::Group(vec![entry])
            };
            if let Form::Group(inner) = slot.kind.form {
                self.vary_group(inner, &mut |value| push(with(value)));
                continue;
            }
            let beside = other.and_then(|(other, pairs, is_old)| {
                let place = if is_old { pairs.new_of(index) } else { pairs.old_of(index) };
                other.slots.get(place?)
            });
            for value in edges(slot, beside, index, &[]) {
                push(with(value));
            }
            // Two entries that differ in this value alone, in both orders.
            let ranked = |rank: u8| {
                let mut entry = entry(rank);
                if let Some(old) = entry.get_mut(index) {
                    *old = usual(slot, index, 3 - rank, &[]);
                }
                entry
            };
            push(Owned::Group(vec![ranked(0), ranked(1)]));
            push(Owned::Group(vec![ranked(1), ranked(0)]));
        }
        self.like_the_end(group, push);
    }

    /// Entries that begin like what ends the group.
    fn like_the_end(&self, group: usize, push: &mut dyn FnMut(Owned)) {
        let Some(of) = self.writer.message.layout.groups.get(group) else { return };
        let GroupEnd::Literal(end) = &of.end else { return };
        let Some(Step::Read { slot, .. }) = of.read.first() else { return };
        let Some(first) = of.slots.get(*slot) else { return };
        let mut entry = self.entry(group, 0);
        let value = match (first.kind.form, first.prefix) {
            // The length before it is what the literal begins with.
            (Form::Bytes | Form::Text, Some(width)) => {
                let width = usize::from(width.bytes());
                let Some((length, start)) = end.split_at_checked(width) else { return };
                let length = length.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
                let Some(length) = usize::try_from(length)
                    .ok()
                    .filter(|length| *length as u64 <= first.longest() && *length as u64 <= LONGEST)
                else {
                    return;
                };
                let mut bytes = start.to_vec();
                bytes.resize(length, 0x61);
                bytes
            }
            (Form::Bytes, None) => {
                let mut bytes = end.clone();
                bytes.resize(first.kind.fixed_length().map_or(0, usize::from), 0x61);
                bytes
            }
            _ => return,
        };
        let value = match first.kind.form {
            Form::Text => {
                let Ok(text) = String::from_utf8(value) else { return };
                if first.kind.empty_is_absent {
                    Owned::OptionalText(Some(text).filter(|text| !text.is_empty()))
                } else {
                    Owned::Text(text)
                }
            }
            _ => Owned::Bytes(value),
        };
        if let Some(old) = entry.get_mut(*slot) {
            *old = value;
        }
        push(Owned::Group(vec![entry]));
    }
}

fn digest(body: &[u8]) -> Vec<u8> {
    Sha512::digest(body).to_vec()
}
