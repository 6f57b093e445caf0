//! The calls of the runtime that read, check and put values.

use lonelypsp_schema::{Kind, Slot, Width};

use super::forms;
use super::layout::Call;

/// The most bytes that a header can hold.
const MOST: u16 = u16::MAX;
/// The largest integer that a `number` holds exactly, and all below it.
const SAFE: u64 = (1 << 53) - 1;

/// What the functions for a kind are called behind `fast`, `exact`, `take`, `check`, `put` and `add`.
fn suffix(kind: Kind) -> &'static str {
    forms::values(kind).suffix
}

/// A call of one of these functions.
fn call(start: &str, kind: Kind, arguments: impl IntoIterator<Item = String>) -> Call {
    Call::of(forms::module(kind), format!("{start}{}", suffix(kind)), arguments)
}

/// Whether the functions for a kind are told a limit; if the kind has none, that of the length before the value.
fn is_limited(kind: Kind) -> bool {
    kind.form.is_octets() || kind.form.is_integer()
}

/// The limit that they are given for the value of a header.
fn header_limit(kind: Kind) -> Option<String> {
    is_limited(kind).then(|| kind.length.most().unwrap_or(MOST).to_string())
}

/// Reads a value that the fast path found.
pub(super) fn fast_call(kind: Kind, index: usize) -> Call {
    let start = [Some("f".to_owned()), Some(index.to_string()), header_limit(kind)];
    call("fast", kind, start.into_iter().flatten())
}

/// Reads a value of a block that was cut.
pub(super) fn exact_call(slot: &Slot, index: usize) -> Call {
    let start = [Some("b".to_owned()), Some(index.to_string()), header_limit(slot.kind)];
    let default = slot.default.map(number);
    call("exact", slot.kind, start.into_iter().flatten().chain(default))
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
    let more =
        [Some(value.to_owned()), Some(quoted_place(slot)), header_limit(slot.kind)].into_iter().flatten();
    if slot.kind.form.is_integer() {
        return Put::Number(call("check", slot.kind, more), put_number(slot.kind, local));
    }
    Put::Whole(call("put", slot.kind, std::iter::once("w".to_owned()).chain(more)))
}

/// How a field of a sequence is written: the same, but behind its own length.
pub(super) fn add(slot: &Slot, value: &str, local: &str) -> Put {
    let place = quoted_place(slot);
    if slot.kind.form.is_integer() {
        let width = integer_width(slot.kind).to_string();
        let check = call("check", slot.kind, [value.to_owned(), place, width]);
        return Put::Number(check, add_number(slot, local));
    }
    let limit = most(slot.longest()).filter(|_| is_limited(slot.kind));
    let arguments = ["w".to_owned(), value.to_owned(), place, prefix(slot)];
    Put::Whole(call("add", slot.kind, arguments.into_iter().chain(limit)))
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
    let limit = slot.kind.length.most().filter(|_| is_limited(slot.kind)).map(|most| most.to_string());
    let arguments = ["s".to_owned(), quoted_place(slot), prefix(slot)];
    call("take", slot.kind, arguments.into_iter().chain(limit))
}

/// What errors name a value by, as a string.
pub(super) fn quoted_place(slot: &Slot) -> String {
    format!("\"{}\"", slot.at)
}

/// Checks a number that is derived from something else; only unsigned integers are.
pub(super) fn fits_call(slot: &Slot, value: &str) -> Call {
    let width = integer_width(slot.kind).to_string();
    Call::of(forms::module(slot.kind), "checkFits", [value.to_owned(), quoted_place(slot), width])
}

/// Checks a number that goes into a document: only that it is one of the message's. Whether the document has room for it is
/// for whoever signs it to find, since a strategy that signs nothing does not mind.
pub(super) fn check_own(kind: Kind, value: String, place: &str) -> Call {
    let arguments = [value, format!("\"{place}\""), integer_width(kind).to_string()];
    call("check", kind, arguments)
}

/// Puts a number that was checked.
pub(super) fn put_number(kind: Kind, local: &str) -> Call {
    match kind.fixed_length() {
        Some(width) => put_fixed(kind, local.to_owned(), width.into()),
        None => Call::of(forms::module(kind), "putUint", ["w".to_owned(), local.to_owned()]),
    }
}

/// The same in a sequence.
pub(super) fn add_number(slot: &Slot, local: &str) -> Call {
    match slot.kind.fixed_length() {
        Some(width) => add_fixed(slot, local.to_owned(), width.into()),
        None => {
            let arguments = ["w".to_owned(), local.to_owned(), prefix(slot)];
            Call::of(forms::module(slot.kind), "addUint", arguments)
        }
    }
}

/// The same in a sequence, in so many bytes.
pub(super) fn add_fixed(slot: &Slot, value: String, width: usize) -> Call {
    let arguments = ["w".to_owned(), value, prefix(slot), width.to_string()];
    Call::of(forms::module(slot.kind), "addFixed", arguments)
}

/// Puts an integer in so many bytes.
pub(super) fn put_fixed(kind: Kind, value: String, width: usize) -> Call {
    Call::of(forms::module(kind), "putFixed", ["w".to_owned(), value, width.to_string()])
}

fn integer_width(kind: Kind) -> u8 {
    kind.integer_bytes().unwrap_or(8)
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
