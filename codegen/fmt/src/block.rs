//! The tree → lines.

use std::borrow::Cow;

use granit_parser::ScalarStyle;
use lonelypsp_schema::yaml::is_text;

use crate::WIDTH;
use crate::flow::join;
use crate::output::Output;
use crate::scalar::{Spelled, in_line, spell};
use crate::tree::{Collection, Comment, Entry, Meant, Node, Root, Scalar, What};

/// How much further in what belongs to a key stands.
const STEP: usize = 2;

/// The text of a file.
pub(crate) fn print(root: &Root<'_>) -> String {
    let mut printer = Printer { out: Output::default() };
    printer.comments(&root.head, 0, false);
    if let Some(node) = &root.node {
        if !root.head.is_empty() {
            printer.out.blank_line();
        }
        printer.root(node);
    }
    printer.comments(&root.tail, 0, true);
    printer.out.finish()
}

struct Printer {
    out: Output,
}

/// Where a block stands.
#[derive(Clone, Copy)]
struct Place {
    indent: usize,
    /// How many mappings and lists are around it.
    depth: usize,
    /// Whether the first line has been begun, by a dash.
    is_begun: bool,
}

impl Printer {
    fn root(&mut self, node: &Node<'_>) {
        let place = Place { indent: 0, depth: 0, is_begun: false };
        match (&node.what, joined(node, 0)) {
            (_, Some(line)) => {
                self.out.push(&line);
                self.out.end_line();
            }
            (What::Collection(collection), None) => {
                if let Some(name) = &node.anchor {
                    self.out.push(&format!("&{name}"));
                    self.out.end_line();
                }
                self.block(collection, place);
            }
            (What::Scalar(scalar), None) => {
                self.out.push(&in_line(scalar, false));
                if !scalar.source.is_empty() {
                    self.out.end_line();
                }
            }
            // There is nothing that it could stand for.
            (What::Alias(name), None) => self.out.push(name),
        }
    }

    fn block(&mut self, collection: &Collection<'_>, place: Place) {
        for (at, entry) in collection.entries.iter().enumerate() {
            // Messages may begin below a blank line.
            let may_be_apart = at > 0 || place.depth == 1;
            self.entry(entry, place, may_be_apart, place.is_begun && at == 0);
        }
        self.comments(&collection.tail, place.indent, true);
    }

