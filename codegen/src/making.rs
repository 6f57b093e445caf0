//! A message with its values: what documentation shows as a program in each language, that makes it, writes it and reads it.

use std::borrow::Cow;

use lonelypsp_schema::{Kind, Message, Protocol, Schema, Shape};

/// A message and all that it says.
#[derive(Clone, Debug)]
pub struct Making<'a> {
    /// What it belongs to.
    pub schema: &'a Schema,
    /// Its protocol.
    pub protocol: &'a Protocol,
    /// What kind of message it is.
    pub message: &'a Message,
    /// Its shape.
    pub shape: &'a Shape,
    /// Its fields, in the order of the shape.
    pub fields: Vec<Given<'a>>,
    /// Its bytes, with minimal headers if it has any.
    pub bytes: &'a [u8],
}

/// A field, or a value of an entry.
#[derive(Clone, Debug)]
pub struct Given<'a> {
    /// Its name, in `snake_case`.
    pub name: &'a str,
    /// How it is spelled on the wire.
    pub kind: Kind,
    /// What it says.
    pub value: Literal<'a>,
}

/// A value that a program says.
#[derive(Clone, Debug)]
pub enum Literal<'a> {
    /// No value where there could be one.
    Absent,
    /// Yes or no.
    Bool(bool),
    /// Anything else, as the JSON of the conformance protocol has it: digits of bytes, a text, a number. What that is in a
    /// language, its `forms.rs` says.
    Word(Cow<'a, str>),
    /// The entries of a group, each with its values in wire order.
    Entries(Vec<Vec<Given<'a>>>),
}

/// Bytes that are ASCII text on one line, as that text; of others nothing. They are given as digits.
pub(crate) fn as_text(digits: &str) -> Option<String> {
    let digit = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let letter = |at: usize| {
        let byte = digit(at)?;
        let is_graphic = byte.is_ascii_graphic() || byte == b' ';
        (is_graphic && !matches!(byte, b'"' | b'\'' | b'\\' | b'#' | b'$')).then(|| char::from(byte))
    };
    (0..digits.len()).step_by(2).map(letter).collect()
}

/// Bytes as hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Text takes whatever is written.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// The digits of a message on lines of 32 bytes, each a literal between these quotation marks.
pub(crate) fn lines(bytes: &[u8], quote: char) -> Vec<String> {
    let lines = bytes.chunks(32).map(|line| format!("{quote}{}{quote}", hex(line)));
    if bytes.is_empty() { vec![format!("{quote}{quote}")] } else { lines.collect() }
}

/// A number with a fraction, in which every language sees one.
pub(crate) fn real(word: &str) -> String {
    word.parse::<f64>().map_or_else(|_| word.to_owned(), |number| format!("{number:?}"))
}
