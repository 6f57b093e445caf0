//! Whether values are the same to programs of either schema.

use std::borrow::Cow;

use lonelypsp_interpret::Value;
use lonelypsp_schema::{Form, Message};

use crate::compare::Field;
use crate::pair::MessagePair;
use crate::pairs::Pairs;

/// Whether two values are the same to a program: numbers by what they are, bytes and text by their bytes. Bytes and a number
/// cannot be compared; what is written of them is.
pub(crate) fn is_same(
    pair: &MessagePair<'_>,
    old: (&Value<'_>, &Field<'_>),
    new: (&Value<'_>, &Field<'_>),
) -> bool {
    if let (Value::Group(one), Value::Group(other)) = (old.0, new.0) {
        return is_same_group(pair, (old.1.kind.form, one), (new.1.kind.form, other));
    }
    is_same_plain(old.0, new.0)
}

fn is_same_plain(old: &Value<'_>, new: &Value<'_>) -> bool {
    match (number(old), number(new)) {
        (Some(one), Some(other)) => one == other,
        (Some(_), None) | (None, Some(_)) => true,
        (None, None) => bytes(old) == bytes(new),
    }
}

/// A number of whatever kind, so that different ones are different.
fn number(value: &Value<'_>) -> Option<(bool, i128)> {
    match value {
        Value::Bool(yes) => Some((false, i128::from(*yes))),
        Value::Float(float) => {
            // A whole number that is exact is the same as an integer; of two others, the bits are compared.
            let number = f64::from_bits(float.to_bits());
            let is_whole =
                number.fract() == 0.0 && number.abs() < 1e15 && !(number == 0.0 && number.is_sign_negative());
            #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough")]
            let whole = number as i128;
            Some(if is_whole { (false, whole) } else { (true, i128::from(float.to_bits())) })
        }
        other => other.as_number().map(|number| (false, number)),
    }
}

fn bytes<'v>(value: &'v Value<'_>) -> Cow<'v, [u8]> {
    match value {
        Value::Bytes(bytes) => Cow::Borrowed(bytes),
        Value::Text(text) | Value::OptionalText(Some(text)) => Cow::Borrowed(text.as_bytes()),
        other => Cow::Owned(other.as_word().unwrap_or_default().into_bytes()),
    }
}

fn is_same_group(
    pair: &MessagePair<'_>,
    old: (Form, &[Vec<Value<'_>>]),
    new: (Form, &[Vec<Value<'_>>]),
) -> bool {
    let (Form::Group(from), Form::Group(to)) = (old.0, new.0) else { return true };
    let found = pair.groups.iter().find(|group| group.old == from && group.new == to);
    let (Some(group), true) = (found, old.1.len() == new.1.len()) else { return false };
    let slots = |message: &Message, index: usize| {
        message
            .layout
            .groups
            .get(index)
            .map(|group| group.slots.iter().map(|slot| slot.kind).collect::<Vec<_>>())
            .unwrap_or_default()
    };
    let (kinds, others) = (slots(pair.old, from), slots(pair.new, to));
    old.1
        .iter()
        .zip(new.1)
        .all(|(one, other)| is_same_entry(pair, &group.slots, (&kinds, one), (&others, other)))
}

fn is_same_entry(
    pair: &MessagePair<'_>,
    slots: &Pairs,
    old: (&[lonelypsp_schema::Kind], &[Value<'_>]),
    new: (&[lonelypsp_schema::Kind], &[Value<'_>]),
) -> bool {
    slots.iter().all(|(from, to)| match (old.1.get(from), new.1.get(to)) {
        (Some(Value::Group(one)), Some(Value::Group(other))) => match (old.0.get(from), new.0.get(to)) {
            (Some(kind), Some(beside)) => is_same_group(pair, (kind.form, one), (beside.form, other)),
            _ => true,
        },
        (Some(one), Some(other)) => is_same_plain(one, other),
        (Some(_) | None, _) => true,
    })
}