    fn comments(&mut self, comments: &[Comment<'_>], indent: usize, may_be_apart: bool) {
        for (at, comment) in comments.iter().enumerate() {
            if comment.blank && (at > 0 || may_be_apart) {
                self.out.blank_line();
            }
            self.out.comment_line(indent, comment.text);
        }
    }

    fn entry(&mut self, entry: &Entry<'_>, place: Place, may_be_apart: bool, is_begun: bool) {
        self.comments(&entry.above, place.indent, may_be_apart);
        let mut head = match &entry.key {
            Some(key) => key_of(key),
            None => "-".to_owned(),
        };
        if let Some(name) = &entry.value.anchor {
            head.extend([" &", name]);
        }
        let line = joined(&entry.value, place.indent + head.chars().count() + 1);
        let is_flow = matches!(&entry.value.what, What::Collection(collection) if collection.is_flow);
        let is_opened = is_flow && line.is_none();
        let behind = entry.behind.filter(|_| is_opened);
        if let (Some(behind), None) = (behind, &entry.key) {
            self.out.comment_line(place.indent, behind.text);
        }
        if !is_begun {
            if entry.blank && (may_be_apart || !entry.above.is_empty()) {
                self.out.blank_line();
            }
            self.out.indent(place.indent);
        }
        self.out.push(&head);
        let behind_key =
            entry.behind_key.or(behind.map(|behind| behind.text)).filter(|_| entry.key.is_some());
        match (&entry.value.what, line) {
            (_, Some(line)) => {
                self.out.push(" ");
                self.out.push(&line);
            }
            (What::Collection(collection), None) => {
                return self.below(collection, entry, behind_key, place);
            }
            (What::Scalar(scalar), None) => self.scalar(scalar, entry, place.indent),
            (What::Alias(name), None) => {
                self.out.push(" ");
                self.out.push(name);
            }
        }
        if let Some(behind) = entry.behind {
            // A comment that ends a text has to go on doing so.
            let is_plain =
                matches!(&entry.value.what, What::Scalar(scalar) if scalar.style == ScalarStyle::Plain);
            self.out.comment_behind(behind.text, behind.is_adjacent && is_plain);
        }
        if !matches!(&entry.value.what, What::Scalar(scalar) if is_block(scalar)) {
            self.out.end_line();
        }
    }

    /// A mapping or a list on lines of its own.
    fn below(
        &mut self,
        collection: &Collection<'_>,
        entry: &Entry<'_>,
        behind_key: Option<&str>,
        place: Place,
    ) {
        let is_begun = entry.key.is_none() && entry.value.anchor.is_none();
        if is_begun {
            self.out.push(" ");
        } else {
            if let Some(comment) = behind_key {
                self.out.comment_behind(comment, false);
            }
            self.out.end_line();
        }
        self.block(collection, Place { indent: place.indent + STEP, depth: place.depth + 1, is_begun });
    }

    fn scalar(&mut self, scalar: &Scalar<'_>, entry: &Entry<'_>, indent: usize) {
        match spell(scalar) {
            Spelled::Line(text) if text.is_empty() => {}
            Spelled::Line(text) => {
                self.out.push(" ");
                self.text(&text, scalar);
            }
            Spelled::Lines(lines) => {
                self.out.push(" ");
                let indent = " ".repeat(indent + STEP);
                let lines: Vec<_> =
                    lines.iter().enumerate().map(|(at, line)| indented(line, &indent, at > 0)).collect();
                self.text(&lines.join("\n"), scalar);
            }
            Spelled::Block(head, lines) => {
                self.out.push(" ");
                self.out.push(&head);
                if let Some(comment) = entry.behind_key {
                    self.out.comment_behind(comment, false);
                }
                self.out.end_line();
                let indent = " ".repeat(indent + STEP);
                for line in lines {
                    self.out.push(&indented(&line, &indent, true));
                    self.out.end_line();
                }
            }
        }
    }

    /// Text that may have no quotes.
    fn text(&mut self, text: &str, scalar: &Scalar<'_>) {
        let may_be_cut = scalar.meant == Meant::Prose && !text.starts_with(['"', '\'']);
        if may_be_cut && is_text(&scalar.value) {
            self.out.push_plain(text, &scalar.value);
        } else {
            self.out.push(text);
        }
    }
}

/// A line that stands further in, unless it is empty.
fn indented<'l>(line: &'l str, indent: &str, is_below: bool) -> Cow<'l, str> {
    if is_below && !line.is_empty() { Cow::Owned(format!("{indent}{line}")) } else { Cow::Borrowed(line) }
}

/// A key with its colon.
fn key_of(key: &Node<'_>) -> String {
    let anchor = key.anchor.as_ref().map(|name| format!("&{name} ")).unwrap_or_default();
    match &key.what {
        // The colon would belong to the name.
        What::Alias(name) => format!("{anchor}{name} :"),
        What::Scalar(scalar) => format!("{anchor}{}:", in_line(scalar, false)),
        // The schema compiler refuses such keys.
        What::Collection(_) => format!("{anchor}:"),
    }
}

fn is_block(scalar: &Scalar<'_>) -> bool {
    matches!(spell(scalar), Spelled::Block(..)) && scalar.style != ScalarStyle::Plain
}

/// What stands in braces or brackets on one line, if it fits there behind so many characters.
fn joined(node: &Node<'_>, before: usize) -> Option<String> {
    match &node.what {
        What::Collection(collection) if collection.is_flow || collection.entries.is_empty() => {
            join(node, WIDTH.saturating_sub(before))
        }
        _ => None,
    }
}
