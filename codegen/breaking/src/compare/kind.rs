//! What one value is in both schemas: its form, its length, how its number is spelled, what stands before it.

use lonelypsp_schema::{Form, Kind, Slot};

use crate::catalogue::Rule;
use crate::rule::Language;

use super::Room;

pub(super) fn compare_kinds(room: &mut Room<'_, '_>, old: &Slot, new: &Slot, of: &str) {
    let mut found: Vec<(Rule, String)> = Vec::new();
    let name = format!("`{}`{of}", new.at);
    if old.kind.as_group().is_none() && new.kind.as_group().is_none() {
        if old.prefix != new.prefix {
            let width = |slot: &Slot| slot.prefix.map_or("none", lonelypsp_schema::Width::as_str);
            let text = format!("the length before {name} was {} and is {}", width(old), width(new));
            found.push((Rule::LengthWidthChanged, text));
        }
        if is_of_another_form(old, new) {
            let text = format!("{name} was {} and is {}", old.expectation(), new.expectation());
            found.push((Rule::ValueFormChanged, text));
        } else {
            compare_lengths(old, new, &name, &mut found);
        }
    }
    found.extend(compare_defaults(old, new, &name));
    for (rule, text) in found {
        let finding =
            room.finding_at(rule, Some(old.span), Some(new.span), text).about(&old.at).about(&new.at);
        room.push(finding);
    }
    if old.secret && !new.secret {
        let text = format!("{name} is no longer secret");
        let finding = room.finding_at(Rule::SecretRemoved, Some(old.span), Some(new.span), text);
        room.push(finding.in_languages(&Language::ALL));
    }
    if of.is_empty() {
        return;
    }
    // What holds it in the entries of a group; that of shapes is looked at elsewhere.
    let languages = other_types(old.kind, new.kind);
    if !languages.is_empty() {
        let text = format!("the field {name} has another type");
        let finding = room.finding_at(Rule::FieldTypeChanged, Some(old.span), Some(new.span), text);
        room.push(finding.in_languages(&languages));
    }
}

/// Whether the same bytes stand for something else. Text that may be absent is spelled as text is; and without a length
/// before them, bytes of one length are those of a number.
fn is_of_another_form(old: &Slot, new: &Slot) -> bool {
    if old.kind.form.as_str() == new.kind.form.as_str() {
        return false;
    }
    let is_bytes = |slot: &Slot| slot.kind.form == Form::Bytes;
    let is_raw = |slot: &Slot| slot.prefix.is_none() && (is_bytes(slot) || slot.kind.form.is_integer());
    let is_one_bytes = is_bytes(old) || is_bytes(new);
    let is_same_length = old.kind.fixed_length() == new.kind.fixed_length();
    !(is_raw(old) && is_raw(new) && is_one_bytes && is_same_length)
}

fn compare_lengths(old: &Slot, new: &Slot, name: &str, found: &mut Vec<(Rule, String)>) {
    let mut push = |rule, text: String| found.push((rule, text));
    if old.kind.form.is_integer() && new.kind.form.is_integer() {
        let (from, to) =
            (old.kind.integer_bytes().unwrap_or_default(), new.kind.integer_bytes().unwrap_or_default());
        // Without a length before it, a number of another width is no number at all.
        let is_told = old.prefix.is_some() && new.prefix.is_some();
        if is_told && to < from {
            push(Rule::NumberNarrowed, format!("{name} had at most {from} bytes and has at most {to}"));
        } else if is_told && to > from {
            push(Rule::NumberWidened, format!("{name} had at most {from} bytes and has at most {to}"));
        }
        if old.kind.fixed_length() != new.kind.fixed_length() {
            let text = |kind: Kind| match kind.fixed_length() {
                Some(length) => format!("with {length} bytes"),
                None => "with as few bytes as it needs".to_owned(),
            };
            push(
                Rule::NumberRespelled,
                format!("{name} was written {} and is written {}", text(old.kind), text(new.kind)),
            );
        }
        return;
    }
    let exact = (old.kind.length.exactly(), new.kind.length.exactly());
    // Of another width of the length before it, that is said already.
    let most = |slot: &Slot| {
        if old.prefix == new.prefix {
            slot.longest()
        } else {
            slot.kind.longest().map_or(u64::MAX, u64::from)
        }
    };
    let (from, to) = (most(old), most(new));
    match exact {
        (Some(one), Some(other)) if one == other => {}
        (Some(one), Some(other)) => {
            push(Rule::ExactLengthChanged, format!("{name} had exactly {one} bytes and has exactly {other}"));
        }
        (None, Some(other)) if u64::from(other) > from => {
            push(
                Rule::ExactLengthChanged,
                format!("{name} had at most {from} bytes and has exactly {other}"),
            );
        }
        (None, Some(other)) => {
            push(Rule::LengthFixed, format!("{name} had at most {from} bytes and has exactly {other}"));
        }
        (Some(one), None) if u64::from(one) > to => {
            push(Rule::ExactLengthChanged, format!("{name} had exactly {one} bytes and has at most {to}"));
        }
        (Some(one), None) => {
            push(Rule::LengthFreed, format!("{name} had exactly {one} bytes and has at most {to}"));
        }
        (None, None) if to < from => push(Rule::LimitLowered, limits(name, from, to)),
        (None, None) if to > from => push(Rule::LimitRaised, limits(name, from, to)),
        (None, None) => {}
    }
}

