//! What a value is in Ruby: its type in signatures and in documentation, and how a constructor takes it.

use std::borrow::Cow;

use lonelypsp_schema::Kind;

use super::forms;

/// The kinds of values that Ruby tells apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Type {
    /// In RBS.
    pub(super) signature: Cow<'static, str>,
    /// In YARD.
    pub(super) documented: Cow<'static, str>,
    /// As the table of a class's fields names it: a symbol, or the class of a group's entries.
    pub(super) kind: Cow<'static, str>,
    /// The function of the runtime that makes a given value one to keep.
    kept_by: Option<&'static str>,
    /// What it is if a caller gives none.
    pub(super) default: Option<&'static str>,
    /// Whether it is a group.
    pub(super) is_group: bool,
}

impl Type {
    pub(super) const fn new(signature: &'static str, documented: &'static str, kind: &'static str) -> Self {
        Self {
            signature: Cow::Borrowed(signature),
            documented: Cow::Borrowed(documented),
            kind: Cow::Borrowed(kind),
            kept_by: None,
            default: None,
            is_group: false,
        }
    }

    /// Bytes.
    pub(super) fn bytes() -> Self {
        Self { kept_by: Some("Runtime.bytes"), ..Self::new("::String", "String", ":bytes") }
    }

    /// Text.
    pub(super) fn text() -> Self {
        Self { kept_by: Some("Runtime.text"), ..Self::new("::String", "String", ":text") }
    }

    /// Text that may be absent.
    pub(super) fn optional_text() -> Self {
        Self {
            kept_by: Some("Runtime.text"),
            default: Some("nil"),
            ..Self::new("::String?", "String, nil", ":optional_text")
        }
    }

    /// A flag of the prefix.
    pub(super) fn flag() -> Self {
        Self { default: Some("false"), ..Self::new("bool", "Boolean", ":flag") }
    }

    /// The flags that have no name.
    pub(super) fn unknown_flags() -> Self {
        Self { default: Some("0"), ..Self::new("::Integer", "Integer", ":uint") }
    }

    /// The entries of a group, which are of that class.
    pub(super) fn entries(class: &str) -> Self {
        Self {
            signature: format!("::Array[{class}]").into(),
            documented: format!("Array<{class}>").into(),
            kind: class.to_owned().into(),
            kept_by: Some("Runtime.entries"),
            default: None,
            is_group: true,
        }
    }

    /// The type of the values of a wire kind; `entries` gives that of a group.
    pub(super) fn of(kind: Kind, entries: impl FnOnce(usize) -> Self) -> Self {
        match kind.as_group() {
            Some(group) => entries(group),
            None => forms::values(kind).map_or_else(Self::bytes, |values| values.ty),
        }
    }

    /// The value to keep of the one that the parameter of that name was given.
    pub(super) fn kept(&self, name: &str) -> String {
        match self.kept_by {
            Some(function) if self.is_group => format!("{function}({name}, {})", self.kind),
            Some(function) => format!("{function}({name})"),
            None => name.to_owned(),
        }
    }
}
