//! One random change of a schema's text. It may be none that makes a schema.

use std::collections::BTreeMap;

use fastrand::Rng;
use lonelypsp_schema::language::KINDS;

/// The files of a schema, by path.
pub(super) type Files = BTreeMap<String, String>;

/// Keys beside `kind` whose values are few words, each of which may stand for another.
const WORDS: [(&str, &[&str]); 8] = [
    ("prefix: ", &["u8", "u16", "u32", "u64", "none", "flags_and_code"]),
    ("count: ", &["u8", "u16", "u32", "u64"]),
    ("code: ", &["u8", "u16", "u32"]),
    ("write: ", &["fixed", "minimal"]),
    ("unknown_flags: ", &["ignore", "refuse", "keep"]),
    ("from: ", &["subscriber", "broadcaster"]),
    ("method: ", &["POST", "PUT", "PATCH"]),
    ("ambiguous: ", &["true", "false"]),
];

/// What may be put into braces.
const ADDITIONS: [&str; 14] = [
    "write: fixed",
    "max: 3",
    "max: 70",
    "length: 5",
    "secret: true",
    "default: 0",
    "default: 7",
    "equals: length(body)",
    "verify: sha512(body)",
    "when: { x-part: 0 }",
    "when: { urgent: true }",
    "prefix: u32",
    "ambiguous: true",
    "field: another",
];

/// Changes a line of one of the files; says what it did.
pub(super) fn mutate(files: &mut Files, rng: &mut Rng) -> Option<String> {
    let place = rng.usize(..files.len().max(1));
    let types = names_of(files, "types:");
    let (path, text) = files.iter_mut().nth(place)?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = rng.usize(..lines.len().max(1));
    let before = lines.get(at)?.clone();
    if before.trim().is_empty() || before.trim_start().starts_with('#') {
        return None;
    }
    let what = change(&mut lines, at, &types, rng)?;
    let after = lines.get(at).cloned().unwrap_or_default();
    *text = lines.join("\n") + "\n";
    Some(format!("{path}:{}: {what}: `{}` -> `{}`", at + 1, before.trim(), after.trim()))
}

fn change(lines: &mut Vec<String>, at: usize, types: &[String], rng: &mut Rng) -> Option<&'static str> {
    Some(match rng.u8(..12) {
        0 => {
            lines.remove(at);
            "left out"
        }
        1 => {
            swap(lines, at)?;
            "swapped with the next"
        }
        2 => {
            double(lines, at)?;
            "put in once more under another name"
        }
        3 | 4 => {
            edit(lines, at, |line| number(line, rng))?;
            "another number"
        }
        5 => {
            edit(lines, at, |line| word(line, rng))?;
            "another word"
        }
        6 => {
            edit(lines, at, |line| rename(line, rng))?;
            "renamed"
        }
        7 => {
            edit(lines, at, |line| retype(line, types, rng))?;
            "of another type"
        }
        8 => {
            edit(lines, at, |line| literal(line, rng))?;
            "another literal"
        }
        9 | 10 => {
            edit(lines, at, |line| without_part(line, rng))?;
            "without a part"
        }
        _ => {
            edit(lines, at, |line| with_part(line, rng))?;
            "with another part"
        }
    })
}

