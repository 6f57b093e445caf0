//! Kinds of values: their types, and the functions of the runtime that read, check and put them.

use lonelypsp_schema::{Header, Kind, Limit, Spelling};

use super::layout::Call;

/// The most bytes that a header can hold.
const MOST: u16 = u16::MAX;
/// Up to so many bytes an integer is a `number`.
const NUMBER: u8 = 4;
/// The largest integer that a `number` holds exactly, and all below it.
const SAFE: u64 = (1 << 53) - 1;

/// The type of a field.
pub(super) fn field_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Bytes(_) => "Uint8Array",
        Kind::Text { .. } => "string",
        Kind::OptionalText { .. } => "string | null",
        Kind::Bool => "boolean",
        Kind::Uint { .. } | Kind::Int { .. } if is_wide(kind) => "bigint",
        Kind::Uint { .. } | Kind::Int { .. } => "number",
    }
}

/// Whether it is an integer that a `bigint` holds.
pub(super) fn is_wide(kind: Kind) -> bool {
    match kind {
        Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool => false,
        Kind::Uint { max_bytes, .. } | Kind::Int { max_bytes } => max_bytes > NUMBER,
    }
}

/// What the functions for a kind are called behind `quick`, `exact` and `check`, and the limit they are given.
fn suffix(kind: Kind) -> (&'static str, Option<u16>) {
    match kind {
        Kind::Bytes(Limit::None) => ("Bytes", Some(MOST)),
        Kind::Bytes(Limit::Max(max)) => ("Bytes", Some(max)),
        Kind::Bytes(Limit::Exact(length)) => ("Exactly", Some(length)),
        Kind::Text { max } => ("Text", Some(max.unwrap_or(MOST))),
        Kind::OptionalText { max } => ("OptionalText", Some(max.unwrap_or(MOST))),
        Kind::Bool => ("Bool", None),
        Kind::Uint { max_bytes, .. } if is_wide(kind) => ("WideUint", Some(max_bytes.into())),
        Kind::Uint { max_bytes, .. } => ("Uint", Some(max_bytes.into())),
        Kind::Int { max_bytes } if is_wide(kind) => ("WideInt", Some(max_bytes.into())),
        Kind::Int { max_bytes } => ("Int", Some(max_bytes.into())),
    }
}

/// Reads the next value of the fast path.
pub(super) fn quick_call(kind: Kind) -> Call {
    let (suffix, limit) = suffix(kind);
    Call::new(
        format!("quick{suffix}"),
        [Some("q".to_owned()), limit.map(|l| l.to_string())].into_iter().flatten(),
    )
}

/// Reads a value of a block that was cut.
pub(super) fn exact_call(header: &Header, index: usize) -> Call {
    let (suffix, limit) = suffix(header.kind);
    let start = [Some("b".to_owned()), Some(index.to_string()), limit.map(|l| l.to_string())];
    let default = header.default.map(number);
    Call::new(format!("exact{suffix}"), start.into_iter().flatten().chain(default))
}

/// How a field is written.
pub(super) enum Put {
    /// By one function that checks and puts.
    Whole(Call),
    /// By one that checks and gives the number, and one that puts it.
    Number(Call, Call),
}

/// Checks a value and puts it. A number goes by way of a local, which others may refer to.
pub(super) fn put(header: &Header, value: &str, local: &str) -> Put {
    let (suffix, limit) = suffix(header.kind);
    let more = [Some(value.to_owned()), Some(format!("\"{}\"", header.at)), limit.map(|l| l.to_string())];
    let more = more.into_iter().flatten();
    match header.kind {
        Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool => {
            Put::Whole(Call::new(format!("put{suffix}"), std::iter::once("w".to_owned()).chain(more)))
        }
        Kind::Uint { .. } | Kind::Int { .. } => {
            Put::Number(Call::new(format!("check{suffix}"), more), put_number(header.kind, local))
        }
    }
}

/// Checks a number that is derived from something else; only unsigned integers are.
pub(super) fn fits_call(header: &Header, value: &str) -> Call {
    let width = integer_width(header.kind).to_string();
    Call::new("checkFits", [value.to_owned(), format!("\"{}\"", header.at), width])
}

/// Puts a number that was checked.
pub(super) fn put_number(kind: Kind, local: &str) -> Call {
    match kind {
        Kind::Uint { spelling: Spelling::Fixed, max_bytes } | Kind::Int { max_bytes } => {
            put_fixed(local.to_owned(), max_bytes.into())
        }
        Kind::Uint { spelling: Spelling::Minimal, .. }
        | Kind::Bytes(_)
        | Kind::Text { .. }
        | Kind::OptionalText { .. }
        | Kind::Bool => Call::new("putUint", ["w".to_owned(), local.to_owned()]),
    }
}

/// Puts an integer in so many bytes.
pub(super) fn put_fixed(value: String, width: usize) -> Call {
    Call::new("putFixed", ["w".to_owned(), value, width.to_string()])
}

fn integer_width(kind: Kind) -> u8 {
    match kind {
        Kind::Uint { max_bytes, .. } | Kind::Int { max_bytes } => max_bytes,
        Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool => 8,
    }
}

/// A number as the runtime has it: a `number` if that is exact, else a `bigint`.
pub(super) fn number(value: u64) -> String {
    if value <= SAFE { value.to_string() } else { format!("{value}n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_literals_of_the_type_that_is_exact() {
        assert_eq!((number(0), number(SAFE)), ("0".to_owned(), "9007199254740991".to_owned()));
        assert_eq!(number(SAFE + 1), "9007199254740992n");
    }
}
