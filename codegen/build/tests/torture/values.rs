//! Values that own their bytes, as both sides take them.

use lonelypsp::Float64;
use lonelypsp::reflect::{Entries, Field, Group, Kind, Shape, Value};
use lonelypsp_interpret as interpret;
use lonelypsp_schema::{Form, Layout, Protocol, Slot};

use crate::random::Random;

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owned {
    Bytes(Vec<u8>),
    Text(String),
    Maybe(Option<String>),
    Bool(bool),
    Uint(u64),
    Int(i64),
    /// Its bits.
    Float(u64),
    Group(Rows),
}

/// The entries of a group.
#[derive(Clone, Debug)]
pub struct Rows {
    pub fields: &'static [Field],
    pub entries: Vec<Vec<Owned>>,
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl Eq for Rows {}

impl PartialOrd for Rows {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rows {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.entries.cmp(&other.entries)
    }
}

impl Entries for Rows {
    fn name(&self) -> &'static str {
        "entry"
    }

    fn count(&self) -> usize {
        self.entries.len()
    }

    fn visit<'s>(&'s self, index: usize, visit: &mut dyn FnMut(&'static Field, Value<'s>)) {
        for (field, value) in self.fields.iter().zip(&self.entries[index]) {
            visit(field, value.generated());
        }
    }
}

impl Owned {
    pub fn random(field: &Field, random: &mut Random) -> Self {
        match (field.kind, field.length) {
            (Kind::Bytes, Some(length)) => Self::Bytes(random.bytes(length)),
            (Kind::Bytes, None) => {
                let length = random.one_of(&[0, 1, 2, 3, 4, 9, 300]);
                Self::Bytes(random.bytes(length))
            }
            (Kind::Text, _) => Self::Text(random.text()),
            (Kind::OptionalText, _) => Self::Maybe(Some(random.text()).filter(|text| !text.is_empty())),
            (Kind::Bool, _) => Self::Bool(random.below(2) == 0),
            (Kind::Uint, _) => Self::Uint(random.number()),
            (Kind::Int, _) => {
                let number = random.number() as i64;
                Self::Int(if random.below(2) == 0 { number } else { number.wrapping_neg() })
            }
            (Kind::Float, _) => Self::Float(Float64::from_bits(random.number()).to_bits()),
            (Kind::Group(fields), _) => {
                let count = random.one_of(&[0, 0, 1, 2, 3, 5, 40]);
                let entry = |random: &mut Random| {
                    let few = random.below(8) != 0;
                    let value = |field| match Self::random(field, random) {
                        // Not every group in a group is long.
                        Self::Group(mut rows) if few => {
                            rows.entries.truncate(2);
                            Self::Group(rows)
                        }
                        value => value,
                    };
                    fields.iter().map(value).collect()
                };
                Self::Group(Rows { fields, entries: (0..count).map(|_| entry(random)).collect() })
            }
        }
    }

    pub fn generated(&self) -> Value<'_> {
        match self {
            Self::Bytes(bytes) => Value::Bytes(bytes),
            Self::Text(text) => Value::Text(text),
            Self::Maybe(text) => Value::OptionalText(text.as_deref()),
            Self::Bool(value) => Value::Bool(*value),
            Self::Uint(number) => Value::Uint(*number),
            Self::Int(number) => Value::Int(*number),
            Self::Float(bits) => Value::Float(Float64::from_bits(*bits)),
            Self::Group(rows) => Value::Group(Group::new(rows)),
        }
    }
}

/// A value as the interpreter has it.
pub fn interpreted(value: Value<'_>) -> interpret::Value<'_> {
    match value {
        Value::Bytes(bytes) => interpret::Value::Bytes(bytes),
        Value::Text(text) => interpret::Value::Text(text),
        Value::OptionalText(text) => interpret::Value::OptionalText(text),
        Value::Bool(value) => interpret::Value::Bool(value),
        Value::Uint(number) => interpret::Value::Uint(number),
        Value::Int(number) => interpret::Value::Int(number),
        Value::Float(number) => interpret::Value::Float(interpret::Float::from_bits(number.to_bits())),
        Value::Group(group) => {
            let entry = |index| {
                let mut values = Vec::new();
                group.visit(index, &mut |_, value| values.push(interpreted(value)));
                values
            };
            interpret::Value::Group((0..group.len()).map(entry).collect())
        }
    }
}

/// Makes values fit what the schema says of them, since most of 20 random numbers do not.
pub fn shrink(shape: &Shape, values: &mut [Owned], protocol: &Protocol) {
    let message = protocol.messages.iter().find(|m| m.name.snake() == shape.message).unwrap();
    let layout = &message.layout;
    for (field, value) in shape.fields.iter().zip(values) {
        match layout.slots.iter().find(|slot| slot.at == field.at) {
            Some(slot) => fit(value, slot, layout),
            None => match value {
                Owned::Uint(number) if field.name == "unknown_flags" => {
                    *number &= u64::from(!protocol.known_flags());
                }
                Owned::Bytes(body) if layout.body.as_ref().is_some_and(|body| body.prefix.is_some()) => {
                    body.truncate(255);
                }
                _ => {}
            },
        }
    }
}

fn fit(value: &mut Owned, slot: &Slot, layout: &Layout) {
    let longest = slot.longest();
    match (slot.kind.form, value) {
        (Form::Uint(_), Owned::Uint(number)) => {
            *number &= slot.kind.uint_max().unwrap();
            // What is copied into a byte.
            if slot.at == "x-number" || slot.at == "d" {
                *number &= 0xff;
            }
        }
        (Form::Int, Owned::Int(number)) => {
            let shift = 64 - 8 * u32::from(slot.kind.integer_bytes().unwrap());
            *number = *number << shift >> shift;
        }
        (Form::Bytes, Owned::Bytes(bytes)) if slot.kind.length.exactly().is_none() => {
            bytes.truncate(usize::try_from(longest).unwrap_or(usize::MAX));
        }
        (Form::Text, Owned::Text(text)) if text.len() as u64 > longest => text.clear(),
        (Form::Text, Owned::Maybe(Some(text))) if text.len() as u64 > longest => {
            "é".clone_into(text);
        }
        (Form::Group(group), Owned::Group(rows)) => {
            let group = &layout.groups[group];
            for entry in &mut rows.entries {
                entry.iter_mut().zip(&group.slots).for_each(|(value, slot)| fit(value, slot, layout));
            }
            if let Some(key) = group.sorted {
                rows.entries.sort_by(|one, other| one[key].cmp(&other[key]));
                rows.entries.dedup_by(|one, other| one[key] == other[key]);
            }
        }
        _ => {}
    }
}
