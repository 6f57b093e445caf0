//! Whether two files say the same.

use lonelypsp_schema::Spanned;
use lonelypsp_schema::language::{ROOT, Takes};
use lonelypsp_schema::yaml::{Node, Value};

use crate::meaning::taken_by;

/// Whether two trees say the same to the compiler: the same values under the same keys, in the same order wherever that can
/// mean something. The order of the keys of the language itself means nothing.
pub(crate) fn say_the_same(one: &Node, other: &Node) -> bool {
    same(one, other, Some(&Takes::One(&ROOT)))
}

fn same(one: &Node, other: &Node, takes: Option<&Takes>) -> bool {
    match (&one.value, &other.value) {
        (Value::Null | Value::Missing, Value::Null | Value::Missing)
        | (Value::Float, Value::Float)
        | (Value::Huge, Value::Huge) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Integer(one), Value::Integer(other)) => one == other,
        // A text for people that a comment ends is a problem of its own.
        (Value::Text(one), Value::Text(other)) => {
            let may_be_cut = takes.is_none_or(|takes| matches!(takes, Takes::Prose));
            one.text == other.text && (!may_be_cut || one.comment.is_some() == other.comment.is_some())
        }
        (Value::List(one), Value::List(other)) => {
            let of_one = match takes {
                Some(Takes::OneOrMore(mapping)) => Some(Takes::One(mapping)),
                Some(Takes::List(takes)) => Some(**takes),
                _ => None,
            };
            one.len() == other.len()
                && one.iter().zip(other.iter()).all(|(one, other)| same(one, other, of_one.as_ref()))
        }
        (Value::Map(one), Value::Map(other)) => {
            one.len() == other.len() && have_same_entries(one, other, takes)
        }
        _ => false,
    }
}

type Entry = (Spanned<String>, Node);

fn have_same_entries(one: &[Entry], other: &[Entry], takes: Option<&Takes>) -> bool {
    let (named, mapping) = match takes {
        Some(Takes::Named(_, takes)) => (Some(*takes), None),
        Some(Takes::One(mapping) | Takes::OneOrMore(mapping) | Takes::TextOr(_, mapping)) => {
            (None, Some(*mapping))
        }
        _ => (None, None),
    };
    let has_sequence = one.iter().any(|(key, _)| key.value == "sequence");
    let sorted = |entries| if mapping.is_some() { by_name(entries) } else { in_order(entries) };
    sorted(one).into_iter().zip(sorted(other)).all(|((key, one), (other_key, other))| {
        let takes = named.or_else(|| taken_by(mapping?, key, has_sequence));
        key.value == other_key.value && same(one, other, takes)
    })
}

fn in_order(entries: &[Entry]) -> Vec<&Entry> {
    entries.iter().collect()
}

fn by_name(entries: &[Entry]) -> Vec<&Entry> {
    let mut entries = in_order(entries);
    entries.sort_by(|(one, _), (other, _)| one.value.cmp(&other.value));
    entries
}
