//! The schema's documentation as comments that YARD reads.

use lonelypsp_schema::Availability;

use crate::doc::{deprecation, fill};

/// The widest that a comment is made.
const WIDTH: usize = 110;

/// A text as comment lines that stand that many columns from the left (the columns themselves are left to whoever puts
/// them there).
pub(super) fn comment(text: &str, column: usize) -> Vec<String> {
    let mut escaper = Escaper::default();
    fill(text, WIDTH - column - 2)
        .iter()
        .map(|line| escaper.line(line))
        .map(|line| if line.is_empty() { "#".to_owned() } else { format!("# {line}") })
        .collect()
}

/// A comment whose lines all stand at that column.
pub(super) fn padded(text: &str, column: usize) -> String {
    let pad = " ".repeat(column);
    comment(text, column).iter().map(|line| format!("{pad}{line}")).collect::<Vec<_>>().join("\n")
}

/// A comment about something that may be deprecated, which a tag says then; the lines behind the tag's are indented.
pub(super) fn padded_of(text: &str, column: usize, availability: &Availability) -> String {
    let all = padded(text, column);
    let Some(note) = deprecation(availability) else { return all };
    let pad = " ".repeat(column);
    let mut escaper = Escaper::default();
    let note = fill(&note, WIDTH - column - "# @deprecated ".len());
    let note = note.iter().map(|line| escaper.line(line)).enumerate().map(|(at, line)| {
        let lead = if at == 0 { "@deprecated " } else { "  " };
        format!("{pad}# {lead}{line}")
    });
    let before = if text.is_empty() { Vec::new() } else { vec![all, format!("{pad}#")] };
    before.into_iter().chain(note).collect::<Vec<_>>().join("\n")
}

/// Escapes what is not meant for YARD, `RDoc` or rubocop.
#[derive(Default)]
struct Escaper {
    /// Within a fenced block of code.
    is_fenced: bool,
    /// Within a span of code, which may go on in the next line.
    is_span: bool,
}

impl Escaper {
    fn line(&mut self, line: &str) -> String {
        let text = line.trim_start();
        if text.is_empty() {
            self.is_span = false;
        }
        if text.starts_with("```") || text.starts_with("~~~") {
            self.is_fenced = !self.is_fenced;
            return line.to_owned();
        }
        let line = no_orders(line);
        if self.is_fenced || line.starts_with("    ") {
            // A tag is one wherever it begins a line.
            return if line.starts_with('@') { format!(" {line}") } else { line };
        }
        let line = self.escape_braces(&line);
        if line.starts_with(['@', ':']) { format!("\\{line}") } else { line }
    }

    /// Braces outside code are links, and a backslash is gone by the time that YARD looks for them.
    fn escape_braces(&mut self, line: &str) -> String {
        let mut out = String::with_capacity(line.len());
        for c in line.chars() {
            match c {
                '`' => self.is_span = !self.is_span,
                '{' if !self.is_span => {
                    out.push_str("&#123;");
                    continue;
                }
                _ => {}
            }
            out.push(c);
        }
        out
    }
}

/// What a colon makes an order to Ruby or rubocop, in the middle of a file, too.
const ORDERS: &[&str] =
    &["frozen_string_literal", "rubocop", "shareable_constant_value", "warn_indent", "warn_past_scope"];

/// Escapes the colons of orders, which may be spelled with `-` and in any case.
fn no_orders(line: &str) -> String {
    let mut parts = line.split(':');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let before = out.trim_end().to_lowercase().replace('-', "_");
        let is_order = ORDERS.iter().any(|order| before.ends_with(order));
        out += if is_order { "\\:" } else { ":" };
        out += part;
    }
    out
}

#[cfg(test)]
mod tests {
    use lonelypsp_schema::Deprecation;

    use super::*;

    #[test]
    fn what_is_deprecated_has_a_tag_whose_further_lines_are_indented() {
        let deprecated = Deprecation { since: Some("2.0".to_owned()), note: "word ".repeat(30) + "{a}" };
        let said = Availability { deprecated: Some(deprecated), ..Availability::default() };
        let text = padded_of("What it is.", 2, &said);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!((lines[0], lines[1]), ("  # What it is.", "  #"));
        assert!(lines[2].starts_with("  # @deprecated Since version 2.0: word"), "{text}");
        assert!(lines[3].starts_with("  #   word") && lines[3].ends_with("word &#123;a}"), "{text}");
        assert!(lines.iter().all(|line| line.len() <= WIDTH), "{text}");
        assert_eq!(padded_of("Short.", 2, &Availability::default()), padded("Short.", 2));
    }

    #[test]
    fn nothing_is_taken_for_a_tag_a_link_or_an_order() {
        let text = "@return {Foo} `{bar}`\n\n:stopdoc: rubocop:disable all\n\n```ruby\n@tag\n```";
        let lines = [
            "# \\@return &#123;Foo} `{bar}`",
            "#",
            "# \\:stopdoc: rubocop\\:disable all",
            "#",
            "# ```ruby",
            "#  @tag",
            "# ```",
        ];
        assert_eq!(comment(text, 0), lines);
    }

    #[test]
    fn nothing_is_taken_for_a_magic_comment() {
        assert_eq!(no_orders("Frozen-string-literal : false: a"), "Frozen-string-literal \\: false: a");
        assert_eq!(no_orders("-*- warn_indent: true -*-"), "-*- warn_indent\\: true -*-");
        assert_eq!(
            comment("shareable_constant_value: literal", 0),
            ["# shareable_constant_value\\: literal"]
        );
    }
}
