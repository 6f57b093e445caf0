//! Kinds of values: their types, and the functions of the runtime that read, check and put them.

use lonelypsp_schema::{Kind, Limit, Slot, Spelling, Width};

use super::layout::Call;
use super::runtime::Module;

/// The most bytes that a header can hold.
const MOST: u16 = u16::MAX;
/// Up to so many bytes an integer is a `number`.
const NUMBER: u8 = 4;
/// The largest integer that a `number` holds exactly, and all below it.
const SAFE: u64 = (1 << 53) - 1;

/// The type of a field that is no group.
pub(super) fn plain_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Bytes(_) => "Uint8Array",
        Kind::Text { .. } => "string",
        Kind::OptionalText { .. } => "string | null",
        Kind::Bool => "boolean",
        Kind::Uint { .. } | Kind::Int { .. } if is_wide(kind) => "bigint",
        Kind::Uint { .. } | Kind::Int { .. } => "number",
        Kind::Group(_) => "readonly object[]",
    }
}

/// Whether it is an integer that a `bigint` holds.
pub(super) fn is_wide(kind: Kind) -> bool {
    match kind {
        Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool | Kind::Group(_) => false,
        Kind::Uint { max_bytes, .. } | Kind::Int { max_bytes } => max_bytes > NUMBER,
    }
}

/// What a function is told about the length of a value.
#[derive(Clone, Copy)]
enum Length {
    /// Nothing: it does not depend on it.
    Any,
    /// As much as can be said before the value.
    Open,
    /// This number.
    Of(u16),
}

/// What the functions for a kind are called behind `fast`, `exact` and `check`, and the limit they are given.
fn suffix(kind: Kind) -> (&'static str, Length) {
    let text = |max: Option<u16>| max.map_or(Length::Open, Length::Of);
    match kind {
        Kind::Bytes(Limit::None) => ("Bytes", Length::Open),
        Kind::Bytes(Limit::Max(max)) => ("Bytes", Length::Of(max)),
        Kind::Bytes(Limit::Exact(length)) => ("Exactly", Length::Of(length)),
        Kind::Text { max } => ("Text", text(max)),
        Kind::OptionalText { max } => ("OptionalText", text(max)),
        Kind::Bool => ("Bool", Length::Any),
        Kind::Uint { max_bytes, .. } if is_wide(kind) => ("WideUint", Length::Of(max_bytes.into())),
        Kind::Uint { max_bytes, .. } => ("Uint", Length::Of(max_bytes.into())),
        Kind::Int { max_bytes } if is_wide(kind) => ("WideInt", Length::Of(max_bytes.into())),
        Kind::Int { max_bytes } => ("Int", Length::Of(max_bytes.into())),
        Kind::Group(_) => ("Group", Length::Any),
    }
}

/// The same for the value of a header.
fn header_suffix(kind: Kind) -> (&'static str, Option<String>) {
    let (suffix, length) = suffix(kind);
    let limit = match length {
        Length::Any => None,
        Length::Open => Some(MOST),
        Length::Of(length) => Some(length),
    };
    (suffix, limit.map(|limit| limit.to_string()))
}

/// Reads the next value of the fast path.
pub(super) fn fast_call(kind: Kind) -> Call {
    let (suffix, limit) = header_suffix(kind);
    Call::new(format!("fast{suffix}"), [Some("f".to_owned()), limit].into_iter().flatten())
}

