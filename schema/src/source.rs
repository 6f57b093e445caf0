//! Where things stand in the schema's text: files, byte spans, and the lines and columns people read.

use std::fmt;

use crate::lines::Lines;

/// Names one file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

impl FileId {
    /// The first file, if there is any.
    pub(crate) const FIRST: Self = Self(0);
}

/// A range of bytes in one schema file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

/// A value together with the place in the schema it came from.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A place as an editor shows it: both numbers count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line number, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// One schema file as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path by which it was asked for.
    pub path: String,
    /// Its whole text.
    pub text: String,
    lines: Lines,
}

/// All files of one schema, in the order they were read.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file. Two may have one path; their names differ.
    pub fn add(&mut self, path: String, text: String) -> FileId {
        let lines = Lines::of(&text);
        self.files.push(SourceFile { path, text, lines });
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// The files, in the order they were read.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The files with their names, in the order they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        let ids = (0..=u32::MAX).map(FileId);
        ids.zip(&self.files)
    }

    /// The file that a span lies in.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Line and column where a span begins.
    pub fn position(&self, span: Span) -> Position {
        let SourceFile { text, lines, .. } = self.file(span.file);
        let at = (span.start as usize).min(text.len());
        let column = lines.chars_between(self.line_start(span), at, text) + 1;
        Position { line: lines.index(at) + 1, column }
    }

    /// The text of the line on which a span begins, without its line end.
    pub fn line(&self, span: Span) -> &str {
        let SourceFile { text, lines, .. } = self.file(span.file);
        &text[lines.range(lines.index(span.start as usize), text)]
    }

    /// The byte where that line begins.
    pub(crate) fn line_start(&self, span: Span) -> usize {
        let SourceFile { text, lines, .. } = self.file(span.file);
        lines.range(lines.index(span.start as usize), text).start
    }

    /// `file:line:column` of a span, the form that editors and terminals make clickable.
    pub fn locate(&self, span: Span) -> String {
        format!("{}:{}", self.file(span.file).path, self.position(span))
    }
}
