//! What is not valid YAML, as whoever writes a schema needs to hear it: what stands there, and what would be right.

use granit_parser::{ErrorKind, ScanError};

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

const QUOTE: &str = "put the text in quotes";
const FLOW_TEXT: &str =
    "between brackets or braces, text with `: `, ` #`, a comma, a bracket or a brace in it goes in quotes";

/// A problem of the syntax that the tree found.
pub(super) fn syntax_error(reason: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::Syntax, span, format!("this is not valid YAML: {reason}"))
}

/// A text while it could not be read.
pub(super) struct Broken<'t> {
    pub(super) file: FileId,
    pub(super) text: &'t str,
    /// Where the innermost bracket or brace stands that is open.
    pub(super) open: Option<Span>,
}

impl Broken<'_> {
    /// What the parser found.
    pub(super) fn explain(&self, error: &ScanError) -> Diagnostic {
        let mark = error.marker();
        let at = mark
            .byte_offset()
            .unwrap_or_else(|| self.text.chars().take(mark.index()).map(char::len_utf8).sum())
            .min(self.text.len());
        match error.kind() {
            ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::InvalidFlowScalarIndent => self.flow(at),
            ErrorKind::TabInPlainScalar
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabNotAllowed => {
                let at = self.tab(at);
                syntax_error("there is a tab in the indentation", self.point(at)).help("indent with spaces")
            }
            ErrorKind::ExpectedBlockMappingKey if self.before(at).ends_with([']', '}']) => {
                syntax_error("something stands behind the closing bracket", self.point(at))
                    .help("text that begins with a bracket or a brace goes in quotes")
            }
            ErrorKind::MappingValueNotAllowed if self.keyless_line(at).is_some() => {
                let at = self.keyless_line(at).unwrap_or(at);
                let (said, help) = said(&ErrorKind::SimpleKeyExpected, "");
                syntax_error(said.unwrap_or_default(), self.point(at)).help(help)
            }
            ErrorKind::MappingValueNotAllowed if self.seems_a_key(at) => {
                let help =
                    "a key stands in the column of those before it; text that contains `: ` goes in quotes";
                syntax_error("a key stands too far in, or a text has a colon in it", self.point(at))
                    .help(help)
            }
            kind => {
                let (said, help) = said(kind, &self.text[at..]);
                let reason = said.map_or_else(|| error.info(), str::to_owned);
                syntax_error(&reason, self.point(at)).help(help)
            }
        }
    }

    /// A bracket or a brace does not go on as it should: a comment hides the end of its line, or it is not closed, or there
    /// is a text in it that would need quotes.
    fn flow(&self, at: usize) -> Diagnostic {
        let start = self.open.map_or(at, |open| open.start as usize).min(at);
        if let Some(comment) = comment_in(&self.text[start..at]) {
            return syntax_error(
                "a comment begins here and hides the rest of the line",
                self.point(start + comment),
            )
            .help("put text that contains ` #` in quotes");
        }
        let problem = syntax_error("a comma or the closing bracket or brace is missing here", self.point(at));
        match self.open {
            Some(open) => {
                let end = open.start + 1;
                problem.related(Span { end, ..open }, "it is open since here")
            }
            None => problem,
        }
        .help(FLOW_TEXT)
    }

    /// The first tab in an indentation from that line on.
    fn tab(&self, at: usize) -> usize {
        let mut start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        for line in self.text[start..].split_inclusive('\n') {
            let indentation = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
            if let Some(tab) = indentation.find('\t') {
                return start + tab;
            }
            start += line.len();
        }
        at
    }

    /// Where the line before begins, if that has no key, so that it goes on with the key before this colon.
    fn keyless_line(&self, colon: usize) -> Option<usize> {
        let key = self.before(colon);
        let line_start = colon - self.text[..colon].rsplit('\n').next().unwrap_or_default().len();
        let line = self.text[..line_start].trim_end().rsplit('\n').next().unwrap_or_default();
        let is_key = !key.trim_start().is_empty() && !key.trim_start().contains(char::is_whitespace);
        let is_keyless = !line.contains(": ") && !line.ends_with(':') && !line.trim_start().starts_with('#');
        let start = self.text[..line_start].trim_end().len() - line.trim_start().len();
        (is_key && is_keyless && !line.trim().is_empty()).then_some(start)
    }

    /// Whether nothing but a word stands before the colon in its line.
    fn seems_a_key(&self, colon: usize) -> bool {
        let word = self.before(colon).trim_start();
        !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || c == ':')
    }

    /// What stands before it in its line.
    fn before(&self, at: usize) -> &str {
        self.text[..at].rsplit('\n').next().unwrap_or_default().trim_end()
    }

    fn point(&self, at: usize) -> Span {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        Span { file: self.file, start: at, end: at }
    }
}

