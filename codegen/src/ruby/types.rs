//! What a value is in Ruby: its type in signatures and in documentation, and how a constructor takes it.

use lonelypsp_schema::Kind;

/// The kinds of values that Ruby tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Type {
    /// In RBS.
    pub(super) signature: &'static str,
    /// In YARD.
    pub(super) documented: &'static str,
    /// As the table of a class's fields names it.
    pub(super) kind: &'static str,
    /// The function of the runtime that makes a given value one to keep.
    pub(super) kept_by: Option<&'static str>,
    /// What it is if a caller gives none.
    pub(super) default: Option<&'static str>,
}

/// Bytes.
pub(super) const BYTES: Type = Type {
    signature: "::String",
    documented: "String",
    kind: ":bytes",
    kept_by: Some("Runtime.bytes"),
    default: None,
};

/// The type of the values of a wire kind.
pub(super) const fn type_of(kind: Kind) -> Type {
    match kind {
        Kind::Bytes(_) => BYTES,
        Kind::Text { .. } => Type { kind: ":text", kept_by: Some("Runtime.text"), ..BYTES },
        Kind::OptionalText { .. } => Type {
            signature: "::String?",
            documented: "String, nil",
            kind: ":optional_text",
            kept_by: Some("Runtime.text"),
            default: Some("nil"),
        },
        Kind::Bool => {
            Type { signature: "bool", documented: "Boolean", kind: ":bool", kept_by: None, default: None }
        }
        Kind::Uint { .. } => Type {
            signature: "::Integer",
            documented: "Integer",
            kind: ":uint",
            kept_by: None,
            default: None,
        },
        Kind::Int { .. } => {
            Type { signature: "::Integer", documented: "Integer", kind: ":int", kept_by: None, default: None }
        }
    }
}
