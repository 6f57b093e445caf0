//! The comments of a YAML text.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};

/// Where the comments of a YAML text are, from their `#` to the end of the line without its end. A `#` in quotes or in
/// a block of text is none; nor is one directly behind something else, as in `a#b`. Of a text that cannot be read, those
/// up to where it breaks off.
///
/// ```
/// use lonelypsp_findings::comments;
///
/// let text = "a: \"1 # 2\" # three\nb: |\n  # four\nc: five#6\n";
/// let found: Vec<_> = comments(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(found, ["# three"]);
/// ```
pub fn comments(text: &str) -> Vec<Range<usize>> {
    if !text.contains('#') {
        return Vec::new();
    }
    let (texts, end) = opaque(text);
    let (mut found, mut texts, mut at) = (Vec::new(), texts.into_iter().peekable(), 0);
    while let Some(offset) = text.get(at..end).and_then(|rest| rest.find('#')) {
        let hash = at + offset;
        while texts.next_if(|range| range.end <= hash).is_some() {}
        if let Some(range) = texts.peek().filter(|range| range.start <= hash) {
            at = range.end;
            continue;
        }
        let before = text.get(..hash).unwrap_or_default();
        if before.is_empty() || before.ends_with([' ', '\t', '\n', '\r', '\u{feff}']) {
            let line = text.get(hash..).unwrap_or_default().split(['\n', '\r']).next().unwrap_or_default();
            let line = line.trim_end();
            found.push(hash..hash + line.len());
            at = hash + line.len();
        } else {
            at = hash + 1;
        }
    }
    found
}

/// Where texts are in which a `#` is no comment, in order, and up to where the text can be read.
fn opaque(text: &str) -> (Vec<Range<usize>>, usize) {
    let mut texts = Vec::new();
    let offset = |mark: &granit_parser::Marker| mark.byte_offset().unwrap_or_default();
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => return (texts, offset(error.marker()).min(text.len())),
        };
        let Event::Scalar(_, style, ..) = event else { continue };
        let (start, end) = (offset(&span.start), offset(&span.end));
        // The place of a block begins with its text, behind the `|` or `>` and the comment that may follow that.
        if style != ScalarStyle::Plain {
            texts.push(start..end);
        }
    }
    (texts, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        comments(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn what_begins_a_line_or_stands_behind_a_blank_is_a_comment() {
        assert_eq!(
            found("# one\na: b # two  \n  #three\r\nc: [d, # four\n  e]\n#"),
            ["# one", "# two", "#three", "# four", "#"]
        );
        assert_eq!(found("a: b#c\nd: e#f # g # h\n"), ["# g # h"]);
    }

    #[test]
    fn what_stands_in_text_is_none() {
        assert_eq!(found("a: '# no'\nb: \"x\n  # no\n  y\" # yes\n'# no': \"\\\" # no\"\n"), ["# yes"]);
        let block = "a: | # yes\n  # no\n\n  # no\n# yes, behind it\nb: >-\n   x\n   # no\nc: d # and yes\n";
        assert_eq!(found(block), ["# yes", "# yes, behind it", "# and yes"]);
    }

    #[test]
    fn of_a_text_that_breaks_off_the_beginning_is_looked_at() {
        assert_eq!(found("a: b # one\nc: [\n"), ["# one"]);
        assert_eq!(found("# one\na: \"b\n# two"), ["# one"]);
    }
}