/// Where a comment begins in text, outside of quotes: a `#` behind a blank.
fn comment_in(text: &str) -> Option<usize> {
    let (mut quote, mut before) = (None, ' ');
    for (at, c) in text.char_indices() {
        let opens = before.is_whitespace() || matches!(before, '{' | '[' | ',' | ':');
        match (quote, c) {
            (Some(open), close) if open == close => quote = None,
            (None, '"' | '\'') if opens => quote = Some(c),
            (None, '#') if before.is_whitespace() => return Some(at),
            _ => {}
        }
        before = c;
    }
    None
}

/// What is wrong, where the parser's own words say little, and what would be right. Longer than other functions: it is a table, one
/// row for each thing to say.
fn said(kind: &ErrorKind, at: &str) -> (Option<&'static str>, &'static str) {
    match kind {
        ErrorKind::MappingValueNotAllowed => (
            Some("a colon in the middle of a text"),
            "put text that contains `: ` in quotes, or on lines of its own after `|`",
        ),
        ErrorKind::UnknownAnchor => {
            (Some("this alias names no anchor before it"), "put text that begins with `*` in quotes")
        }
        ErrorKind::UnexpectedCharacter { .. } => (Some("a text cannot begin like this"), QUOTE),
        ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::MappingKeyNotAllowed => (
            Some("a text cannot begin like this"),
            "put the text in quotes; a list begins on a line of its own",
        ),
        ErrorKind::UnexpectedEofBlockMapping if at.starts_with([',', ']', '}']) => {
            (Some("a text cannot begin like this"), QUOTE)
        }
        ErrorKind::MissingAnchorOrAliasName | ErrorKind::PlainScalarStartsWithDashFlowIndicator => {
            (Some("a text cannot begin like this"), QUOTE)
        }
        ErrorKind::UndeclaredTagHandle | ErrorKind::MissingTagUri | ErrorKind::InvalidTagTerminator => {
            (Some("a schema has no tags"), "put text that begins with `!` in quotes")
        }
        ErrorKind::InvalidBlockScalarHeader => (
            Some("something stands behind `|` or `>`"),
            "the text begins on the next line; text that begins with `|` or `>` goes in quotes",
        ),
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => (
            Some("something stands behind the closing quote"),
            "put all of the text in quotes of the other kind, or on lines of its own after `|`",
        ),
        ErrorKind::UnclosedQuotedScalar => {
            (None, "close the quote; a text that begins with a quote goes in quotes of the other kind")
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => (
            Some("a backslash in this text begins no escape"),
            "in single quotes a backslash is itself; in double quotes it is written `\\\\`",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            (Some("this is neither a key nor a value"), "write `key: value`, with a blank behind the colon")
        }
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => {
            (None, "keys of one mapping stand in one column")
        }
        ErrorKind::ExpectedBlockSequenceEntry => {
            (None, "items of one list stand in one column, each behind `- `")
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            (Some("nothing is open that this closes"), "leave it out, or put the text around it in quotes")
        }
        ErrorKind::MismatchedFlowCollectionEnd { .. } => (None, "close the bracket that is open first"),
        ErrorKind::CommentInterceptedScalar => (
            Some("a comment stands in the middle of a text"),
            "put the text in quotes, or the comment on a line of its own before or after it",
        ),
        ErrorKind::CommentNotSeparated => {
            (None, "a blank stands before `#`; if it is part of a text, put that in quotes")
        }
        ErrorKind::InvalidBlockScalarIndent | ErrorKind::TabAtBlockScalarStart => {
            (None, "all lines of the text stand at least as far in as its first one, behind spaces")
        }
        _ => (None, "text with special characters in it goes in quotes, or on lines of its own after `|`"),
    }
}
