//! From files to a checked schema.

use std::io;

use crate::ast::Unit;
use crate::check::{check_model, check_syntax_tree};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Diagnostics, Report};
use crate::ir::Schema;
use crate::lower::lower;
use crate::parse::{parse_root, parse_unit};
use crate::source::{FileId, SourceMap, Span, Spanned};
use crate::yaml::{Node, parse_yaml};

/// Compiles the schema whose root file is `root`. Files are read through `load`, which is given each path once;
/// included paths are relative to the file that includes them and always use `/`.
///
/// This crate never touches the file system by itself; a caller that wants files passes
/// [`std::fs::read_to_string`].
///
/// # Errors
/// Every problem of every file at once.
///
/// ```
/// let problems = lonelypsp_schema::compile("mine.yaml", |_| Ok("lonely: 1\nnmae: x\n".to_owned())).unwrap_err();
/// assert!(problems.to_string().contains("did you mean `name`?"));
/// ```
pub fn compile(root: &str, load: impl FnMut(&str) -> io::Result<String>) -> Result<Schema, Diagnostics> {
    let mut files =
        Files { load, sources: SourceMap::default(), report: Report::default(), incomplete: false };
    let node = match files.read_root(root) {
        Ok(found) => found,
        Err(diagnostic) => {
            return Err(Diagnostics { list: vec![diagnostic], sources: files.sources });
        }
    };
    let Some((head, unit)) = parse_root(&node, &mut files.report) else {
        return Err(Diagnostics { list: files.report.into_sorted(), sources: files.sources });
    };
    let mut units = Vec::new();
    files.include(root, unit, &mut units);
    let Files { sources, mut report, incomplete, .. } = files;
    check_syntax_tree(&head, &units, &mut report);
    let (mut schema, types) = lower(head, &units, sources, &mut report);
    check_model(&schema, &types, &mut report);
    if incomplete || units.iter().any(|unit| unit.incomplete) {
        // What is missing may stand where nothing could be read.
        report.retain(|d| !matches!(d.code, Code::UnknownType | Code::UnknownProtocol | Code::Empty));
    }
    if report.is_empty() {
        schema.sort();
        Ok(schema)
    } else {
        Err(Diagnostics { list: report.into_sorted(), sources: schema.sources })
    }
}

struct Files<L> {
    load: L,
    sources: SourceMap,
    report: Report,
    /// Whether a file could not be read, so that what it defines is missing.
    incomplete: bool,
}

/// More files than any schema has; whoever includes more includes without end.
const MOST_FILES: usize = 1000;

impl<L: FnMut(&str) -> io::Result<String>> Files<L> {
    fn read(&mut self, path: &str) -> io::Result<FileId> {
        let text = (self.load)(path)?;
        let text = text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned);
        Ok(self.sources.add(path.to_owned(), text))
    }

    fn read_root(&mut self, root: &str) -> Result<Node, Diagnostic> {
        match self.read(root) {
            Ok(file) => self.parse(file),
            Err(error) => {
                let file = self.sources.add(root.to_owned(), String::new());
                let message = format!("the schema `{root}` cannot be read: {error}");
                Err(Diagnostic::new(Code::Unreadable, Span { file, start: 0, end: 0 }, message))
            }
        }
    }

    fn parse(&self, file: FileId) -> Result<Node, Diagnostic> {
        parse_yaml(file, &self.sources.file(file).text)
    }

    /// Reads what a file includes, depth first, each file before those that it includes.
    fn include(&mut self, from: &str, mut unit: Unit, units: &mut Vec<Unit>) {
        let includes = std::mem::take(&mut unit.include);
        units.push(unit);
        for include in includes {
            let path = beside(from, &include);
            if self.sources.files().len() >= MOST_FILES {
                let message = format!("a schema of more than {MOST_FILES} files is refused");
                self.report.push(Diagnostic::new(Code::TooLarge, include.span, message));
                return;
            }
            if let Some(node) = self.read_included(&path, &include) {
                let unit = parse_unit(&node, &mut self.report);
                self.include(&path, unit, units);
            }
        }
    }

    fn read_included(&mut self, path: &str, include: &Spanned<String>) -> Option<Node> {
        if self.sources.files().iter().any(|file| beside("", &file.path) == path) {
            let message = format!("`{}` is included a second time", include.value);
            self.report.push(
                Diagnostic::new(Code::IncludedTwice, include.span, message)
                    .help("leave it out here; what a file defines is known in all files"),
            );
            return None;
        }
        let parsed = match self.read(path) {
            Ok(file) => self.parse(file),
            Err(error) => {
                let message = format!("`{path}` cannot be read: {error}");
                Err(Diagnostic::new(Code::Unreadable, include.span, message)
                    .help("a path is relative to the file that includes it"))
            }
        };
        self.incomplete |= parsed.is_err();
        parsed.map_err(|diagnostic| self.report.push(diagnostic)).ok()
    }
}

/// A path beside another one, without `.` and, where it can be, without `..`.
fn beside(from: &str, path: &str) -> String {
    let folder = from.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder);
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