/// Reads a value of a block that was cut.
pub(super) fn exact_call(slot: &Slot, index: usize) -> Call {
    let (suffix, limit) = header_suffix(slot.kind);
    let start = [Some("b".to_owned()), Some(index.to_string()), limit];
    let default = slot.default.map(number);
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
pub(super) fn put(slot: &Slot, value: &str, local: &str) -> Put {
    let (suffix, limit) = header_suffix(slot.kind);
    let more = [Some(value.to_owned()), Some(quoted_place(slot)), limit].into_iter().flatten();
    match slot.kind {
        Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool | Kind::Group(_) => {
            Put::Whole(Call::new(format!("put{suffix}"), std::iter::once("w".to_owned()).chain(more)))
        }
        Kind::Uint { .. } | Kind::Int { .. } => {
            Put::Number(Call::new(format!("check{suffix}"), more), put_number(slot.kind, local))
        }
    }
}

/// How a field of a sequence is written: the same, but behind its own length.
pub(super) fn add(slot: &Slot, value: &str, local: &str) -> Put {
    let (suffix, length) = suffix(slot.kind);
    let place = quoted_place(slot);
    match slot.kind {
        Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool | Kind::Group(_) => {
            let limit = match length {
                Length::Any => None,
                Length::Open | Length::Of(_) => most(slot.longest()),
            };
            let arguments = ["w".to_owned(), value.to_owned(), place, prefix(slot)];
            Put::Whole(Call::of(Module::Add, format!("add{suffix}"), arguments.into_iter().chain(limit)))
        }
        Kind::Uint { .. } | Kind::Int { .. } => {
            let width = integer_width(slot.kind).to_string();
            let check = Call::new(format!("check{suffix}"), [value.to_owned(), place, width]);
            Put::Number(check, add_number(slot, local))
        }
    }
}

/// A limit, unless it is none.
fn most(limit: u64) -> Option<String> {
    (limit != u64::MAX).then(|| limit.to_string())
}

/// How wide the length before a value is; zero without one.
pub(super) fn prefix(slot: &Slot) -> String {
    slot.prefix.map_or(0, Width::bytes).to_string()
}

/// Reads the next value of a sequence.
pub(super) fn take_call(slot: &Slot) -> Call {
    let (suffix, length) = suffix(slot.kind);
    let limit = match length {
        Length::Any | Length::Open => None,
        Length::Of(length) => Some(length.to_string()),
    };
    let arguments = ["s".to_owned(), quoted_place(slot), prefix(slot)];
    Call::of(Module::Take, format!("take{suffix}"), arguments.into_iter().chain(limit))
}

/// What errors name a value by, as a string.
pub(super) fn quoted_place(slot: &Slot) -> String {
    format!("\"{}\"", slot.at)
}

/// Checks a number that is derived from something else; only unsigned integers are.
pub(super) fn fits_call(slot: &Slot, value: &str) -> Call {
    let width = integer_width(slot.kind).to_string();
    Call::new("checkFits", [value.to_owned(), quoted_place(slot), width])
}

/// Puts a number that was checked.
pub(super) fn put_number(kind: Kind, local: &str) -> Call {
    match fixed_width(kind) {
        Some(width) => put_fixed(local.to_owned(), width.into()),
        None => Call::new("putUint", ["w".to_owned(), local.to_owned()]),
    }
}

/// The same in a sequence.
pub(super) fn add_number(slot: &Slot, local: &str) -> Call {
    match fixed_width(slot.kind) {
        Some(width) => add_fixed(slot, local.to_owned(), width.into()),
        None => Call::of(Module::Add, "addUint", ["w".to_owned(), local.to_owned(), prefix(slot)]),
    }
}

/// The same in a sequence, in so many bytes.
pub(super) fn add_fixed(slot: &Slot, value: String, width: usize) -> Call {
    Call::of(Module::Add, "addFixed", ["w".to_owned(), value, prefix(slot), width.to_string()])
}

/// Puts an integer in so many bytes.
pub(super) fn put_fixed(value: String, width: usize) -> Call {
    Call::new("putFixed", ["w".to_owned(), value, width.to_string()])
}

/// How many bytes a number is written in, if that does not depend on it.
fn fixed_width(kind: Kind) -> Option<u8> {
    match kind {
        Kind::Uint { spelling: Spelling::Fixed, max_bytes } | Kind::Int { max_bytes } => Some(max_bytes),
        Kind::Uint { spelling: Spelling::Minimal, .. }
        | Kind::Bytes(_)
        | Kind::Text { .. }
        | Kind::OptionalText { .. }
        | Kind::Bool
        | Kind::Group(_) => None,
    }
}

fn integer_width(kind: Kind) -> u8 {
    match kind {
        Kind::Uint { max_bytes, .. } | Kind::Int { max_bytes } => max_bytes,
        Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool | Kind::Group(_) => 8,
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
