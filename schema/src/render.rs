//! Problems as plain text.

use std::fmt;

use unicode_width::UnicodeWidthChar as _;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::excerpt::Excerpt;
use crate::source::Span;

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.shown().iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            self.render(f, diagnostic)?;
        }
        self.rest().map_or(Ok(()), |rest| writeln!(f, "\n{rest}"))
    }
}

impl Diagnostics {
    /// The problems that are shown, each in one line with its place and its help, and how many others there are: for
    /// where there is no room for more.
    ///
    /// ```
    /// let problems = lonelypsp_schema::compile("mine.yaml", |_| Ok("lonely: 2\n".to_owned())).unwrap_err();
    /// assert_eq!(
    ///     problems.to_lines().collect::<Vec<_>>(),
    ///     ["mine.yaml:1:9: LS031: this version of the schema language is unknown (a schema begins with `lonely: 1`, \
    ///       the version of its language)"]
    /// );
    /// ```
    pub fn to_lines(&self) -> impl Iterator<Item = String> {
        let line = |d: &Diagnostic| {
            let help = d.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
            printable(&format!("{}: {}: {}{help}", self.sources.locate(d.span), d.code, d.message))
        };
        self.shown().iter().map(line).chain(self.rest())
    }

    fn render(&self, f: &mut fmt::Formatter<'_>, diagnostic: &Diagnostic) -> fmt::Result {
        writeln!(f, "error[{}]: {}", diagnostic.code, printable(&diagnostic.message))?;
        self.render_place(f, diagnostic.span, "")?;
        for (span, remark) in &diagnostic.related {
            self.render_place(f, *span, remark)?;
        }
        if let Some(help) = &diagnostic.help {
            writeln!(f, "  = help: {}", printable(help))?;
        }
        Ok(())
    }

    fn render_place(&self, f: &mut fmt::Formatter<'_>, span: Span, remark: &str) -> fmt::Result {
        let Excerpt { position, text, mark, .. } = self.sources.excerpt(span);
        writeln!(f, " --> {}", printable(&self.sources.locate(span)))?;
        writeln!(f, "{:>5} | {}", position.line, printable(&text))?;
        let indent: String = text[..mark.start].chars().map(blank).collect();
        let marker = "^".repeat(text[mark].chars().map(width).sum::<usize>().max(1));
        writeln!(f, "{}", format!("      | {indent}{marker} {}", printable(remark)).trim_end())
    }
}

/// Text as a terminal can take it: on one line, and without characters that do something instead of being seen.
fn printable(text: &str) -> String {
    text.chars().map(shown).collect()
}

fn shown(c: char) -> char {
    let is_bidirectional = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if c != '\t' && (c.is_control() || is_bidirectional) { '\u{fffd}' } else { c }
}

/// How many columns a character takes.
fn width(c: char) -> usize {
    shown(c).width().unwrap_or(1)
}

/// What takes as many columns as a character, and shows nothing.
fn blank(c: char) -> String {
    if c == '\t' { c.to_string() } else { " ".repeat(width(c)) }
}