fn edit(lines: &mut [String], at: usize, change: impl FnOnce(&str) -> Option<String>) -> Option<()> {
    let line = lines.get_mut(at)?;
    let changed = change(line)?;
    (changed != *line).then(|| *line = changed)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Where what begins on a line ends: before the next line that is not deeper.
fn end_of(lines: &[String], at: usize) -> usize {
    let depth = lines.get(at).map_or(0, |line| indent(line));
    let deeper = |line: &&String| line.trim().is_empty() || indent(line) > depth;
    at + 1 + lines.iter().skip(at + 1).take_while(deeper).count()
}

fn swap(lines: &mut [String], at: usize) -> Option<()> {
    let middle = end_of(lines, at);
    let next = lines.get(middle)?;
    if indent(next) != indent(lines.get(at)?) || next.trim().is_empty() {
        return None;
    }
    let end = end_of(lines, middle);
    lines.get_mut(at..end)?.rotate_left(middle - at);
    Some(())
}

fn double(lines: &mut Vec<String>, at: usize) -> Option<()> {
    let end = end_of(lines, at);
    let mut copy: Vec<String> = lines.get(at..end)?.to_vec();
    let first = copy.first_mut()?;
    *first = renamed(first, "field: ").or_else(|| renamed(first, "group: ")).or_else(|| {
        let (key, rest) = first.split_once(':')?;
        let joint = if key.contains("x-") || key.contains('-') { "-" } else { "_" };
        Some(format!("{key}{joint}more:{rest}"))
    })?;
    // A message of its own has a code of its own.
    for line in copy.iter_mut().skip(1).filter(|line| line.trim_start().starts_with("code: ")) {
        *line = line.replace("code: ", "code: 9");
    }
    lines.splice(end..end, copy);
    Some(())
}

fn renamed(line: &str, key: &str) -> Option<String> {
    let start = line.find(key)? + key.len();
    let (before, behind) = line.split_at_checked(start)?;
    let end = behind.find([',', ' ', '}']).unwrap_or(behind.len());
    let (name, rest) = behind.split_at_checked(end)?;
    Some(format!("{before}{name}_more{rest}"))
}

/// Some number in the line, a little or much larger or smaller.
fn number(line: &str, rng: &mut Rng) -> Option<String> {
    let starts: Vec<usize> = line
        .match_indices(": ")
        .map(|(place, _)| place + 2)
        .filter(|start| line.get(*start..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
        .collect();
    let start = *starts.get(rng.usize(..starts.len().max(1)))?;
    let (before, behind) = line.split_at_checked(start)?;
    let end = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
    let (digits, rest) = behind.split_at_checked(end)?;
    let number: i64 = digits.parse().ok()?;
    let other = match rng.u8(..6) {
        0 => number + 1,
        1 => number - 1,
        2 => number * 2,
        3 => number / 2,
        4 => 0,
        _ => rng.i64(0..20),
    };
    Some(format!("{before}{other}{rest}"))
}

fn word(line: &str, rng: &mut Rng) -> Option<String> {
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let all = std::iter::once(("kind: ", &kinds[..])).chain(WORDS);
    let found: Vec<_> = all.filter(|(key, _)| line.contains(key)).collect();
    let (key, words) = found.get(rng.usize(..found.len().max(1)))?;
    let start = line.find(key)? + key.len();
    let (before, behind) = line.split_at_checked(start)?;
    let end = behind.find([',', ' ', '}']).unwrap_or(behind.len());
    let rest = behind.get(end..)?;
    Some(format!("{before}{}{rest}", words.get(rng.usize(..words.len()))?))
}

/// The key of the line, or the name behind `field`, `group` or `path`.
fn rename(line: &str, rng: &mut Rng) -> Option<String> {
    let keys = ["field: ", "group: ", "rest: "];
    let key = keys.get(rng.usize(..4));
    if let Some(key) = key {
        return renamed(line, key);
    }
    let (key, rest) = line.split_once(':')?;
    let joint = if key.contains('-') { "-" } else { "_" };
    Some(format!("{key}{joint}other:{rest}"))
}

fn retype(line: &str, types: &[String], rng: &mut Rng) -> Option<String> {
    let other = types.get(rng.usize(..types.len().max(1)))?;
    let start = match line.find("type: ") {
        Some(place) => place + "type: ".len(),
        None => line.find(": ").map(|place| place + 2)?,
    };
    let (before, behind) = line.split_at_checked(start)?;
    let end = behind.find([',', ' ', '}']).unwrap_or(behind.len());
    Some(format!("{before}{other}{}", behind.get(end..)?))
}

fn literal(line: &str, rng: &mut Rng) -> Option<String> {
    let start = line.find("literal: \"")? + "literal: \"".len();
    let (before, behind) = line.split_at_checked(start)?;
    let (digits, rest) = behind.split_once('"')?;
    let digits = match rng.u8(..3) {
        0 => format!("{digits}00"),
        1 => digits.get(2..)?.to_owned(),
        _ => format!("{}{}", if digits.starts_with('0') { "1" } else { "0" }, digits.get(1..)?),
    };
    Some(format!("{before}{digits}\"{rest}"))
}

/// The line without one of the parts between its commas.
fn without_part(line: &str, rng: &mut Rng) -> Option<String> {
    let (before, behind) = line.split_once('{')?;
    let (inner, rest) = behind.rsplit_once('}')?;
    let parts = split(inner);
    let left_out = rng.usize(..parts.len().max(1));
    let kept: Vec<&str> = parts
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != left_out)
        .map(|(_, part)| part.trim())
        .collect();
    Some(format!("{before}{{ {} }}{rest}", kept.join(", ")))
}

/// The parts between commas that are not in braces, brackets or quotes.
fn split(text: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut start, mut parts) = (0_i32, false, 0, Vec::new());
    for (place, char) in text.char_indices() {
        match char {
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                parts.extend(text.get(start..place));
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

fn with_part(line: &str, rng: &mut Rng) -> Option<String> {
    let addition = ADDITIONS.get(rng.usize(..ADDITIONS.len()))?;
    if let Some((before, rest)) = line.rsplit_once('}') {
        return Some(format!("{}, {addition} }}{rest}", before.trim_end()));
    }
    let (key, ty) = line.split_once(": ")?;
    Some(format!("{key}: {{ type: {ty}, {addition} }}"))
}

/// The names that are defined under a key.
fn names_of(files: &Files, key: &str) -> Vec<String> {
    let mut names = Vec::new();
    for text in files.values() {
        let lines = text.lines().skip_while(|line| *line != key).skip(1);
        let inner =
            lines.take_while(|line| line.is_empty() || line.starts_with(' ') || line.starts_with('#'));
        names.extend(
            inner
                .filter(|line| indent(line) == 2 && !line.trim_start().starts_with('#'))
                .filter_map(|line| Some(line.trim().split_once(':')?.0.to_owned())),
        );
    }
    names
}
