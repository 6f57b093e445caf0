//! Rows → aligned text.

use std::io::{self, Write};

use crate::printable;
use crate::terminal::{ERROR, NAME, QUIET, paint};

use super::rows::Row;

/// How many bytes stand on one line.
const PER_LINE: usize = 8;
/// How many bytes of a value are shown unless all are wanted.
const SHORT: usize = 64;
/// The columns that [`PER_LINE`] bytes take.
const HEX_WIDTH: usize = PER_LINE * 3 - 1;

/// Writes the table row by row, since one of all bytes of a long message is several times as long as that.
pub(super) fn write(out: &mut dyn Write, rows: &[Row<'_>], full: bool, colors: bool) -> io::Result<()> {
    let range_width = rows.iter().map(|row| range(row).len()).max().unwrap_or(0).max("range".len());
    let label_width = rows.iter().map(|row| label(row).len()).max().unwrap_or(0);
    let head =
        format!("  {:<range_width$}  {:<HEX_WIDTH$}  {:<label_width$}  meaning", "range", "bytes", "part");
    writeln!(out, "{}", paint(colors, QUIET, &head))?;
    for row in rows {
        let mut lines = hex_lines(row, full);
        let mark = if row.bad { ">" } else { " " };
        let range = format!("{:<range_width$}", range(row));
        let hex = format!("{:<HEX_WIDTH$}", lines.next().unwrap_or_default());
        let label = format!("{:<label_width$}", label(row));
        let line = if row.bad {
            paint(colors, ERROR, &format!("{mark} {range}  {hex}  {label}  {}", row.meaning))
        } else if row.ignored {
            paint(colors, QUIET, &format!("{mark} {range}  {hex}  {label}  {}", row.meaning))
        } else {
            let meaning = printable::line(&row.meaning);
            format!("{mark} {range}  {hex}  {}  {meaning}", paint(colors, NAME, &label))
        };
        writeln!(out, "{}", line.trim_end())?;
        for line in lines {
            writeln!(out, "  {:range_width$}  {line}", "")?;
        }
    }
    Ok(())
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

/// The bytes of a row as lines, the last of which may say how many more there are.
fn hex_lines<'r>(row: &'r Row<'_>, full: bool) -> impl Iterator<Item = String> + use<'r> {
    let shown = if full { row.bytes.len() } else { row.bytes.len().min(SHORT) };
    let hidden = row.hidden;
    let spell = move |byte: &u8| if hidden { "**".to_owned() } else { format!("{byte:02x}") };
    let shown_bytes = row.bytes.get(..shown).unwrap_or_default();
    let lines =
        shown_bytes.chunks(PER_LINE).map(move |line| line.iter().map(spell).collect::<Vec<_>>().join(" "));
    let more = row.bytes.len() - shown;
    lines.chain((more > 0).then(|| format!("… {more} more, see --full")))
}
