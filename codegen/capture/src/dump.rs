//! Dumps: lines with an offset, bytes in hex, and perhaps the same as text.

use crate::paragraphs::Paragraph;
use crate::{Found, Problem};

/// No program prints more bytes on a line.
const LONGEST_LINE: usize = 256;

/// The number systems that offsets can be in. `od` has octal ones.
const BASES: [u32; 3] = [16, 8, 10];

/// A line of a dump.
struct Line<'t> {
    number: usize,
    offset: &'t str,
    /// What follows the offset.
    rest: &'t str,
}

/// Whether it looks like one: the first line begins with an offset of zero, behind which something else stands.
pub(crate) fn seems_to_be(paragraphs: &[Paragraph<'_>]) -> bool {
    paragraphs.iter().any(|paragraph| {
        let mut lines = paragraph.numbered().filter_map(|(number, line)| line_of(number, line));
        lines.next().is_some_and(|line| line.offset.bytes().all(|digit| digit == b'0'))
    })
}

/// The fewest bytes on a line of a dump that has several: digits of which the first on each line happen to count those before
/// them are then no accident.
const FEWEST: usize = 8;

/// The messages, if it cannot be anything else: dumps of several lines whose offsets are right.
pub(crate) fn read_certain(paragraphs: &[Paragraph<'_>]) -> Option<Vec<Found>> {
    let found = seems_to_be(paragraphs).then(|| read(paragraphs).ok())??;
    let lines: usize = paragraphs.iter().map(|paragraph| paragraph.lines.len()).sum();
    let is_certain = lines > found.len() && found.iter().any(|one| one.bytes.len() >= FEWEST);
    is_certain.then_some(found)
}

/// The messages of all dumps: one begins wherever an offset is zero. Lines before the first, such as the packet's that
/// `tcpdump` prints, are passed over.
pub(crate) fn read(paragraphs: &[Paragraph<'_>]) -> Result<Vec<Found>, Problem> {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        let mut dump: Vec<Line<'_>> = Vec::new();
        for (number, text) in paragraph.numbered() {
            let line = line_of(number, text);
            let begins = line.as_ref().is_some_and(|line| line.offset.bytes().all(|digit| digit == b'0'));
            if begins || line.is_none() {
                found.extend(message(&dump)?);
                dump.clear();
            }
            match line {
                Some(line) if begins || !dump.is_empty() => dump.push(line),
                Some(line) => {
                    let what = format!("it begins at the offset {}, where a dump begins at 0", line.offset);
                    return Err(Problem::at_line(number, &what));
                }
                None => {}
            }
        }
        found.extend(message(&dump)?);
    }
    if found.is_empty() {
        return Err(Problem(
            "there is no line that begins with an offset of zero, as the first of a dump does".to_owned(),
        ));
    }
    Ok(found)
}

/// The offset of a line, if it begins with one; `*` stands for lines that are as the one before.
fn line_of(number: usize, text: &str) -> Option<Line<'_>> {
    let text = text.trim();
    if text == "*" {
        return Some(Line { number, offset: "*", rest: "" });
    }
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let end = digits.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(digits.len());
    let (offset, rest) = digits.split_at(end);
    let behind = rest.strip_prefix(':').unwrap_or(rest);
    let is_offset =
        (4..=16).contains(&offset.len()) && (behind.is_empty() || behind.starts_with(char::is_whitespace));
    is_offset.then_some(Line { number, offset, rest: behind })
}

/// The bytes of a dump. Which number system its offsets are in is not said; it is the one in which they are right.
fn message(dump: &[Line<'_>]) -> Result<Option<Found>, Problem> {
    let Some(first) = dump.first() else { return Ok(None) };
    let mut problem = None;
    for base in BASES {
        match bytes(dump, base) {
            Ok(bytes) => return Ok(Some(Found::new(bytes, format!("line {}", first.number)))),
            Err(wrong) => problem = problem.or(Some(wrong)),
        }
    }
    problem.map_or(Ok(None), Err)
}

fn bytes(dump: &[Line<'_>], base: u32) -> Result<Vec<u8>, Problem> {
    let mut bytes: Vec<u8> = Vec::new();
    // The bytes of the last line, and whether it stands for further ones.
    let (mut last, mut repeats) = (0..0, false);
    for (index, line) in dump.iter().enumerate() {
        if line.offset == "*" {
            repeats = true;
            continue;
        }
        let offset = usize::from_str_radix(line.offset, base).ok();
        if repeats {
            repeat(&mut bytes, last.clone(), offset.unwrap_or_default(), line)?;
            repeats = false;
        }
        if offset != Some(bytes.len()) {
            let what = format!("its offset is {}, and {} bytes stand before it", line.offset, bytes.len());
            return Err(Problem::at_line(line.number, &what));
        }
        let next = dump.get(index + 1).filter(|next| next.offset != "*");
        let next = next.and_then(|next| usize::from_str_radix(next.offset, base).ok());
        let most = next.and_then(|next| next.checked_sub(bytes.len()));
        let start = bytes.len();
        line_bytes(line, most, &mut bytes)?;
        last = start..bytes.len();
    }
    Ok(bytes)
}

/// Lines that are left out, up to that offset. A dump cannot make more of itself than so many bytes.
fn repeat(
    bytes: &mut Vec<u8>,
    last: std::ops::Range<usize>,
    to: usize,
    line: &Line<'_>,
) -> Result<(), Problem> {
    const MOST: usize = 64 << 20;
    let line_of_bytes = bytes.get(last).unwrap_or_default().to_vec();
    if to > MOST || line_of_bytes.is_empty() {
        let what =
            format!("`*` stands for more than the {MOST} bytes that a dump can have, or for no line at all");
        return Err(Problem::at_line(line.number, &what));
    }
    while bytes.len() < to {
        bytes.extend(&line_of_bytes);
    }
    Ok(())
}

/// The bytes of one line, up to the same as text: behind a bar, or where there are as many signs left as there were bytes, or
/// where no digits stand.
fn line_bytes(line: &Line<'_>, most: Option<usize>, bytes: &mut Vec<u8>) -> Result<(), Problem> {
    let start = bytes.len();
    let mut rest = line.rest;
    loop {
        let word = rest.trim_start();
        let gap = rest.len() - word.len();
        let count = bytes.len() - start;
        let is_text = gap >= 2 && count > 0 && word.chars().count() == count;
        if word.is_empty() || word.starts_with('|') || is_text || most.is_some_and(|most| count >= most) {
            return Ok(());
        }
        if count > LONGEST_LINE {
            let what = format!("it has more than {LONGEST_LINE} bytes, which no line of a dump has");
            return Err(Problem::at_line(line.number, &what));
        }
        let end = word.find(char::is_whitespace).unwrap_or(word.len());
        let (digits, behind) = word.split_at(end);
        let is_hex = digits.len().is_multiple_of(2) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !is_hex || digits.len() > 32 {
            return Ok(());
        }
        let pairs = digits.as_bytes().chunks(2).filter_map(|pair| std::str::from_utf8(pair).ok());
        bytes.extend(pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()));
        rest = behind;
    }
}
