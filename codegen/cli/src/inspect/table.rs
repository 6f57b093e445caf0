//! Rows → aligned text.

use std::fmt::Write as _;

use crate::terminal::{ERROR, NAME, QUIET, paint};

use super::rows::Row;

/// How many bytes stand on one line.
const PER_LINE: usize = 8;
/// How many bytes of a value are shown unless all are wanted.
const SHORT: usize = 64;
/// The columns that [`PER_LINE`] bytes take.
const HEX_WIDTH: usize = PER_LINE * 3 - 1;

pub(super) fn render(rows: &[Row<'_>], full: bool, colors: bool) -> String {
    let range_width = rows.iter().map(|row| range(row).len()).max().unwrap_or(0).max("range".len());
    let label_width = rows.iter().map(|row| label(row).len()).max().unwrap_or(0);
    let mut out = String::new();
    let head =
        format!("  {:<range_width$}  {:<HEX_WIDTH$}  {:<label_width$}  meaning", "range", "bytes", "part");
    let _ = writeln!(out, "{}", paint(colors, QUIET, &head));
    for row in rows {
        let lines = hex_lines(row, full);
        let mark = if row.bad { ">" } else { " " };
        let range = format!("{:<range_width$}", range(row));
        let hex = format!("{:<HEX_WIDTH$}", lines.first().map_or("", String::as_str));
        let label = format!("{:<label_width$}", label(row));
        let line = if row.bad {
            paint(colors, ERROR, &format!("{mark} {range}  {hex}  {label}  {}", row.meaning))
        } else if row.ignored {
            paint(colors, QUIET, &format!("{mark} {range}  {hex}  {label}  {}", row.meaning))
        } else {
            format!("{mark} {range}  {hex}  {}  {}", paint(colors, NAME, &label), row.meaning)
        };
        let _ = writeln!(out, "{}", line.trim_end());
        for line in lines.iter().skip(1) {
            let _ = writeln!(out, "  {:range_width$}  {}", "", line);
        }
    }
    out
}

fn range(row: &Row<'_>) -> String {
    format!("{}..{}", row.start, row.start + row.bytes.len())
}

fn label<'r>(row: &'r Row<'_>) -> &'r str {
    match (&row.header, row.part) {
        (Some(header), _) => header,
        (None, "name_length" | "name" | "value_length" | "value") => "?",
        (None, part) => part,
    }
}

fn hex_lines(row: &Row<'_>, full: bool) -> Vec<String> {
    let shown = if full { row.bytes.len() } else { row.bytes.len().min(SHORT) };
    let spell = |byte: &u8| if row.hidden { "**".to_owned() } else { format!("{byte:02x}") };
    let shown_bytes = row.bytes.get(..shown).unwrap_or_default();
    let mut lines: Vec<_> = shown_bytes
        .chunks(PER_LINE)
        .map(|line| line.iter().map(spell).collect::<Vec<_>>().join(" "))
        .collect();
    if shown < row.bytes.len() {
        lines.push(format!("… {} more, see --full", row.bytes.len() - shown));
    }
    lines
}
