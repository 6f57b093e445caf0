//! What templates need for code beside what Jinja has.

use heck::{
    ToKebabCase as _, ToLowerCamelCase as _, ToShoutySnakeCase as _, ToSnakeCase as _, ToUpperCamelCase as _,
};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind};

/// The names of all filters here, and those of Jinja that people use, to find what was meant.
pub(crate) const NAMES: &[&str] = &[
    "snake",
    "camel",
    "pascal",
    "kebab",
    "shouty",
    "comment",
    "hex",
    "bytes",
    "lower",
    "upper",
    "title",
    "capitalize",
    "replace",
    "length",
    "items",
    "reverse",
    "trim",
    "join",
    "split",
    "lines",
    "default",
    "first",
    "last",
    "min",
    "max",
    "sort",
    "list",
    "string",
    "int",
    "batch",
    "slice",
    "sum",
    "indent",
    "select",
    "reject",
    "selectattr",
    "rejectattr",
    "map",
    "groupby",
    "unique",
    "format",
    "tojson",
    "dictsort",
];

/// Spells a name.
type Spell = fn(&str) -> String;

pub(crate) fn add_to(environment: &mut Environment<'_>) {
    let cases: [(&'static str, Spell); 5] = [
        ("snake", |name| name.to_snake_case()),
        ("camel", |name| name.to_lower_camel_case()),
        ("pascal", |name| name.to_upper_camel_case()),
        ("kebab", |name| name.to_kebab_case()),
        ("shouty", |name| name.to_shouty_snake_case()),
    ];
    for (name, spell) in cases {
        environment.add_filter(name, move |text: String| spell(&text));
        environment.add_function(name, move |text: String| spell(&text));
    }
    environment.add_filter("comment", comment);
    environment.add_filter("hex", hex);
    environment.add_filter("bytes", bytes);
}

/// Text as lines of a comment, each behind `prefix`. Nothing in it ends the comment, in whatever language: neither a character that some
/// take for a line end, nor a backslash before one, nor, behind a `*`, the end of a block comment. What would turn the text around in an
/// editor is replaced.
#[allow(clippy::needless_pass_by_value, reason = "filters are given values")]
fn comment(text: String, prefix: Option<String>, options: Kwargs) -> Result<String, Error> {
    let named: Option<String> = options.get("prefix")?;
    options.assert_all_used()?;
    let prefix = prefix.or(named).unwrap_or_else(|| "// ".to_owned());
    let is_in_block = prefix.trim_start().starts_with('*');
    let is_end = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let is_hazard = |c: char| {
        (c.is_control() && c != '\t' && !is_end(c))
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let lines = text.trim_end().replace("\r\n", "\n").replace(is_hazard, "\u{fffd}");
    let lines = lines.split(is_end).map(|line| {
        let mut line = format!("{prefix}{}", line.trim_end());
        if is_in_block {
            line = line.replace("*/", "* /").replace("/*", "/ *");
        }
        // A C compiler would go on with the comment on the next line.
        if line.ends_with('\\') || line.ends_with("??/") {
            line.push('.');
        }
        line.trim_end().to_owned()
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// A number in lower-case hex digits, with zeros before it up to a width. It is a number, or a text of decimal digits.
#[allow(clippy::needless_pass_by_value, reason = "filters are given values")]
fn hex(number: Value, width: Option<usize>) -> Result<String, Error> {
    let parsed = match number.as_str() {
        Some(text) => text.parse().ok(),
        None => u128::try_from(number.clone()).ok(),
    };
    let wrong = || {
        Error::new(
            ErrorKind::InvalidOperation,
            format!("hex takes a number that is not negative, not {number:?}"),
        )
    };
    let (parsed, width) = (parsed.ok_or_else(wrong)?, width.unwrap_or(0));
    if width > MOST_DIGITS {
        let text = format!("hex takes a width up to {MOST_DIGITS}, not {width}");
        return Err(Error::new(ErrorKind::InvalidOperation, text));
    }
    Ok(format!("{parsed:0width$x}"))
}

const MOST_DIGITS: usize = 1000;

/// The bytes that a text of hex digits stands for, as numbers.
#[allow(clippy::needless_pass_by_value, reason = "filters are given values")]
fn bytes(text: String) -> Result<Vec<u8>, Error> {
    let wrong = || {
        let clipped: String = text.chars().take(40).collect();
        Error::new(
            ErrorKind::InvalidOperation,
            format!("bytes takes hex digits, two for each byte, not {clipped:?}"),
        )
    };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return Err(wrong()) };
    let byte = |pair: &[u8; 2]| {
        let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        Some(digit(pair[0])? << 4 | digit(pair[1])?)
    };
    pairs.iter().map(byte).collect::<Option<_>>().ok_or_else(wrong)
}
