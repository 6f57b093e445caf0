//! The forms of values: the one file of the interpreter that tells them apart. What it knows of each form stands in that form's
//! own file, as [`Facts`] and as an implementation of [`Held`]; everything else asks.

mod boolean;
mod float;
mod group;
mod integer;
mod octets;

use std::borrow::Cow;
use std::cmp::Ordering;

use lonelypsp_schema::{Form as WireForm, Kind as WireKind, Slot};

use crate::error::{Fault, Kind};
use crate::json::{Given, Json, Refused};

pub(crate) use integer::{spell_constant, spell_number};

/// The types of values that Rust has none for.
pub(crate) mod types {
    pub use super::float::Float;
}

/// What kind of value a field holds, without its limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Bytes as they are.
    Bytes,
    /// Text.
    Text,
    /// Text that may be absent.
    OptionalText,
    /// Yes or no.
    Bool,
    /// An unsigned integer.
    Uint,
    /// A signed integer.
    Int,
    /// A number with a fraction.
    Float,
    /// The entries of a group.
    Group,
}

/// One value, borrowed from the message or from the caller.
///
/// ```
/// use lonelypsp_interpret::{Form, Value};
/// assert_eq!(Value::Uint(7).form(), Some(Form::Uint));
/// assert_eq!(Value::Int(-5).as_number(), Some(-5));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Bytes as they are.
    Bytes(&'a [u8]),
    /// Text.
    Text(&'a str),
    /// Text that may be absent.
    OptionalText(Option<&'a str>),
    /// Yes or no.
    Bool(bool),
    /// An unsigned integer.
    Uint(u64),
    /// A signed integer.
    Int(i64),
    /// A number with a fraction.
    Float(types::Float),
    /// The entries of a group, each the values of its items in wire order.
    Group(Vec<Vec<Self>>),
    /// What was given in the place of a value and is none. Whoever writes it says so in its turn.
    Wrong(Fault),
}

impl Form {
    /// The form of the values of a wire kind.
    ///
    /// ```
    /// use lonelypsp_interpret::Form;
    /// assert_eq!(Form::of(lonelypsp_schema::Kind::BOOL), Form::Bool);
    /// ```
    pub const fn of(kind: WireKind) -> Self {
        match kind.form {
            WireForm::Bytes => Self::Bytes,
            WireForm::Text if kind.empty_is_absent => Self::OptionalText,
            WireForm::Text => Self::Text,
            WireForm::Bool => Self::Bool,
            WireForm::Uint(_) => Self::Uint,
            WireForm::Int => Self::Int,
            WireForm::Float => Self::Float,
            WireForm::Group(_) => Self::Group,
        }
    }

    const fn facts(self) -> Facts {
        match self {
            Self::Bytes => octets::BYTES,
            Self::Text => octets::TEXT,
            Self::OptionalText => octets::OPTIONAL_TEXT,
            Self::Bool => boolean::BOOL,
            Self::Uint => integer::UINT,
            Self::Int => integer::INT,
            Self::Float => float::FLOAT,
            Self::Group => group::GROUP,
        }
    }
}

impl Value<'_> {
    /// What kind of value it is; none if it is no value.
    pub const fn form(&self) -> Option<Form> {
        Some(match self {
            Self::Bytes(_) => Form::Bytes,
            Self::Text(_) => Form::Text,
            Self::OptionalText(_) => Form::OptionalText,
            Self::Bool(_) => Form::Bool,
            Self::Uint(_) => Form::Uint,
            Self::Int(_) => Form::Int,
            Self::Float(_) => Form::Float,
            Self::Group(_) => Form::Group,
            Self::Wrong(_) => return None,
        })
    }

    fn held(&self) -> Result<&dyn Held, &Fault> {
        Ok(match self {
            Self::Bytes(bytes) => bytes,
            Self::Text(text) => text,
            Self::OptionalText(text) => text,
            Self::Bool(yes) => yes,
            Self::Uint(number) => number,
            Self::Int(number) => number,
            Self::Float(number) => number,
            Self::Group(entries) => entries,
            Self::Wrong(fault) => return Err(fault),
        })
    }
}

/// What holds of all values of a form.
pub(crate) struct Facts {
    /// What it is called in a message to people.
    name: &'static str,
    /// What bytes of a length that was checked stand for.
    read: for<'i> fn(&'i [u8]) -> Result<Value<'i>, Fault>,
    /// What it is in JSON, in a message to people.
    in_json: &'static str,
    /// What a value in JSON stands for.
    from_json: for<'j> fn(Json<&'j str>) -> Result<Given<'j>, Refused>,
}

