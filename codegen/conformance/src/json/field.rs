//! One value ↔ JSON. What a value of each form is there, the interpreter knows; here is the JSON of `serde_json`, and what is said
//! of what is no value.

use std::borrow::Cow;

use lonelypsp_interpret::{EncodeError, Fault, Form, Given, Json as Plain, Kind, Refused, Value};
use serde_json::{Value as Json, json};

use super::names::{clip, list};

/// A value as JSON; one that is none, or is a group, is null.
pub fn to_json(value: &Value<'_>) -> Json {
    match value.to_json() {
        Plain::Null => Json::Null,
        Plain::Bool(yes) => Json::Bool(yes),
        Plain::Text(text) => Json::String(text.into_owned()),
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
        Self { kind: Kind::BadValue, expected: form.in_json().into(), actual: short(json) }
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
    let plain = match json {
        Json::Null => Plain::Null,
        Json::Bool(yes) => Plain::Bool(*yes),
        Json::String(text) => Plain::Text(text.as_str()),
        Json::Number(_) | Json::Array(_) | Json::Object(_) => return Err(Refusal::bad_value(form, json)),
    };
    form.from_json(plain).map_err(|refused| match refused {
        Refused::BadValue => Refusal::bad_value(form, json),
        Refused::OutOfRange(expected) => {
            let actual = json.as_str().map(clip).unwrap_or_default();
            Refusal { kind: Kind::OutOfRange, expected: expected.into(), actual }
        }
    })
}

/// What is said where bytes are expected and something else is given.
pub const HEX_DIGITS: &str = Form::Bytes.in_json();

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
