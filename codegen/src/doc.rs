//! The schema's documentation, which is Markdown, as lines of a given width.
//!
//! Paragraphs and list items are filled anew; code, fenced or indented, stays as it is.

use lonelypsp_schema::Availability;

/// The lines of a text, none longer than `width` columns unless a word is.
pub(crate) fn fill(text: &str, width: usize) -> Vec<String> {
    let mut filler = Filler { width, lines: Vec::new(), open: None, fence: None };
    text.lines().for_each(|line| filler.line(&printable(line)));
    filler.close();
    while filler.lines.last().is_some_and(String::is_empty) {
        filler.lines.pop();
    }
    filler.lines
}

/// What is to be said of something that should not be used any more, as one line: since when, why, and what instead.
pub(crate) fn deprecation(availability: &Availability) -> Option<String> {
    let deprecation = availability.deprecated.as_ref()?;
    let note = printable(&deprecation.line());
    Some(match &deprecation.since {
        Some(since) => format!("Since version {}: {note}", printable(since)),
        None => note,
    })
}

/// A text with what is to be said of something that should not be used any more, where there is no tag for that.
pub(crate) fn told(doc: &str, availability: &Availability) -> String {
    match deprecation(availability) {
        None => doc.to_owned(),
        Some(note) => format!("{}\n\nDeprecated. {note}", doc.trim_end()).trim_start().to_owned(),
    }
}

/// The first paragraph of a text as one line.
pub(crate) fn summary(text: &str) -> String {
    let first =
        text.lines().map(str::trim).skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
    printable(&first.collect::<Vec<_>>().join(" "))
}

/// Nothing that moves the cursor or reverses the direction of text.
fn printable(line: &str) -> String {
    let replace = |c: char| match c {
        '\t' => "    ".to_owned(),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' => '\u{fffd}'.to_string(),
        c if c.is_control() => '\u{fffd}'.to_string(),
        c => c.to_string(),
    };
    line.chars().map(replace).collect()
}

/// A paragraph or list item that may go on.
struct Open {
    /// What stands before the first word, and how many spaces before those of further lines.
    lead: String,
    hang: usize,
    words: Vec<String>,
}

struct Filler {
    width: usize,
    lines: Vec<String>,
    open: Option<Open>,
    /// The fence that ends the code block.
    fence: Option<String>,
}

impl Filler {
    fn line(&mut self, line: &str) {
        let text = line.trim();
        if let Some(fence) = &self.fence {
            if text.starts_with(fence.as_str()) && text.trim_start_matches(&fence[..1]).is_empty() {
                self.fence = None;
            }
            return self.lines.push(line.trim_end().to_owned());
        }
        let indent = line.len() - line.trim_start().len();
        if text.is_empty() {
            self.close();
            self.lines.push(String::new());
        } else if let Some(fence) = fence_of(text) {
            self.close();
            self.fence = Some(fence);
            self.lines.push(line.trim_end().to_owned());
        } else if let Some(marker) = marker_of(text) {
            self.close();
            let lead = format!("{}{marker}", " ".repeat(indent));
            self.open = Some(Open { hang: lead.len(), lead, words: words(&text[marker.len()..]) });
        } else if let Some(open) = &mut self.open {
            open.words.extend(words(text));
        } else if indent >= 4 || text.starts_with(['#', '>', '|']) {
            self.lines.push(line.trim_end().to_owned());
        } else {
            self.open = Some(Open { lead: " ".repeat(indent), hang: indent, words: words(text) });
        }
    }

    fn close(&mut self) {
        let Some(Open { lead, hang, words }) = self.open.take() else { return };
        let (mut line, mut is_fresh) = (lead, true);
        for word in words {
            if !is_fresh && line.chars().count() + 1 + word.chars().count() > self.width {
                self.lines.push(std::mem::replace(&mut line, " ".repeat(hang)));
                is_fresh = true;
            }
            if !is_fresh {
                line.push(' ');
            }
            line.push_str(&word);
            is_fresh = false;
        }
        self.lines.push(line.trim_end().to_owned());
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// The marker of a list item with the space behind it.
fn marker_of(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let end = if text.starts_with("- ") || text.starts_with("* ") {
        2
    } else if digits > 0 && (text[digits..].starts_with(". ") || text[digits..].starts_with(") ")) {
        digits + 2
    } else {
        return None;
    };
    Some(&text[..end])
}

fn fence_of(text: &str) -> Option<String> {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let fence: String = text.chars().take_while(|c| *c == mark).collect();
    (fence.len() >= 3).then_some(fence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_items_are_filled() {
        let text = "One two three four.\n\n- an item that\n  goes on\n- next\n\nLast.\n";
        let lines = ["One two", "three four.", "", "- an item", "  that goes", "  on", "- next", "", "Last."];
        assert_eq!(fill(text, 11), lines);
    }

    #[test]
    fn code_stays_as_it_is() {
        let text = "A.\n\n```text\na    long line of code\n```\n\n    indented    code\n";
        let lines = ["A.", "", "```text", "a    long line of code", "```", "", "    indented    code"];
        assert_eq!(fill(text, 8), lines);
    }

    #[test]
    fn a_word_longer_than_the_width_has_a_line_of_its_own() {
        assert_eq!(fill("a verylongword b", 6), ["a", "verylongword", "b"]);
    }

    #[test]
    fn what_does_not_print_is_replaced() {
        assert_eq!(fill("a\rb \u{202e}c\u{2028}d", 80), ["a\u{fffd}b \u{fffd}c\u{fffd}d"]);
    }

    #[test]
    fn a_summary_is_the_first_paragraph() {
        assert_eq!(summary("\nOne\ntwo.\n\nThree."), "One two.");
    }
}
