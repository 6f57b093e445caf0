//! What a value is and how it is spelled.

use lonelypsp_schema as model;
use serde::Serialize;

use crate::Number;

/// How a value is spelled on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Kind {
    /// What its bytes stand for.
    pub form: Form,
    /// How a `uint` is written; `null` of all else.
    pub spelling: Option<Spelling>,
    /// Of a `group`, its index among the groups of the message; `null` of all else.
    pub group: Option<usize>,
    /// The most bytes that a reader takes, if its kind limits them; more are `too_long`. Of an integer, 1 to 8.
    pub max_length: Option<u16>,
    /// How many bytes it has, if a reader takes no other number; others are `wrong_length`.
    pub exact_length: Option<u16>,
    /// How many bytes a writer gives to every value of it, if that does not depend on the value.
    pub fixed_length: Option<u16>,
    /// Whether a value without a byte is none. Only `text` can be absent.
    pub empty_is_absent: bool,
    /// The numbers that an integer can be; `null` of all else.
    pub range: Option<Range>,
}

/// What the bytes of a value stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Themselves.
    Bytes,
    /// UTF-8 text.
    Text,
    /// True exactly when they are the one byte 01; written 01 or 00.
    Bool,
    /// An unsigned big-endian integer; no bytes are zero. A reader takes any number of bytes up to the most.
    Uint,
    /// A two's complement big-endian integer, sign-extended; no bytes are zero. Written with all its bytes.
    Int,
    /// An IEEE 754 binary64, high byte first. What is no number is written as 7ff8000000000000.
    Float,
    /// A row of entries.
    Group,
}

/// How a writer spells an unsigned integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Spelling {
    /// With as few bytes as it needs; zero has none.
    Minimal,
    /// With all its bytes.
    Fixed,
}

/// The numbers from one to another, both among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Range {
    /// The least.
    pub least: Number,
    /// The greatest.
    pub most: Number,
}

/// The width of a length, a count or a code: a big-endian unsigned integer of 1, 2, 4 or 8 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Width {
    /// One byte.
    U8,
    /// Two bytes.
    U16,
    /// Four bytes.
    U32,
    /// Eight bytes.
    U64,
}

impl Kind {
    pub(crate) fn of(kind: model::Kind) -> Self {
        let model::Kind { form, length, empty_is_absent } = kind;
        let spelled = |spelling| match spelling {
            model::Spelling::Minimal => Spelling::Minimal,
            model::Spelling::Fixed => Spelling::Fixed,
        };
        let (form, spelling) = match form {
            model::Form::Bytes => (Form::Bytes, None),
            model::Form::Text => (Form::Text, None),
            model::Form::Bool => (Form::Bool, None),
            model::Form::Uint(spelling) => (Form::Uint, Some(spelled(spelling))),
            model::Form::Int => (Form::Int, None),
            model::Form::Float => (Form::Float, None),
            model::Form::Group(_) => (Form::Group, None),
        };
        let range = kind
            .integer_range()
            .map(|range| Range { least: Number(*range.start()), most: Number(*range.end()) });
        Self {
            form,
            spelling,
            group: kind.as_group(),
            max_length: length.most(),
            exact_length: length.exactly(),
            fixed_length: kind.fixed_length(),
            empty_is_absent,
            range,
        }
    }
}

impl Width {
    pub(crate) const fn of(width: model::Width) -> Self {
        match width {
            model::Width::U8 => Self::U8,
            model::Width::U16 => Self::U16,
            model::Width::U32 => Self::U32,
            model::Width::U64 => Self::U64,
        }
    }
}
