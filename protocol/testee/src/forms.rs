//! The forms of values: the one file of this crate that tells them apart. Their JSON is read by the interpreter's rules, and written
//! from what the crate `lonelypsp` itself says of them.

use lonelypsp::Float64;
use lonelypsp::reflect::{Kind, Value};
use lonelypsp_conformance::json::hex;
use lonelypsp_interpret::{Float, Form, Value as Plain};
use serde_json::Value as Json;

/// For each form: the value of a message for that of the interpreter; its JSON; and one that any field can have.
macro_rules! forms {
    ($($form:ident: $plain:ident => $value:expr, $reflected:ident => $json:expr, $placeholder:expr;)*) => {
        /// The form of the values of a kind.
        pub(crate) const fn form(kind: Kind) -> Form {
            match kind {
                $(Kind::$form => Form::$form,)*
                Kind::Group(_) => Form::Group,
            }
        }

        /// A value as reflection takes it; something harmless for what is no value, or has entries.
        pub(crate) fn reflected<'v>(value: &Plain<'v>) -> Value<'v> {
            match *value {
                $(Plain::$form($plain) => Value::$form($value),)*
                Plain::Group(_) | Plain::Wrong(_) => Value::Bool(false),
            }
        }

        /// A value as JSON; the entries of a group are none of its own.
        pub(crate) fn to_json(value: Value<'_>) -> Json {
            match value {
                $(Value::$form($reflected) => $json.into(),)*
                Value::Group(_) => Json::Null,
            }
        }

        /// A value that a field of this kind can have, unless its length is fixed; of a group there is none.
        pub(crate) fn placeholder(kind: Kind) -> Option<Plain<'static>> {
            match kind {
                $(Kind::$form => Some(Plain::$form($placeholder)),)*
                Kind::Group(_) => None,
            }
        }
    };
}

forms! {
    Bytes: bytes => bytes, value => hex::format(value), b"";
    Text: text => text, value => value, "";
    OptionalText: text => text, value => value, None;
    Bool: yes => yes, value => value, false;
    // Not 0, by which the message could be taken for another variant.
    Uint: number => number, value => value.to_string(), 1;
    Int: number => number, value => value.to_string(), 1;
    Float: number => Float64::from_bits(number.to_bits()), value => value.to_string(), Float::from(1.0);
}
