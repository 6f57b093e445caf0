//! Constants and lists, on one line if there is room.

use super::lines::{Lines, WIDTH};

/// A list in brackets, without brackets if it is empty.
pub(super) fn list(column: usize, open: &str, items: &[String], close: &str) -> String {
    let mut lines = Lines::at(column);
    if items.is_empty() {
        lines.line(open.trim_end_matches('('));
    } else {
        lines.list(open, items, close);
    }
    lines.text()
}

/// A hash as a constant, or nothing if it is empty.
pub(super) fn pairs<'p>(
    column: usize,
    constant: &str,
    pairs: impl Iterator<Item = (&'p str, &'p str)>,
) -> String {
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}: {value}")).collect();
    let mut lines = Lines::at(column);
    let one = format!("{constant} = {{ {} }}.freeze", pairs.join(", "));
    if pairs.is_empty() {
        lines.line(format!("{constant} = {{}}.freeze"));
    } else if column + one.len() <= WIDTH {
        lines.line(one);
    } else {
        lines.line(format!("{constant} = {{"));
        lines.nested(|lines| lines.separated(pairs.into_iter()));
        lines.line("}.freeze");
    }
    lines.text()
}

/// A hash as a constant, if it is not empty.
pub(super) fn some_pairs<'p>(
    column: usize,
    constant: &str,
    values: impl ExactSizeIterator<Item = (&'p str, &'p str)>,
) -> String {
    if values.len() == 0 { String::new() } else { pairs(column, constant, values) }
}

pub(super) fn words<'w>(column: usize, constant: &str, words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<&str> = words.collect();
    let mut lines = Lines::at(column);
    let one = format!("{constant} = %w[{}].freeze", words.join(" "));
    match words.as_slice() {
        [] => lines.line(format!("{constant} = [].freeze")),
        [only] => lines.line(format!("{constant} = ['{only}'].freeze")),
        _ if column + one.len() <= WIDTH => lines.line(one),
        _ => {
            lines.line(format!("{constant} = %w["));
            lines.nested(|lines| words.iter().for_each(|word| lines.line(word)));
            lines.line("].freeze");
        }
    }
    lines.text()
}

pub(super) fn symbols<'n>(column: usize, names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let mut lines = Lines::at(column);
    match names.as_slice() {
        [] => {}
        [only] => lines.line(format!("SECRET_NAMES = [:{only}].freeze")),
        _ => lines.line(format!("SECRET_NAMES = %i[{}].freeze", names.join(" "))),
    }
    lines.text()
}
