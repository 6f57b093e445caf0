//! Small texts that many pages need.

use lonelypsp_schema::{Condition, Form, Kind, Layout, Length, Protocol, Slot, Source, Spelling, Subject};

/// A number of things.
pub(crate) fn count(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// A name as code in Markdown. No text, however it is quoted, ends the code.
pub(crate) fn code(text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let line: String = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    format!("{fence}{pad}{line}{pad}{fence}")
}

/// `a`, `b` and `c`
pub(crate) fn listed(mut texts: Vec<String>, and: &str) -> String {
    match texts.pop() {
        Some(last) if !texts.is_empty() => format!("{} {and} {last}", texts.join(", ")),
        Some(only) => only,
        None => String::new(),
    }
}

/// Bytes as hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |text, byte| format!("{text}{byte:02x}"))
}

/// What kind of value it is.
pub(crate) fn form(kind: Kind) -> &'static str {
    match kind.form {
        Form::Bytes => "bytes",
        Form::Text if kind.empty_is_absent => "text, or none",
        Form::Text => "text",
        Form::Bool => "true or false",
        Form::Uint(_) => "unsigned integer",
        Form::Int => "signed integer",
        Form::Float => "number with a fraction",
        Form::Group(_) => "list of entries",
    }
}

/// What a value of a slot has to be. Where no length stands before it, it has the one that its kind gives it.
pub(crate) fn expectation(slot: &Slot) -> String {
    let is_whole = slot.prefix.is_none() && slot.kind.integer_bytes().is_some();
    if is_whole { slot.kind.expectation_in_full() } else { slot.expectation() }
}

/// The most bytes of a text of which its kind says nothing, as the length before it allows.
pub(crate) fn most_of_text(slot: &Slot) -> Option<String> {
    let is_open = slot.kind.form == Form::Text && slot.kind.length == Length::Any;
    slot.prefix.filter(|_| is_open).map(|width| format!("at most {} bytes", width.max()))
}

/// How a writer spells the value of a slot, if there is something to say.
pub(crate) fn spelling(layout: &Layout, index: Option<usize>, slot: &Slot) -> Option<&'static str> {
    match slot.kind.form {
        // Its bytes are as many as they are.
        Form::Uint(_) | Form::Int if slot.prefix.is_none() => None,
        Form::Uint(Spelling::Minimal) if index.is_some_and(|index| is_told_by_zero(layout, index)) => {
            Some("written with as few bytes as it needs; zero is one byte `00`, and read from none too")
        }
        Form::Uint(Spelling::Minimal) => Some("written with as few bytes as it needs; zero has none"),
        Form::Uint(Spelling::Fixed) | Form::Int => Some("written with all its bytes, read with fewer too"),
        Form::Text if slot.kind.empty_is_absent => Some("an empty value is none"),
        Form::Float => Some("IEEE 754 binary64, high byte first"),
        Form::Bool => Some("true is the one byte `01`; everything else is false, and is written `00`"),
        Form::Bytes | Form::Text | Form::Group(_) => None,
    }
}

/// Whether a zero there says which shape a message has. It is the same bytes in all messages then, of which there is one at least.
fn is_told_by_zero(layout: &Layout, index: usize) -> bool {
    let is_zero = |source: &Source| matches!(source, Source::Constant(0));
    layout.shapes.iter().any(|shape| shape.slot(index).is_some_and(|slot| is_zero(&slot.source)))
}

/// `1 byte is`, `2 bytes are`
pub(crate) fn are(number: u64, noun: &str) -> String {
    format!("{} {}", count(number, noun), if number == 1 { "is" } else { "are" })
}

/// A condition as the end of a sentence that begins with "if".
pub(crate) fn condition(protocol: &Protocol, layout: &Layout, condition: Condition) -> String {
    match condition.on {
        Subject::Slot(slot) => {
            let name = layout.slots.get(slot).map_or("", |slot| slot.at.as_str());
            format!("{} is {}", code(name), condition.equals)
        }
        Subject::Flag(flag) => {
            let name = protocol.flags.get(flag).map_or("", |flag| flag.name.snake());
            let is = if condition.equals == 0 { "is not set" } else { "is set" };
            format!("the flag {} {is}", code(name))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_fenced_by_more_backticks_than_it_has() {
        assert_eq!(code("x-topic"), "`x-topic`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`"), "`` ` ``");
    }

    #[test]
    fn the_last_of_a_list_stands_behind_a_word() {
        assert_eq!(listed(vec!["a".into(), "b".into(), "c".into()], "or"), "a, b or c");
    }
}
