//! From files to a checked schema.

mod version;

use std::collections::HashSet;
use std::io;

use crate::ast::{Root, Unit};
use crate::check::{check_size, check_syntax_tree};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::files::{LARGEST_SCHEMA, LARGEST_SCHEMA_FILE, in_words};
use crate::ir::Schema;
use crate::parse::{parse_root, parse_unit};
use crate::report::Report;
use crate::source::{FileId, SourceMap, Span, Spanned};
use crate::yaml::{Node, parse_yaml};

pub(crate) use version::Wanted;
use version::model;

/// Compiles the schema whose root file is `root`. Files are read through `load`, which is given each path once;
/// included paths are relative to the file that includes them and always use `/`.
///
/// This crate opens no file by itself; a caller that wants files passes
/// [`read_schema_file`](crate::files::read_schema_file).
///
/// # Errors
/// Every problem of every file at once.
///
/// ```
/// let problems = lonelypsp_schema::compile("mine.yaml", |_| Ok("lonely: 1\nnmae: x\n".to_owned())).unwrap_err();
/// assert!(problems.to_string().contains("did you mean `name`?"));
/// ```
pub fn compile(root: &str, load: impl FnMut(&str) -> io::Result<String>) -> Result<Schema, Diagnostics> {
    compile_as(root, &Wanted { version: None, others: true }, load)
}

/// Compiles the schema as it is in one of its `versions`. All of them are checked, whichever is wanted.
///
/// # Errors
/// Every problem of every file at once; and that there is no such version.
///
/// ```
/// let text = "lonely: 1\nname: x\nversion: '2'\nversions: ['1', '2']\ndoc: D.\nprotocols:\n  p: { prefix: none, doc: P. }\n\
///             protocol: p\nmessages:\n  old: { from: subscriber, code: 1, until: '1', doc: O., sequence: [] }\n  \
///             m: { from: subscriber, code: 2, doc: M., sequence: [] }\n";
/// let old = lonelypsp_schema::compile_version("x.yaml", "1", |_| Ok(text.to_owned())).unwrap();
/// assert_eq!((old.version.as_str(), old.protocols[0].messages.len()), ("1", 2));
/// let new = lonelypsp_schema::compile("x.yaml", |_| Ok(text.to_owned())).unwrap();
/// assert_eq!((new.version.as_str(), new.protocols[0].messages.len()), ("2", 1));
/// ```
pub fn compile_version(
    root: &str,
    version: &str,
    load: impl FnMut(&str) -> io::Result<String>,
) -> Result<Schema, Diagnostics> {
    compile_as(root, &Wanted { version: Some(version), others: true }, load)
}

pub(crate) fn compile_as(
    root: &str,
    wanted: &Wanted<'_>,
    load: impl FnMut(&str) -> io::Result<String>,
) -> Result<Schema, Diagnostics> {
    let mut files = Files::new(load);
    let Some((head, units)) = files.read_all(root) else { return Err(failed(files.report, files.sources)) };
    let Files { sources, mut report, incomplete, .. } = files;
    check_syntax_tree(&head, &units, &mut report);
    if !check_size(&units, &mut report) {
        return Err(failed(report, sources));
    }
    let mut schema = model(head, &units, wanted, sources, &mut report);
    if incomplete || units.iter().any(|unit| unit.incomplete) {
        // What is missing may stand where nothing could be read.
        report.retain(|d| !matches!(d.code, Code::UnknownType | Code::UnknownProtocol | Code::Empty));
    }
    if report.is_empty() {
        schema.sort();
        Ok(schema)
    } else {
        Err(failed(report, schema.sources))
    }
}

fn failed(report: Report, sources: SourceMap) -> Diagnostics {
    let (list, has_more) = report.into_sorted();
    Diagnostics { list, has_more, sources }
}

/// The files of a schema while they are read.
struct Files<L> {
    load: L,
    sources: SourceMap,
    /// Where they are, spelled in one way.
    paths: HashSet<String>,
    /// The file whose includes are read, behind those that it is included by.
    within: Vec<String>,
    /// The folder of the root file, in which all others are. Nothing: the working directory.
    folder: String,
    /// How many bytes they have together.
    size: u64,
    report: Report,
    /// Whether a file could not be read, so that what it defines is missing.
    incomplete: bool,
    /// Whether there are so many that no other is read.
    is_full: bool,
}

/// More files than any schema has; whoever includes more includes without end.
pub(crate) const MOST_FILES: usize = 1000;

impl<L: FnMut(&str) -> io::Result<String>> Files<L> {
    fn new(load: L) -> Self {
        let (sources, report) = (SourceMap::default(), Report::default());
        let (paths, within, folder) = (HashSet::new(), Vec::new(), String::new());
        Self { load, sources, paths, within, folder, size: 0, report, incomplete: false, is_full: false }
    }

    /// Everything that the root file and those that it includes say.
    fn read_all(&mut self, root: &str) -> Option<(Root, Vec<Unit>)> {
        let node = match self.read(root) {
            Ok(file) => self.parse(file),
            Err(error) => {
                let file = self.sources.add(root.to_owned(), String::new());
                let message = format!("the schema `{root}` cannot be read: {error}");
                Err(Diagnostic::new(Code::Unreadable, Span { file, start: 0, end: 0 }, message))
            }
        };
        let node = node.map_err(|diagnostic| self.report.push(diagnostic)).ok()?;
        let (head, unit) = parse_root(&node, &mut self.report)?;
        folder_of(&beside("", root)).clone_into(&mut self.folder);
        drop(node);
        let mut units = Vec::new();
        self.include(root, unit, &mut units);
        Some((head, units))
    }

