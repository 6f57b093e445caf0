//! Literals and documentation, spelled as Python does and laid out as `ruff format` leaves them.

use crate::doc::fill;

/// The width that code and documentation are laid out for.
pub(super) const WIDTH: usize = 100;

/// A literal of bytes.
pub(super) fn bytes(bytes: &[u8]) -> String {
    let plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\'' | b'\\');
    let spell =
        |byte: &u8| if plain(*byte) { char::from(*byte).to_string() } else { format!("\\x{byte:02x}") };
    format!("b\"{}\"", bytes.iter().map(spell).collect::<String>())
}

/// A literal of text.
pub(super) fn string(text: &str) -> String {
    let spell = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(spell).collect::<String>())
}

/// A literal number from a range's end, in hexadecimal digits.
pub(super) fn hex(number: u64) -> String {
    format!("0x{number:X}")
}

/// A docstring at this depth.
pub(super) fn docstring(depth: usize, text: &str) -> Vec<String> {
    let indent = " ".repeat(depth);
    let mut lines = dedent(fill(text, WIDTH - depth));
    let escape = |line: &mut String| *line = line.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    lines.iter_mut().for_each(escape);
    let first = protected(lines.first().map_or("", String::as_str));
    // A quote must not touch the closing ones.
    let space = if first.ends_with('"') { " " } else { "" };
    // Quotes that are too far out stay there all the same: a formatter moves only those of several lines.
    if lines.len() <= 1 {
        return vec![format!("{indent}\"\"\"{first}{space}\"\"\"")];
    }
    let rest = lines.iter().skip(1);
    let indented = |line: &String| if line.is_empty() { String::new() } else { format!("{indent}{line}") };
    let mut out = vec![format!("{indent}\"\"\"{first}")];
    out.extend(rest.map(indented));
    out.push(format!("{indent}\"\"\""));
    out
}

/// A formatter puts a space before a quote that follows the opening ones; a quote there is escaped instead.
fn protected(first: &str) -> String {
    if first.starts_with('"') { format!("\\{first}") } else { first.to_owned() }
}

/// Without the indent that all lines but the first have in common, which a formatter would take away.
fn dedent(lines: Vec<String>) -> Vec<String> {
    let indent_of = |line: &String| line.len() - line.trim_start().len();
    let common = lines.iter().skip(1).filter(|line| !line.is_empty()).map(indent_of).min().unwrap_or(0);
    let cut = |(index, line): (usize, String)| {
        if index == 0 {
            line.trim_start().to_owned()
        } else {
            line.get(common..).unwrap_or_default().to_owned()
        }
    };
    lines.into_iter().enumerate().map(cut).collect()
}

/// `head(arguments)tail` on one line, or with an argument a line if it would be too long.
pub(super) fn call(depth: usize, head: &str, arguments: &[String], tail: &str) -> Vec<String> {
    let indent = " ".repeat(depth);
    let line = format!("{indent}{head}({}){tail}", arguments.join(", "));
    if line.chars().count() <= WIDTH || arguments.is_empty() {
        vec![line]
    } else {
        spread(depth, head, arguments, tail)
    }
}

/// The same with an argument a line, whatever its length.
pub(super) fn spread(depth: usize, head: &str, arguments: &[String], tail: &str) -> Vec<String> {
    let indent = " ".repeat(depth);
    let mut lines = vec![format!("{indent}{head}(")];
    lines.extend(arguments.iter().map(|argument| format!("{indent}    {argument},")));
    lines.push(format!("{indent}){tail}"));
    lines
}

/// `head[item]`, with the item on a line of its own if it would be too long. A comma behind it would make it a tuple.
pub(super) fn subscript(depth: usize, head: &str, item: &str) -> Vec<String> {
    let indent = " ".repeat(depth);
    let line = format!("{indent}{head}[{item}]");
    if line.chars().count() <= WIDTH {
        return vec![line];
    }
    vec![format!("{indent}{head}["), format!("{indent}    {item}"), format!("{indent}]")]
}

/// `head[a, b]`, with an item a line if it would be too long.
pub(super) fn list(depth: usize, head: &str, items: &[String]) -> Vec<String> {
    let indent = " ".repeat(depth);
    let line = format!("{indent}{head}[{}]", items.join(", "));
    if line.chars().count() <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![format!("{indent}{head}[")];
    lines.extend(items.iter().map(|item| format!("{indent}    {item},")));
    lines.push(format!("{indent}]"));
    lines
}

/// The same in braces.
pub(super) fn braces(depth: usize, items: &[String], tail: &str) -> Vec<String> {
    let indent = " ".repeat(depth);
    let line = format!("{indent}{{{}}}{tail}", items.join(", "));
    if line.chars().count() <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![format!("{indent}{{")];
    lines.extend(items.iter().map(|item| format!("{indent}    {item},")));
    lines.push(format!("{indent}}}{tail}"));
    lines
}

