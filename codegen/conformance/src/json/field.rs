//! One value ↔ JSON. Reading is strict: what would be written differently is not a value.

use std::borrow::Cow;

use lonelypsp_interpret::{EncodeError, Fault, Form, Kind, Value};
use serde_json::{Value as Json, json};

use super::hex;
use super::names::{clip, list};

/// A value as JSON; one that is none, or is a group, is null.
pub fn to_json(value: &Value<'_>) -> Json {
    match value {
        Value::Bytes(bytes) => Json::String(hex::format(bytes)),
        Value::Text(text) => Json::String((*text).to_owned()),
        Value::OptionalText(text) => text.map_or(Json::Null, |text| Json::String(text.to_owned())),
        Value::Bool(yes) => Json::Bool(*yes),
        // The names of a group's fields are the target's.
        other => other.as_word().map_or(Json::Null, Json::String),
    }
}

/// A value that was given as JSON.
#[derive(Clone, Debug)]
pub enum Given<'j> {
    /// Bytes, which JSON has as digits.
    Bytes(Vec<u8>),
    /// The entries of a group.
    Group(Vec<Vec<Self>>),
    /// Anything else.
    Value(Value<'j>),
}

impl Given<'_> {
    /// As the interpreter takes it.
    pub fn as_value(&self) -> Value<'_> {
        match self {
            Self::Bytes(bytes) => Value::Bytes(bytes),
            Self::Group(entries) => {
                let entries = entries.iter().map(|entry| entry.iter().map(Given::as_value).collect());
                Value::Group(entries.collect())
            }
            Self::Value(value) => value.clone(),
        }
    }
}

/// Why JSON is not a value of a field.
#[derive(Clone, Debug)]
pub struct Refusal {
    kind: Kind,
    expected: Cow<'static, str>,
    actual: String,
}

impl Refusal {
    /// The problem at the field's place.
    pub fn at(self, at: &str) -> EncodeError {
        let Self { kind, expected, actual } = self;
        EncodeError { kind, at: Some(at.to_owned()), expected: expected.into_owned(), actual }
    }

    /// The problem, before it is known where it stands.
    pub fn into_fault(self) -> Fault {
        Fault::new(self.kind, self.expected, self.actual)
    }

    fn bad_value(form: Form, json: &Json) -> Self {
        Self { kind: Kind::BadValue, expected: spelling(form).into(), actual: short(json) }
    }

    /// That it is no list of entries with those fields.
    pub(super) fn no_entries<'n>(names: impl IntoIterator<Item = &'n str>, actual: String) -> Self {
        let expected = format!("a list of objects with the fields {}", list(names));
        Self { kind: Kind::BadValue, expected: expected.into(), actual }
    }
}

/// Reads a value of that form.
///
/// # Errors
///
/// What would be right instead.
pub fn from_json(form: Form, json: &Json) -> Result<Given<'_>, Refusal> {
    let given = match (form, json) {
        (Form::Bytes, Json::String(text)) => hex::parse_strict(text).map(Given::Bytes),
        (Form::Text, Json::String(text)) => Some(Given::Value(Value::Text(text))),
        (Form::OptionalText, Json::String(text)) => Some(Given::Value(Value::OptionalText(Some(text)))),
        (Form::OptionalText, Json::Null) => Some(Given::Value(Value::OptionalText(None))),
        (Form::Bool, Json::Bool(yes)) => Some(Given::Value(Value::Bool(*yes))),
        (Form::Uint | Form::Int, Json::String(text)) if is_decimal(text) => {
            return number(form, text).map(Given::Value).ok_or_else(|| Refusal {
                kind: Kind::OutOfRange,
                expected: Cow::Borrowed(if form == Form::Uint {
                    "a number from 0 to 2^64 - 1"
                } else {
                    "a number of 64 bits"
                }),
                actual: clip(text),
            });
        }
        (Form::Float, Json::String(text)) => {
            text.parse().ok().map(|number| Given::Value(Value::Float(number)))
        }
        _ => None,
    };
    given.ok_or_else(|| Refusal::bad_value(form, json))
}

fn number(form: Form, text: &str) -> Option<Value<'static>> {
    match form {
        Form::Uint => text.parse().ok().map(Value::Uint),
        _ => text.parse().ok().map(Value::Int),
    }
}

/// `-?(0|[1-9][0-9]*)`, but not `-0`.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical = !digits.starts_with('0') || text == "0";
    canonical && !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// What is said where bytes are expected and something else is given.
pub const HEX_DIGITS: &str = "a string of lower-case hex digits, two for each byte";

/// JSON for people, of which much may be there.
pub(super) fn short(json: &Json) -> String {
    match json {
        Json::Array(list) => format!("a list of {}", list.len()),
        Json::Object(_) => "an object".to_owned(),
        // Its beginning is enough to know it by; escapes may make it longer.
        Json::String(text) => clip(&json!(clip(text)).to_string()),
        Json::Null | Json::Bool(_) | Json::Number(_) => clip(&json.to_string()),
    }
}

const fn spelling(form: Form) -> &'static str {
    match form {
        Form::Bytes => HEX_DIGITS,
        Form::Text => "a string",
        Form::OptionalText => "a string or null",
        Form::Bool => "true or false",
        Form::Uint | Form::Int => "a string with a decimal number, such as \"7\"",
        Form::Float => "a string with a number in its shortest spelling, such as \"0.1\" or \"1e+21\"",
        Form::Group => "a list of objects, each with the fields of an entry and no others",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(form: Form, json: &Json) -> Option<Kind> {
        from_json(form, json).err().map(|refusal| refusal.kind)
    }

    #[test]
    fn numbers_are_canonical_decimal_strings() {
        for right in ["0", "7", "18446744073709551615"] {
            assert_eq!(kind(Form::Uint, &json!(right)), None, "{right}");
        }
        for wrong in ["", "-", "-0", "00", "01", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "--1", "-01", "١"] {
            assert_eq!(kind(Form::Uint, &json!(wrong)), Some(Kind::BadValue), "{wrong}");
            assert_eq!(kind(Form::Int, &json!(wrong)), Some(Kind::BadValue), "{wrong}");
        }
        for far in ["-1", "18446744073709551616", &"9".repeat(5000)] {
            assert_eq!(kind(Form::Uint, &json!(far)), Some(Kind::OutOfRange));
        }
        assert_eq!(kind(Form::Int, &json!("-5")), None);
        assert_eq!(kind(Form::Int, &json!("9223372036854775808")), Some(Kind::OutOfRange));
        assert_eq!(kind(Form::Uint, &json!(7)), Some(Kind::BadValue));
    }

    #[test]
    fn other_forms_take_only_what_they_are_written_as() {
        for (form, wrong) in [
            (Form::Bytes, json!("0A")),
            (Form::Bytes, json!("000")),
            (Form::Bytes, json!(null)),
            (Form::Text, json!(null)),
            (Form::OptionalText, json!(false)),
            (Form::Bool, json!(1)),
            (Form::Bool, json!("true")),
        ] {
            assert_eq!(kind(form, &wrong), Some(Kind::BadValue), "{form:?} {wrong}");
        }
    }
}
