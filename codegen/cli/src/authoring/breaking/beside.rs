//! A message as `inspect` shows it, with the meanings that two schemas give its bytes side by side.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::inspect::Row;

use super::reading::Reading;

/// How many bytes of a stretch are shown.
const BYTES: usize = 8;
/// How wide what one schema says is.
const CELL: usize = 44;
/// How many lines are shown.
const LINES: usize = 40;

/// The table: the old schema to the left.
pub(super) fn table(readings: [Option<Reading<'_>>; 2], bytes: &[u8]) -> String {
    let [old, new] = readings.map(|reading| reading.map(|reading| reading.rows(bytes)).unwrap_or_default());
    let ends = |rows: &[Row<'_>]| {
        rows.iter().flat_map(|row| [row.start, row.start + row.bytes.len()]).collect::<Vec<_>>()
    };
    let cuts: BTreeSet<usize> = ends(&old).into_iter().chain(ends(&new)).chain([0, bytes.len()]).collect();
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let mut lines = vec![line("range", "bytes", "old", "new")];
    for (index, start) in cuts.iter().enumerate() {
        for (row, is_old) in empty_rows(&old, *start)
            .map(|row| (row, true))
            .chain(empty_rows(&new, *start).map(|row| (row, false)))
        {
            let said = cell(row);
            let (left, right) = if is_old { (said.as_str(), "") } else { ("", said.as_str()) };
            lines.push(line(&format!("{start}..{start}"), "", left, right));
        }
        let Some(end) = cuts.get(index + 1) else { continue };
        let said = |rows: &[Row<'_>]| {
            rows.iter().find(|row| row.start == *start && !row.bytes.is_empty()).map(cell).unwrap_or_default()
        };
        lines.push(line(
            &format!("{start}..{end}"),
            &hex(bytes.get(*start..*end).unwrap_or_default()),
            &said(&old),
            &said(&new),
        ));
    }
    let more = lines.len().saturating_sub(LINES);
    lines.truncate(LINES);
    if more > 0 {
        lines.push(format!("… {more} more lines"));
    }
    lines.join("\n")
}

/// What is to be said where there are no bytes: that something is missing.
fn empty_rows<'r, 'i>(rows: &'r [Row<'i>], start: usize) -> impl Iterator<Item = &'r Row<'i>> {
    rows.iter().filter(move |row| row.start == start && row.bytes.is_empty() && row.bad)
}

fn line(range: &str, bytes: &str, old: &str, new: &str) -> String {
    let text = format!("{range:<9} {bytes:<25} {old:<CELL$}  {new}");
    text.trim_end().to_owned()
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes.iter().take(BYTES) {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x} ");
    }
    if bytes.len() > BYTES {
        text.push('…');
    }
    text.trim_end().to_owned()
}

fn cell(row: &Row<'_>) -> String {
    let label = row.header.as_deref().unwrap_or(match row.part {
        "name_length" | "name" | "value_length" | "value" => "?",
        part => part,
    });
    let mark = if row.bad { "> " } else { "" };
    let text = format!("{mark}{label}: {}", row.meaning);
    match text.char_indices().nth(CELL) {
        Some(_) => {
            let end = text.char_indices().nth(CELL - 1).map_or(text.len(), |(end, _)| end);
            format!("{}…", text.get(..end).unwrap_or_default())
        }
        None => text,
    }
}