/// Lines of an argument that ends with the comma behind it, as one text.
pub(super) fn argument(lines: &[String]) -> String {
    lines.join("\n").trim_start().trim_end_matches(',').to_owned()
}

/// The same as a tuple.
pub(super) fn tuple(depth: usize, head: &str, items: &[String]) -> Vec<String> {
    if let [only] = items {
        return vec![format!("{}{head}({only},)", " ".repeat(depth))];
    }
    call(depth, head, items, "")
}

/// `head a | b | c`, on several lines in parentheses if it would be too long.
pub(super) fn union(head: &str, members: &[String]) -> Vec<String> {
    let line = format!("{head} {}", members.join(" | "));
    if line.len() <= WIDTH || members.len() < 2 {
        return vec![line];
    }
    let inner = format!("    {}", members.join(" | "));
    let mut lines = vec![format!("{head} (")];
    if inner.len() <= WIDTH {
        lines.push(inner);
    } else {
        lines.extend(members.iter().take(1).map(|member| format!("    {member}")));
        lines.extend(members.iter().skip(1).map(|member| format!("    | {member}")));
    }
    lines.push(")".to_owned());
    lines
}

/// `head value`, the value on a line of its own if it would be too long.
pub(super) fn assign(depth: usize, head: &str, value: &str) -> Vec<String> {
    let indent = " ".repeat(depth);
    let line = format!("{indent}{head} {value}");
    // A name that is too long wherever it stands stays where it is.
    let is_name = !value.contains([' ', '(']);
    if line.len() <= WIDTH || (is_name && depth + 4 + value.len() > WIDTH) {
        return vec![line];
    }
    vec![format!("{indent}{head} ("), format!("{indent}    {value}"), format!("{indent})")]
}

/// `head yes if condition else no`, on as many lines as it needs.
pub(super) fn choose(depth: usize, head: &str, [yes, condition, no]: [&str; 3]) -> Vec<String> {
    let lines = assign(depth, head, &format!("{yes} if {condition} else {no}"));
    if lines.iter().all(|line| line.len() <= WIDTH) {
        return lines;
    }
    let indent = " ".repeat(depth);
    let parts = [yes.to_owned(), format!("if {condition}"), format!("else {no}")];
    let inner = parts.into_iter().map(|part| format!("{indent}    {part}"));
    [format!("{indent}{head} (")].into_iter().chain(inner).chain([format!("{indent})")]).collect()
}

/// `if a or b:` (or `and`) and what follows it, the condition on several lines if it would be too long.
pub(super) fn unless(depth: usize, word: &str, conditions: &[String]) -> Vec<String> {
    let indent = " ".repeat(depth);
    let line = format!("{indent}if {}:", conditions.join(&format!(" {word} ")));
    let mut lines = if line.len() <= WIDTH {
        vec![line]
    } else {
        let mut lines = vec![format!("{indent}if (")];
        for (index, condition) in conditions.iter().enumerate() {
            let before = if index == 0 { String::new() } else { format!("{word} ") };
            lines.push(format!("{indent}    {before}{condition}"));
        }
        lines.push(format!("{indent}):"));
        lines
    };
    lines.push(format!("{indent}    raise NotFast"));
    lines
}

/// `from module import a, b`, with a name a line if it would be too long.
pub(super) fn import(module: &str, names: &[String]) -> Vec<String> {
    let mut names = names.to_vec();
    names.sort_by_cached_key(|name| import_order(name));
    names.dedup();
    let line = format!("from {module} import {}", names.join(", "));
    if line.len() <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![format!("from {module} import (")];
    lines.extend(names.iter().map(|name| format!("    {name},")));
    lines.push(")".to_owned());
    lines
}

/// Where import sorters put a name: constants, classes, functions; each by letters, with runs of digits as numbers.
pub(super) fn import_order(name: &str) -> (u8, Vec<Part>, String) {
    (class(name), natural(name), name.to_owned())
}

/// Where they put a name in `__all__`: there, capitals come before small letters.
pub(super) fn export_order(name: &str) -> (u8, Vec<Part>) {
    (class(name), parts(name))
}

/// Whether a name looks like a constant, a class, or anything else.
fn class(name: &str) -> u8 {
    let cased = name.chars().any(char::is_alphabetic);
    if cased && name.len() > 1 && !name.chars().any(char::is_lowercase) {
        0
    } else if name.starts_with(char::is_uppercase) {
        1
    } else {
        2
    }
}

/// A run of digits or one letter, as they are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Number(u128),
    Letter(char),
}

/// A name as people sort it: without regard to case, numbers by their value.
pub(super) fn natural(name: &str) -> Vec<Part> {
    parts(&name.to_lowercase())
}

fn parts(name: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut digits = String::new();
    for c in name.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            parts.push(Part::Number(digits.parse().unwrap_or(u128::MAX)));
            digits.clear();
        }
        if c != '\0' {
            parts.push(Part::Letter(c));
        }
    }
    parts
}
