//! The lines of a folded block, which its value does not have any more.

use std::borrow::Cow;

use crate::tree::Scalar;

/// The lines as they are written, without what all of them stand in, with as many blank ones around them as the value has.
pub(crate) fn lines<'s>(scalar: &'s Scalar<'_>) -> Vec<Cow<'s, str>> {
    // Blank lines at the beginning may be before the source.
    let begins = scalar.value.len() - scalar.value.trim_start_matches('\n').len();
    let (mut lines, column) = (vec![Cow::Borrowed(""); begins], column(scalar));
    for (at, line) in scalar.source.split('\n').enumerate() {
        // The source begins somewhere in the indentation of the first line, or behind it.
        let gone = if at == 0 { scalar.column } else { 0 };
        let line = line.get(spaces(line).min(column.saturating_sub(gone))..).unwrap_or_default();
        if lines.len() > begins || !line.trim().is_empty() {
            lines.push(Cow::Borrowed(line));
        }
    }
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    let ends = scalar.value.len() - scalar.value.trim_end_matches('\n').len();
    lines.extend((1..ends).map(|_| Cow::Borrowed("")));
    lines
}

/// How far in the text stands: as far as its first line does that is not blank, without what the value has of that.
fn column(scalar: &Scalar<'_>) -> usize {
    let mut lines = scalar.source.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    let Some((at, line)) = lines.next() else { return 0 };
    let stands = spaces(line) + if at == 0 { scalar.column } else { 0 };
    stands.saturating_sub(spaces(scalar.value.trim_start_matches('\n')))
}

fn spaces(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
