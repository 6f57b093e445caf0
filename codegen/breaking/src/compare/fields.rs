//! The fields that generated code has for a shape of a message: their names, their types, their order.

use lonelypsp_schema::{Kind, Message, Name, Shape, Span, Spelling};

use crate::catalogue::Rule;
use crate::pair::MessagePair;
use crate::rule::Language;

use super::kind::other_types;
use super::{Room, variant_phrase};

/// What of a message a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Holder {
    /// A flag of the protocol, by its index.
    Flag(usize),
    /// The flags without a name.
    UnknownFlags,
    /// A value, by its index.
    Slot(usize),
    /// The body.
    Body,
}

/// One field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'s> {
    pub(crate) holder: Holder,
    pub(crate) name: &'s Name,
    pub(crate) kind: Kind,
}

/// The fields of a shape, in the order in which the interpreter has them.
pub(crate) fn fields_of<'s>(message: &'s Message, shape: &'s Shape) -> Vec<Field<'s>> {
    let flags =
        shape.flag_fields().map(|(flag, name)| Field { holder: Holder::Flag(flag), name, kind: Kind::BOOL });
    let kind = Kind::uint(2, Spelling::Fixed);
    let unknown = shape.unknown_flags.iter().map(|name| Field { holder: Holder::UnknownFlags, name, kind });
    let slots = shape.slots.iter().filter_map(|held| {
        let kind = message.layout.slots.get(held.slot)?.kind;
        Some(Field { holder: Holder::Slot(held.slot), name: held.field()?, kind })
    });
    let body =
        shape.body.iter().map(|body| Field { holder: Holder::Body, name: &body.name, kind: Kind::BYTES });
    flags.chain(unknown).chain(slots).chain(body).collect()
}

impl Holder {
    /// The same in the indices of the new schema.
    pub(crate) fn translated(self, messages: &MessagePair<'_>, flags: &crate::pairs::Pairs) -> Option<Self> {
        Some(match self {
            Self::Flag(flag) => Self::Flag(flags.new_of(flag)?),
            Self::UnknownFlags => Self::UnknownFlags,
            Self::Slot(slot) => Self::Slot(messages.slots.new_of(slot)?),
            Self::Body => Self::Body,
        })
    }
}

pub(super) fn compare_fields(room: &mut Room<'_, '_>, old: usize, new: usize) {
    let messages = room.messages;
    let (from, to) = (&messages.old.layout.shapes[old], &messages.new.layout.shapes[new]);
    let place = variant_phrase(to.variant.as_ref());
    let (old_fields, new_fields) = (fields_of(messages.old, from), fields_of(messages.new, to));
    let holder_places: std::collections::BTreeMap<Holder, usize> =
        new_fields.iter().enumerate().map(|(index, field)| (field.holder, index)).collect();
    let mut places = Vec::new();
    let mut met = vec![false; new_fields.len()];
    for field in &old_fields {
        let found = field
            .holder
            .translated(messages, &room.protocols.flags)
            .and_then(|holder| holder_places.get(&holder).copied());
        let Some((index, other)) = found.and_then(|index| Some((index, new_fields.get(index)?))) else {
            let text = format!("the field `{}`{place} is gone", field.name);
            push(room, Rule::FieldRemoved, (Some(field.name.span), None), text, &Language::ALL);
            continue;
        };
        places.push(index);
        if let Some(met) = met.get_mut(index) {
            *met = true;
        }
        compare_field(room, field, other, &place);
    }
    for (field, _) in new_fields.iter().zip(&met).filter(|(_, met)| !**met) {
        let text = format!("the field `{}`{place} is new", field.name);
        push(room, Rule::FieldAdded, (None, Some(field.name.span)), text, &Language::ALL);
    }
    if !places.is_sorted() {
        let text = format!("the fields of `{}`{place} are in another order", messages.new.name);
        push(room, Rule::FieldsReordered, (None, None), text, &[Language::Python]);
    }
}

fn compare_field(room: &mut Room<'_, '_>, old: &Field<'_>, new: &Field<'_>, place: &str) {
    let spans = (Some(old.name.span), Some(new.name.span));
    let is_flag = matches!(old.holder, Holder::Flag(_));
    // The names of flags belong to the protocol, those of groups to the values.
    let is_said = is_flag || new.kind.as_group().is_some();
    if old.name.snake() != new.name.snake() && !is_said {
        let text = format!("the field `{}`{place} is called `{}` now", old.name, new.name);
        push(room, Rule::FieldRenamed, spans, text, &Language::ALL);
    }
    let languages = other_types(old.kind, new.kind);
    if !languages.is_empty() {
        let text = format!("the field `{}`{place} has another type", new.name);
        push(room, Rule::FieldTypeChanged, spans, text, &languages);
    }
}

fn push(
    room: &mut Room<'_, '_>,
    rule: Rule,
    (old, new): (Option<Span>, Option<Span>),
    text: String,
    languages: &[Language],
) {
    let finding = room.finding_at(rule, old, new, text).in_languages(languages);
    room.push(finding);
}
