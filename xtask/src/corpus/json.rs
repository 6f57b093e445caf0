//! Values of fields in JSON: those that can be encoded, and those that cannot.

use lonelypsp_schema::{Form, Kind, Length, Spelling};
use serde_json::{Value, json};

use crate::model::integer_bytes;
use crate::wire::float_text;

use super::boundary::MOST;
use super::case::hex;

/// A value that cannot be encoded.
pub(crate) struct Bad {
    pub(crate) label: String,
    pub(crate) value: Value,
    pub(crate) kind: &'static str,
    /// Whether the reference writes it all the same.
    pub(crate) is_written: bool,
}

impl Bad {
    pub(crate) fn new(kind: &'static str, label: impl Into<String>, value: Value) -> Self {
        Self { label: label.into(), value, kind, is_written: false }
    }

    /// What the reference writes although no reader takes it.
    fn written(self) -> Self {
        Self { is_written: true, ..self }
    }
}

/// The value that these bytes stand for.
pub(crate) fn read(kind: Kind, bytes: &[u8]) -> Value {
    match kind.form {
        Form::Bytes => json!(hex(bytes)),
        Form::Text if kind.empty_is_absent && bytes.is_empty() => Value::Null,
        Form::Text => json!(String::from_utf8_lossy(bytes)),
        Form::Bool => json!(bytes == [1]),
        Form::Uint(_) => json!(number(bytes, 0).to_string()),
        Form::Int => {
            let sign = if bytes.first().is_some_and(|byte| *byte >= 0x80) { -1 } else { 0 };
            json!(number(bytes, sign).to_string())
        }
        Form::Float => {
            json!(float_text(f64::from_be_bytes(bytes.try_into().unwrap_or_default())))
        }
        Form::Group(_) => unreachable!("a header is no group"),
    }
}

fn number(bytes: &[u8], sign: i128) -> i128 {
    bytes.iter().fold(sign, |number, byte| number << 8 | i128::from(*byte))
}

/// Values that are not of the kind, or beyond its limits.
pub(crate) fn bad(kind: Kind) -> Vec<Bad> {
    let mut all = malformed(kind);
    match (kind.form, kind.length) {
        (Form::Bytes, Length::AtMost(max)) => {
            all.push(Bad::new("too_long", format!("{}-bytes", max + 1), bytes(max + 1)).written());
        }
        (Form::Bytes, Length::Exactly(length)) => {
            let lengths = [length - 1, length + 1, 0].into_iter();
            all.extend(
                lengths
                    .map(|wrong| Bad::new("wrong_length", format!("{wrong}-bytes"), bytes(wrong)).written()),
            );
        }
        (Form::Uint(_) | Form::Int, _) => all.extend(out_of_range(kind)),
        (Form::Bytes, Length::Any) | (Form::Text | Form::Bool | Form::Float | Form::Group(_), _) => {}
    }
    all
}

/// A value that no length prefix can hold.
pub(crate) fn too_long(kind: Kind) -> Bad {
    let value = match kind.form {
        Form::Bytes => json!("61".repeat(MOST + 1)),
        // In characters, it would fit.
        _ => json!("é".repeat(MOST.div_ceil(2))),
    };
    Bad::new("too_long", format!("{}-bytes", MOST + 1), value)
}

/// Zero, where it would be read as another shape.
pub(crate) fn zero() -> Bad {
    Bad::new("out_of_range", "0", json!("0")).written()
}

/// Values of another type, or not in the one spelling that there is.
pub(crate) fn malformed(kind: Kind) -> Vec<Bad> {
    let values: Vec<Value> = match kind.form {
        Form::Bytes => vec![
            json!("a"),
            json!("aabbc"),
            json!("AA"),
            json!("aB"),
            json!("zz"),
            json!("aa bb"),
            json!(" aa"),
            json!("0x00"),
            json!(7),
            json!(true),
            Value::Null,
            json!([]),
            json!({}),
        ],
        Form::Text if kind.empty_is_absent => vec![json!(7), json!(false), json!([]), json!({"a": "b"})],
        Form::Text => vec![json!(7), json!(false), Value::Null, json!(["a"]), json!({})],
        Form::Bool => vec![json!(0), json!(1), json!("true"), json!("01"), json!(""), Value::Null],
        Form::Group(_) => Vec::new(),
        Form::Float => {
            let texts =
                ["", "1.0", "01", "+1", " 1", "1e21", "1E+21", "inf", "nan", "0x1", "1e999", ".5", "5."];
            let others = [json!(7), json!(7.5), json!(true), Value::Null, json!([])];
            texts.iter().map(|text| json!(text)).chain(others).collect()
        }
        Form::Uint(_) | Form::Int => vec![
            json!(7),
            json!(7.5),
            json!(true),
            Value::Null,
            json!([]),
            json!(""),
            json!(" 7"),
            json!("7 "),
            json!("+7"),
            json!("07"),
            json!("00"),
            json!("-0"),
            json!("-07"),
            json!("--7"),
            json!("-"),
            json!("7.0"),
            json!("7e0"),
            json!("0x7"),
            json!("1_000"),
            json!("seven"),
            json!("٧"),
            json!("7\n"),
        ],
    };
    let label = |value: &Value| match value.as_str() {
        Some(text) => format!("malformed-text-{}", text.escape_debug()),
        None => format!("malformed-{value}"),
    };
    values.into_iter().map(|value| Bad::new("bad_value", label(&value), value)).collect()
}

fn bytes(length: u16) -> Value {
    json!("61".repeat(length.into()))
}

/// Numbers that do not fit. The reference has no limit to minimal integers but that they are not negative.
fn out_of_range(kind: Kind) -> Vec<Bad> {
    let bits = 8 * integer_bytes(kind).unwrap_or_default();
    let above = if kind.form == Form::Int { 1_i128 << (bits - 1) } else { 1 << bits };
    let below = if kind.form == Form::Int { -above - 1 } else { -1 };
    let is_unbounded = kind.form == Form::Uint(Spelling::Minimal);
    let bad = |number: i128| {
        let bad = Bad::new("out_of_range", number.to_string(), json!(number.to_string()));
        if is_unbounded && number >= 0 { bad.written() } else { bad }
    };
    let mut numbers = vec![above, above + 1, 1 << 64, 1 << 100, below, below - 1, -(1 << 64), i128::MAX];
    numbers.dedup();
    let mut seen = std::collections::BTreeSet::new();
    numbers.into_iter().filter(|number| seen.insert(*number)).map(bad).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_as_their_kind_says() {
        let (int, uint) = (Kind::int(2), Kind::uint(8, Spelling::Minimal));
        assert_eq!(read(int, b"\xfb"), json!("-5"));
        assert_eq!(read(int, b"\x80\0"), json!("-32768"));
        assert_eq!(read(int, b""), json!("0"));
        assert_eq!(read(uint, &[0xff; 8]), json!("18446744073709551615"));
    }

    #[test]
    fn numbers_out_of_range_are_just_outside() {
        let bads = out_of_range(Kind::int(2));
        assert!(bads.iter().any(|bad| bad.value == json!("32768") && !bad.is_written));
        assert!(bads.iter().any(|bad| bad.value == json!("-32769")));
        let bads = out_of_range(Kind::uint(4, Spelling::Minimal));
        assert!(bads.iter().any(|bad| bad.value == json!("4294967296") && bad.is_written));
        assert!(bads.iter().any(|bad| bad.value == json!("-1") && !bad.is_written));
    }
}
