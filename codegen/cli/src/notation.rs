//! Bytes in JSON as people write them: besides hex digits in a string, which are what `decode` prints, as an object that
//! says what it holds. Nothing else in a message is such an object: entries of groups stand in lists.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use lonelypsp_conformance::json::{HEX_DIGITS, Problem, hex as digits};
use lonelypsp_interpret::{Form, Target};
use lonelypsp_schema::Kind as WireKind;
use serde_json::{Map, Value as Json};

use crate::hex;
use crate::secrets::HIDDEN;

/// With or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What can stand where bytes are wanted.
const FORMS: &str =
    r#"hex digits in a string, or {"text": "foo/bar"}, {"hex": "66 6F 6F"} or {"base64": "Zm9v"}"#;

/// Turns what stands for bytes in the fields of a message into hex digits, as everything behind takes them.
pub(crate) fn spell_out(target: &Target<'_>, fields: &mut Map<String, Json>) -> Result<(), Problem> {
    for field in target.fields() {
        if let Some(json) = fields.get_mut(field.name) {
            spell_value(target, field.kind, json).map_err(|wrong| wrong.within(field.at).problem())?;
        }
    }
    Ok(())
}

/// What is said of a message that cannot be written, with what else could have stood where it wants hex digits.
pub(crate) fn explained(mut problem: Problem) -> Problem {
    if problem.message.contains(HEX_DIGITS) {
        problem.message.push_str(r#"; text is written {"text": "foo/bar"}, base64 {"base64": "Zm9v"}"#);
    }
    problem
}

fn spell_value(target: &Target<'_>, kind: WireKind, json: &mut Json) -> Result<(), Wrong> {
    if let Json::Object(object) = json
        && object.len() == 1
        && object.contains_key(HIDDEN)
    {
        return Err(Wrong::new("its value was hidden; `lonely decode --show-secrets` shows it"));
    }
    let Some(group) = target.group(kind) else {
        if let (Form::Bytes, Json::Object(object)) = (Form::of(kind), &*json) {
            *json = Json::String(digits::format(&read(object).map_err(Wrong::new)?));
        }
        return Ok(());
    };
    // What is no list of objects is said where it is written.
    for (index, entry) in json.as_array_mut().into_iter().flatten().enumerate() {
        for slot in &group.slots {
            if let Some(json) = entry.get_mut(&slot.at) {
                spell_value(target, slot.kind, json)
                    .map_err(|wrong| wrong.within(&slot.at).within(&format!("[{index}]")))?;
            }
        }
    }
    Ok(())
}

/// The bytes that an object stands for.
fn read(object: &Map<String, Json>) -> Result<Vec<u8>, String> {
    let expected = || format!("expected {FORMS}");
    let mut members = object.iter();
    let (Some((form, Json::String(text))), None) = (members.next(), members.next()) else {
        return Err(expected());
    };
    match form.as_str() {
        "text" => Ok(text.clone().into_bytes()),
        "hex" => hex::parse(text).map(|bytes| bytes.0).map_err(|problem| format!("it is not hex: {problem}")),
        "base64" => {
            let standard: String = text.chars().map(from_url_alphabet).collect();
            BASE64.decode(standard).map_err(|error| format!("it is not base64: {error}"))
        }
        _ => Err(expected()),
    }
}

/// The alphabet for urls has other signs in two places.
const fn from_url_alphabet(char: char) -> char {
    match char {
        '-' => '+',
        '_' => '/',
        char => char,
    }
}

/// What is wrong, and where in the fields.
struct Wrong {
    at: String,
    what: String,
}

impl Wrong {
    fn new(what: impl Into<String>) -> Self {
        Self { at: String::new(), what: what.into() }
    }

    /// The same, seen from further out.
    fn within(mut self, at: &str) -> Self {
        let point = if self.at.is_empty() || self.at.starts_with('[') { "" } else { "." };
        self.at = format!("{at}{point}{}", self.at);
        self
    }

    fn problem(self) -> Problem {
        let message = format!("a value is not what it has to be in `{}`: {}", self.at, self.what);
        Problem { at: Some(self.at), ..Problem::request(message) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn bytes(json: &Json) -> Result<Vec<u8>, String> {
        read(json.as_object().unwrap())
    }

    #[test]
    fn bytes_can_be_given_in_three_forms() {
        assert_eq!(bytes(&json!({"text": "foo/é"})).unwrap(), "foo/é".as_bytes());
        assert_eq!(bytes(&json!({"hex": "00 fF\n"})).unwrap(), [0, 0xff]);
        // RFC 4648, 10: the test vector `fo`; and bytes that need the signs in which the alphabets differ.
        assert_eq!(bytes(&json!({"base64": "Zm8="})).unwrap(), b"fo");
        assert_eq!(bytes(&json!({"base64": "Zm8"})).unwrap(), b"fo");
        for text in ["+/8=", "-_8="] {
            assert_eq!(bytes(&json!({ "base64": text })).unwrap(), [0xfb, 0xff]);
        }
    }

    #[test]
    fn what_is_none_of_them_says_which_there_are() {
        for wrong in [json!({}), json!({"txt": "a"}), json!({"text": 7}), json!({"text": "a", "hex": ""})] {
            assert!(bytes(&wrong).unwrap_err().contains(r#"{"text": "foo/bar"}"#), "{wrong}");
        }
        assert!(bytes(&json!({"hex": "0"})).unwrap_err().contains("1 digit"));
        assert!(bytes(&json!({"base64": "Zm9%"})).unwrap_err().contains("base64"));
    }
}