/// What holds of one value.
pub(crate) trait Held {
    /// Its bytes in that slot, which is of its form.
    fn spell(&self, slot: &Slot) -> Result<Cow<'_, [u8]>, Fault>;

    /// Its text, if that is one word for people.
    fn word(&self) -> Option<String> {
        None
    }

    /// Its number, if it is an integer.
    fn number(&self) -> Option<i128> {
        None
    }

    /// Where another value stands that is to be less, if entries can be sorted by values of this form.
    fn order_of(&self, _before: &Value<'_>) -> Option<Ordering> {
        None
    }

    /// What it is in JSON.
    fn json(&self) -> Json<Cow<'_, str>> {
        self.word().map_or(Json::Null, |word| Json::Text(word.into()))
    }
}

impl Form {
    /// What it is called in a message to people.
    pub const fn as_str(self) -> &'static str {
        self.facts().name
    }

    /// What it is in JSON, in a message to people.
    ///
    /// ```
    /// assert_eq!(lonelypsp_interpret::Form::OptionalText.in_json(), "a string or null");
    /// ```
    pub const fn in_json(self) -> &'static str {
        self.facts().in_json
    }

    /// Reads a value of this form as JSON has it. It is strict: what would be written differently is not a value.
    ///
    /// # Errors
    ///
    /// What is wrong. A group is a list, and so nothing here.
    ///
    /// ```
    /// use lonelypsp_interpret::{Form, Json, Value};
    /// assert_eq!(Form::Int.from_json(Json::Text("-5")).unwrap().as_value(), Value::Int(-5));
    /// assert!(Form::Int.from_json(Json::Text("-05")).is_err());
    /// ```
    pub fn from_json(self, json: Json<&str>) -> Result<Given<'_>, Refused> {
        (self.facts().from_json)(json)
    }

    /// What bytes of a length that was checked stand for.
    pub(crate) fn read(self, raw: &[u8]) -> Result<Value<'_>, Fault> {
        (self.facts().read)(raw)
    }
}

impl Value<'_> {
    /// Its text, if that is one word for people: a truth value or a number, but no bytes, no text and no entries.
    ///
    /// ```
    /// use lonelypsp_interpret::Value;
    /// assert_eq!(Value::Int(-5).as_word().as_deref(), Some("-5"));
    /// assert_eq!(Value::Text("-5").as_word(), None);
    /// ```
    pub fn as_word(&self) -> Option<String> {
        self.held().ok()?.word()
    }

    /// Its number, if it is an integer.
    pub fn as_number(&self) -> Option<i128> {
        self.held().ok()?.number()
    }

    /// What it is in JSON; null if it is no value, or a group, the names of whose fields are the target's.
    ///
    /// ```
    /// use lonelypsp_interpret::{Json, Value};
    /// assert_eq!(Value::Bytes(b"hi").to_json(), Json::Text("6869".into()));
    /// ```
    pub fn to_json(&self) -> Json<Cow<'_, str>> {
        self.held().map_or(Json::Null, Held::json)
    }

    /// The bytes of a value, after checking that it is one of this slot's kind and fits the length before it.
    pub(crate) fn spell(&self, slot: &Slot) -> Result<Cow<'_, [u8]>, Fault> {
        let form = Form::of(slot.kind);
        match self.held() {
            Ok(held) if self.form() == Some(form) => held.spell(slot),
            _ => Err(unfit(form, self)),
        }
    }

    /// Where the value of the entry before stands, if values of this form have an order.
    pub(crate) fn order_of(&self, before: &Value<'_>) -> Option<Ordering> {
        self.held().ok()?.order_of(before)
    }
}

/// That a value is of another form than is asked for.
pub(crate) fn unfit(form: Form, value: &Value<'_>) -> Fault {
    match value.held() {
        Err(fault) => fault.clone(),
        Ok(_) => Fault::new(Kind::BadValue, form.as_str(), value.form().map_or("no value", Form::as_str)),
    }
}
