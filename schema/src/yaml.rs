//! YAML text as a tree in which every node knows its place.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{DuplicateKeyPolicy, Location};

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, Spanned};

/// A YAML value with its place.
pub(crate) type Node = Spanned<Value>;

/// What stands at a node. Keys that stand twice are kept, so that they can be reported.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Integer(i128),
    Float,
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Spanned<String>, Node)>),
}

impl Value {
    /// What the value is, for a message that expected something else.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) => "an integer",
            Value::Float => "a decimal number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// Parses one document; a syntax error is the only problem it can find.
pub(crate) fn parse_yaml(file: FileId, text: &str) -> Result<Node, Diagnostic> {
    let options = serde_yaml::options! { duplicate_keys: DuplicateKeyPolicy::PassThrough };
    match serde_yaml::from_str_with_options::<RawNode>(text, options) {
        Ok(raw) => Ok(raw.place(file)),
        Err(error) => {
            let span = error.location().map_or(Span { file, start: 0, end: 0 }, |l| place(file, &l));
            let reason = error.without_snippet().to_string();
            let reason = reason.strip_prefix("error: ").unwrap_or(&reason);
            let reason = match reason.split_once(": ") {
                Some((place, rest)) if place.starts_with("line ") => rest,
                _ => reason,
            };
            Err(Diagnostic::new(Code::Syntax, span, format!("this is not valid YAML: {reason}")))
        }
    }
}

fn place(file: FileId, location: &Location) -> Span {
    let span = location.span();
    let start = span.byte_offset().unwrap_or(0);
    let end = start + span.byte_len().unwrap_or(0);
    let clamp = |offset: u64| u32::try_from(offset).unwrap_or(u32::MAX);
    Span { file, start: clamp(start), end: clamp(end) }
}

struct RawNode(serde_yaml::Spanned<RawValue>);

enum RawValue {
    Scalar(Value),
    List(Vec<RawNode>),
    Map(Vec<(serde_yaml::Spanned<String>, RawNode)>),
}

impl RawNode {
    fn place(self, file: FileId) -> Node {
        let span = place(file, &self.0.referenced);
        let value = match self.0.value {
            RawValue::Scalar(value) => value,
            RawValue::List(items) => Value::List(items.into_iter().map(|n| n.place(file)).collect()),
            RawValue::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|(key, node)| {
                        (Spanned::new(key.value, place(file, &key.referenced)), node.place(file))
                    })
                    .collect(),
            ),
        };
        Spanned::new(value, span)
    }
}

impl<'de> Deserialize<'de> for RawNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_yaml::Spanned::deserialize(deserializer).map(RawNode)
    }
}

impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = RawValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_bool<E>(self, v: bool) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(Value::Bool(v)))
    }

    fn visit_i64<E>(self, v: i64) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(Value::Integer(v.into())))
    }

    fn visit_u64<E>(self, v: u64) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(Value::Integer(v.into())))
    }

    fn visit_i128<E>(self, v: i128) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(Value::Integer(v)))
    }

    fn visit_u128<E>(self, v: u128) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(Value::Integer(i128::try_from(v).unwrap_or(i128::MAX))))
    }

    fn visit_f64<E>(self, _: f64) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(Value::Float))
    }

    fn visit_str<E>(self, v: &str) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(Value::Text(v.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(Value::Null))
    }

    fn visit_none<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Scalar(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<RawValue, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(RawValue::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<RawValue, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = access.next_key()? {
            entries.push((key, access.next_value()?));
        }
        Ok(RawValue::Map(entries))
    }
}
