//! What would change, as people read it.

use std::time::Duration;

use clap::builder::styling::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::terminal::{STRONG, paint};

/// How many lines are shown around what changes.
const AROUND: usize = 3;
/// When a smaller difference is no longer looked for.
const LONG: Duration = Duration::from_secs(10);

const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();

/// A unified difference.
pub(super) fn unified(name: &str, before: &str, after: &str, colors: bool) -> String {
    let diff = TextDiff::configure().timeout(LONG).diff_lines(before, after);
    let mut text = format!(
        "{}\n{}\n",
        paint(colors, STRONG, &format!("--- {name}")),
        paint(colors, STRONG, &format!("+++ {name}"))
    );
    for hunk in diff.unified_diff().context_radius(AROUND).iter_hunks() {
        text.push_str(&paint(colors, PLACE, hunk.header().to_string().trim_end()));
        text.push('\n');
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', REMOVED),
                ChangeTag::Insert => ('+', ADDED),
                ChangeTag::Equal => (' ', Style::new()),
            };
            let line = change.value().strip_suffix('\n').unwrap_or(change.value());
            text.push_str(&paint(colors, style, &format!("{sign}{line}")));
            text.push('\n');
            if change.missing_newline() {
                text.push_str("\\ No newline at end of file\n");
            }
        }
    }
    text
}
