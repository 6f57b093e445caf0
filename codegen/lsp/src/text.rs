//! The text of a document, and its places as editors count them: lines from 0, and in a line the units that were agreed on.

use std::ops::Range;

use lonelypsp_schema::Span;
use lsp_types as lsp;

/// What the columns of positions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16, which every editor knows.
    Utf16,
}

/// The mark by which some editors say that a file is UTF-8. Compilers read what is behind it.
const MARK: &str = "\u{feff}";

/// A text and where its lines begin.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    all: String,
    starts: Vec<usize>,
    encoding: Encoding,
}

impl Text {
    pub(crate) fn new(text: String, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        Self { all: text, starts, encoding }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.all
    }

    /// How many bytes stand before what is read.
    fn mark(&self) -> usize {
        if self.all.starts_with(MARK) { MARK.len() } else { 0 }
    }

    /// What is read.
    pub(crate) fn body(&self) -> &str {
        self.all.get(self.mark()..).unwrap_or_default()
    }

    /// The offset in the body of a position; of one that is outside, the nearest.
    pub(crate) fn at(&self, position: lsp::Position) -> usize {
        self.offset(position).saturating_sub(self.mark())
    }

    /// Where bytes of the body are.
    pub(crate) fn range(&self, body: Range<usize>) -> lsp::Range {
        let mark = self.mark();
        lsp::Range { start: self.position(body.start + mark), end: self.position(body.end + mark) }
    }

    pub(crate) fn span(&self, span: Span) -> lsp::Range {
        self.range(span.start as usize..span.end as usize)
    }

    /// All of it.
    pub(crate) fn whole(&self) -> lsp::Range {
        lsp::Range { start: lsp::Position::default(), end: self.position(self.all.len()) }
    }

    /// Puts something in the place of a range.
    pub(crate) fn replace(&mut self, range: lsp::Range, with: &str) {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        let mut text = std::mem::take(&mut self.all);
        text.replace_range(start..end.max(start), with);
        *self = Self::new(text, self.encoding);
    }

    fn offset(&self, position: lsp::Position) -> usize {
        let line = position.line as usize;
        let Some(&start) = self.starts.get(line) else { return self.all.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.all.len());
        let content = self.all.get(start..end).unwrap_or_default().trim_end_matches(['\r', '\n']);
        let mut units = position.character as usize;
        for (at, letter) in content.char_indices() {
            let size = self.units(letter);
            if units < size {
                return start + at;
            }
            units -= size;
        }
        start + content.len()
    }

    fn position(&self, offset: usize) -> lsp::Position {
        let mut offset = offset.min(self.all.len());
        while !self.all.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = self.all.get(start..offset).unwrap_or_default();
        let units: usize = before.chars().map(|letter| self.units(letter)).sum();
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        lsp::Position { line: number(line), character: number(units) }
    }

    fn units(&self, letter: char) -> usize {
        match self.encoding {
            Encoding::Utf8 => letter.len_utf8(),
            Encoding::Utf16 => letter.len_utf16(),
        }
    }
}

/// The word around an offset: letters of names, numbers, versions and paths.
pub(crate) fn word(text: &str, at: usize) -> Range<usize> {
    let is_in_word = |letter: &char| letter.is_alphanumeric() || "_-./".contains(*letter);
    let length = |letters: &mut dyn Iterator<Item = char>| -> usize {
        letters.take_while(is_in_word).map(char::len_utf8).sum()
    };
    let before = length(&mut text.get(..at).unwrap_or_default().chars().rev());
    let after = length(&mut text.get(at..).unwrap_or_default().chars());
    at - before..at + after
}