fn limits(name: &str, from: u64, to: u64) -> String {
    let most =
        |most: u64| if most == u64::MAX { "any number of".to_owned() } else { format!("at most {most}") };
    format!("{name} had {} bytes and has {}", most(from), most(to))
}

fn compare_defaults(old: &Slot, new: &Slot, name: &str) -> Option<(Rule, String)> {
    match (old.default, new.default) {
        (None, Some(default)) => {
            Some((Rule::DefaultAdded, format!("{name} may be missing now and is {default} then")))
        }
        (Some(_), None) => Some((Rule::DefaultRemoved, format!("{name} may no longer be missing"))),
        (Some(one), Some(other)) if one != other => {
            Some((Rule::DefaultChanged, format!("{name} was {one} where it is missing and is {other}")))
        }
        (Some(_) | None, _) => None,
    }
}

/// The languages in which a field of the one kind has another type than one of the other.
pub(super) fn other_types(old: Kind, new: Kind) -> Vec<Language> {
    Language::ALL.into_iter().filter(|language| type_of(*language, old) != type_of(*language, new)).collect()
}

/// What tells the types of a language apart: their kind, and a number where it is of several widths.
fn type_of(language: Language, kind: Kind) -> (&'static str, u32) {
    let bytes = u32::from(kind.integer_bytes().unwrap_or_default());
    let width = match language {
        Language::Rust => bytes.next_power_of_two(),
        // From five bytes on it is a `bigint`.
        Language::TypeScript => u32::from(bytes > 4),
        Language::Python | Language::Ruby => 0,
    };
    match kind.form {
        // An array in Rust.
        Form::Bytes if language == Language::Rust => ("bytes", kind.length.exactly().map_or(0, u32::from)),
        Form::Text if kind.empty_is_absent => ("text or none", 0),
        Form::Uint(_) | Form::Int if language != Language::Rust => ("integer", width),
        // There is one type of numbers in TypeScript.
        Form::Float if language == Language::TypeScript => ("integer", 0),
        form => (form.as_str(), width),
    }
}

#[cfg(test)]
mod tests {
    use lonelypsp_schema::{Kind, Length, Spelling};

    use super::other_types;
    use crate::rule::Language;

    #[test]
    fn each_language_has_types_of_its_own() {
        let uint = |bytes| Kind::uint(bytes, Spelling::Minimal);
        assert_eq!(other_types(uint(4), uint(8)), [Language::Rust, Language::TypeScript]);
        assert_eq!(other_types(uint(1), uint(2)), [Language::Rust]);
        assert_eq!(other_types(uint(3), Kind::uint(4, Spelling::Fixed)), []);
        assert_eq!(other_types(Kind::BYTES, Kind::bytes(Length::Exactly(4))), [Language::Rust]);
        assert_eq!(other_types(Kind::text(Length::Any), Kind::optional_text(Length::Any)), Language::ALL);
    }
}
