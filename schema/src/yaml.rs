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
    /// A whole number that no integer type holds.
    Huge,
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
            Value::Huge => "far too large a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// How deep a file may be nested. A schema needs ten levels, and each takes stack.
const DEEPEST: usize = 24;

/// Parses one document; a syntax error is the only problem it can find.
pub(crate) fn parse_yaml(file: FileId, text: &str) -> Result<Node, Diagnostic> {
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! { max_depth: DEEPEST },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
    };
    match serde_yaml::from_str_with_options::<RawNode>(text, options) {
        Ok(raw) => Ok(raw.place(file)),
        Err(error) => {
            let span =
                error.location().map_or(Span { file, start: 0, end: 0 }, |l| error_place(file, text, &l));
            let reason = error.without_snippet().to_string();
            Err(syntax_error(without_place(&reason), span))
        }
    }
}

/// A syntax error; what the parser says for its own users is said for those of a schema.
fn syntax_error(reason: &str, span: Span) -> Diagnostic {
    let known = KNOWN_ERRORS.iter().find(|(part, ..)| reason.contains(part));
    let (said, help) = known.map_or((None, None), |(_, said, help)| (*said, Some(*help)));
    let message = format!("this is not valid YAML: {}", said.unwrap_or(reason));
    Diagnostic::new(Code::Syntax, span, message).maybe_help(help.map(str::to_owned))
}

/// Part of the parser's message, what to say in its place, what would be right.
const KNOWN_ERRORS: &[(&str, Option<&str>, &str)] = &[
    (
        "multiple YAML documents",
        Some("a second document begins"),
        "a file is one document: leave out the second `---`",
    ),
    (
        "mapping values are not allowed",
        None,
        "put text that contains `: ` in quotes, or on lines of its own after `|`",
    ),
    ("unknown anchor", None, "put text that begins with `*` in quotes"),
    ("found a tab", None, "indent with spaces"),
    ("cannot deserialize null into string", Some("a key is null"), "a key is text; put it in quotes"),
    ("expected string scalar", Some("a key is not text"), "a key is neither a list nor a mapping"),
    ("unclosed quote", None, "close the quote"),
    ("did not find expected ',' or '", None, "close the bracket or brace that is open"),
    ("mismatched bracket", None, "close the bracket that is open first"),
    ("did not find expected key", None, "keys of one mapping stand in one column"),
    ("non-finite float", Some("a number is not finite"), "put it in quotes if it is meant as text"),
];

fn place(file: FileId, location: &Location) -> Span {
    let span = location.span();
    let start = span.byte_offset().unwrap_or(0);
    let end = start + span.byte_len().unwrap_or(0);
    let clamp = |offset: u64| u32::try_from(offset).unwrap_or(u32::MAX);
    Span { file, start: clamp(start), end: clamp(end) }
}

/// The place of a syntax error, for which the parser knows line and column but not always the offset.
fn error_place(file: FileId, text: &str, location: &Location) -> Span {
    if location.span().byte_offset().is_some_and(|offset| offset > 0) {
        return place(file, location);
    }
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let (line, column) = (number(location.line()), number(location.column()));
    let lines = text.split_inclusive('\n');
    let before: usize = lines.clone().take(line.saturating_sub(1)).map(str::len).sum();
    let found = lines.clone().nth(line.saturating_sub(1)).unwrap_or("").trim_end();
    let within: usize = found.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    let offset = u32::try_from(before + within).unwrap_or(u32::MAX);
    Span { file, start: offset, end: offset }
}

/// The parser's message without the place, which is shown beside it.
fn without_place(reason: &str) -> &str {
    let reason = reason.strip_prefix("error: ").unwrap_or(reason);
    let reason = match reason.split_once(": ") {
        Some((place, rest)) if place.starts_with("line ") => rest,
        _ => reason,
    };
    reason.rsplit_once(" at line ").map_or(reason, |(reason, _)| reason)
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

    fn visit_f64<E>(self, v: f64) -> Result<RawValue, E> {
        // Integers beyond 128 bits, or 64, come as floating-point numbers.
        let huge = v.abs() >= 1e18;
        Ok(RawValue::Scalar(if huge { Value::Huge } else { Value::Float }))
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
