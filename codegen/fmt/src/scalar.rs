//! How a scalar is spelled: with quotes only where it needs them.

use std::borrow::Cow;
use std::fmt::Write as _;

use granit_parser::ScalarStyle;
use lonelypsp_schema::yaml::is_text;

use crate::fold;
use crate::tree::{Meant, Scalar};

/// A scalar as it goes behind its key.
pub(crate) enum Spelled<'t> {
    /// All of it.
    Line(Cow<'t, str>),
    /// The first line, and those below, which stand further in.
    Lines(Vec<&'t str>),
    /// What stands behind the key, such as `|`, and the lines below.
    Block(String, Vec<Cow<'t, str>>),
}

/// How a scalar is spelled in a block.
pub(crate) fn spell<'s>(scalar: &'s Scalar<'_>) -> Spelled<'s> {
    let lines = || scalar.source.split('\n').map(str::trim).collect();
    match scalar.style {
        ScalarStyle::Literal | ScalarStyle::Folded if scalar.value.trim_matches([' ', '\n']).is_empty() => {
            Spelled::Line(Cow::Owned(quote(&scalar.value)))
        }
        ScalarStyle::Literal => {
            let lines = scalar.value.strip_suffix('\n').unwrap_or(&scalar.value);
            block('|', &scalar.value, lines.split('\n').map(Cow::Borrowed).collect())
        }
        ScalarStyle::Folded => block('>', &scalar.value, fold::lines(scalar)),
        ScalarStyle::Plain if scalar.source.contains('\n') && !scalar.tagged => Spelled::Lines(lines()),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted
            if scalar.source.contains('\n') && !scalar.source.contains('\\') =>
        {
            Spelled::Lines(lines())
        }
        _ => Spelled::Line(in_line(scalar, false)),
    }
}

/// A text on lines of its own, whose indicators say how it begins and ends.
fn block<'s>(indicator: char, value: &str, lines: Vec<Cow<'s, str>>) -> Spelled<'s> {
    let mut head = String::from(indicator);
    let first = lines.iter().find(|line| !line.is_empty());
    if first.is_some_and(|line| line.starts_with(' ')) {
        head.push('2');
    }
    if value.ends_with("\n\n") {
        head.push('+');
    } else if !value.ends_with('\n') {
        head.push('-');
    }
    Spelled::Block(head, lines)
}

/// How a scalar is spelled within a line, in braces or brackets if they say so.
pub(crate) fn in_line<'s>(scalar: &'s Scalar<'_>, in_flow: bool) -> Cow<'s, str> {
    let value: &str = &scalar.value;
    if scalar.style == ScalarStyle::Plain && !scalar.tagged {
        return match scalar.source.contains('\n') {
            _ if scalar.meant == Meant::Digits && is_text(value) => Cow::Owned(quote(value)),
            false => Cow::Borrowed(scalar.source),
            true if value.contains('\n') => Cow::Owned(quote(value)),
            true => Cow::Borrowed(value),
        };
    }
    if scalar.meant != Meant::Digits && needs_no_quotes(value, in_flow) {
        Cow::Borrowed(value)
    } else if scalar.style == ScalarStyle::DoubleQuoted && has_escapes(scalar.source) {
        Cow::Borrowed(scalar.source)
    } else {
        Cow::Owned(quote(value))
    }
}

/// Whether text in double quotes has escapes that say more than which character is meant.
fn has_escapes(source: &str) -> bool {
    !source.contains('\n') && source.replace("\\\\", "").replace("\\\"", "").contains('\\')
}

/// Whether every reader of YAML takes it for text as it is, be it of version 1.1.
fn needs_no_quotes(text: &str, in_flow: bool) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let begins = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '(' | '$' | '_'));
    let ends = !text.ends_with(|c: char| c.is_whitespace() || c == ':');
    let is_split = text.contains(": ") || text.contains(" #");
    let is_bracketed = in_flow && text.contains([',', '[', ']', '{', '}']);
    let is_word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    begins && ends && !is_split && !is_bracketed && !is_word && text.chars().all(is_visible) && is_text(text)
}

/// Text in quotes: in double ones, or in single ones if that saves escapes.
pub(crate) fn quote(text: &str) -> String {
    let is_visible = text.chars().all(is_visible);
    let escapes = text.matches(['"', '\\']).count();
    if is_visible && escapes == 0 {
        format!("\"{text}\"")
    } else if is_visible && escapes > text.matches('\'').count() {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        let mut quoted = String::from("\"");
        text.chars().for_each(|c| escape(c, &mut quoted));
        quoted.push('"');
        quoted
    }
}

fn escape(c: char, out: &mut String) {
    let code = u32::from(c);
    // Nothing that is written to a text fails.
    let _ = match c {
        '"' | '\\' => write!(out, "\\{c}"),
        '\n' => write!(out, "\\n"),
        '\t' => write!(out, "\\t"),
        _ if is_visible(c) => write!(out, "{c}"),
        _ if code <= 0xff => write!(out, "\\x{code:02x}"),
        _ if code <= 0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// Whether a character is seen as what it is, and does nothing to those around it.
fn is_visible(c: char) -> bool {
    let is_unseen = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    !c.is_control() && !is_unseen && !matches!(c, '\u{ad}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