    fn read(&mut self, path: &str) -> io::Result<FileId> {
        let mut text = (self.load)(path)?;
        if text.len() as u64 > LARGEST_SCHEMA_FILE {
            let message = format!("it is larger than {}", in_words(LARGEST_SCHEMA_FILE));
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        self.size += text.len() as u64;
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        self.paths.insert(beside("", path));
        Ok(self.sources.add(path.to_owned(), text))
    }

    fn parse(&self, file: FileId) -> Result<Node, Diagnostic> {
        parse_yaml(file, &self.sources.file(file).text)
    }

    /// Reads what a file includes, depth first, each file before those that it includes.
    fn include(&mut self, from: &str, mut unit: Unit, units: &mut Vec<Unit>) {
        let includes = std::mem::take(&mut unit.include);
        units.push(unit);
        self.within.push(beside("", from));
        for include in includes {
            let path = beside(from, &include);
            if self.has_enough(&include) {
                break;
            }
            if let Some(node) = self.read_included(&path, &include) {
                let unit = parse_unit(&node, &mut self.report);
                drop(node);
                self.include(&path, unit, units);
            }
        }
        self.within.pop();
    }

    /// Whether there are so many files that no other is read, which is said once.
    fn has_enough(&mut self, include: &Spanned<String>) -> bool {
        let message = if self.sources.files().len() >= MOST_FILES {
            format!("a schema of more than {MOST_FILES} files is refused")
        } else if self.size > LARGEST_SCHEMA {
            format!("a schema whose files have more than {} together is refused", in_words(LARGEST_SCHEMA))
        } else {
            return false;
        };
        if !self.is_full {
            self.is_full = true;
            self.incomplete = true;
            self.report.push(Diagnostic::new(Code::TooLarge, include.span, message));
        }
        true
    }

    fn read_included(&mut self, path: &str, include: &Spanned<String>) -> Option<Node> {
        if self.paths.contains(path) {
            let named = &include.value;
            let message = if self.within.last().is_some_and(|file| file == path) {
                format!("`{named}` includes itself")
            } else if self.within.iter().any(|file| file == path) {
                format!("`{named}` is included by a file that it includes")
            } else {
                format!("`{named}` is included a second time")
            };
            self.report.push(
                Diagnostic::new(Code::IncludedTwice, include.span, message)
                    .help("leave it out here; what a file defines is known in all files"),
            );
            return None;
        }
        let parsed = match self.read_path(path, include) {
            Ok(file) => self.parse(file),
            Err((error, help)) => {
                let shown = if path.is_empty() { &include.value } else { path };
                let message = format!("`{shown}` cannot be read: {error}");
                Err(Diagnostic::new(Code::Unreadable, include.span, message).help(help))
            }
        };
        self.incomplete |= parsed.is_err();
        parsed.map_err(|diagnostic| self.report.push(diagnostic)).ok()
    }

    /// Reads a file that is included, or says why not and what would be right. A build script tells cargo its path in a
    /// line, so that it must be on one. What lies elsewhere is not for whoever wrote the schema to read: a problem shows
    /// the line that it is about.
    fn read_path(&mut self, path: &str, include: &str) -> Result<FileId, (io::Error, &'static str)> {
        let invalid = |reason| io::Error::new(io::ErrorKind::InvalidInput, reason);
        if path.contains(char::is_control) {
            return Err((invalid("its path has a control character"), RELATIVE));
        }
        if is_absolute(include) || !lies_in(&self.folder, path) {
            let error = invalid("it is outside the folder of the schema's root file");
            return Err((error, "put it into that folder or below, or move the root file up"));
        }
        let file = if path.is_empty() { self.read(".") } else { self.read(path) };
        file.map_err(|error| (error, RELATIVE))
    }
}

const RELATIVE: &str = "a path names one file, and is relative to the file that includes it";

/// Whether a path begins at a root, as any system spells that.
fn is_absolute(path: &str) -> bool {
    let has_drive = path.get(1..2) == Some(":") && path.starts_with(|c: char| c.is_ascii_alphabetic());
    path.starts_with(['/', '\\']) || has_drive
}

/// Whether a path is in a folder; both are spelled as [`beside`] does.
fn lies_in(folder: &str, path: &str) -> bool {
    let inside = match folder {
        "" => Some(path),
        folder => path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')),
    };
    inside.is_some_and(|rest| rest.split(['/', '\\']).all(|part| part != ".."))
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder)
}

/// A path beside another one, without `.` and, where it can be, without `..`.
fn beside(from: &str, path: &str) -> String {
    let folder = folder_of(from);
    let mut parts: Vec<&str> = Vec::new();
    let whole =
        if path.starts_with('/') || folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
    for part in whole.split('/') {
        match (part, parts.last()) {
            (".", _) => {}
            ("..", Some(last)) if !matches!(*last, "" | "." | "..") => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}
