//! One mapping of the schema, read key by key; whatever is left over is unknown.

use crate::ast::{Named, Number, Text};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::source::{Span, Spanned};
use crate::suggest::nearest;
use crate::yaml::{Node, Value};

/// The entries of a mapping while its keys are being asked for.
pub(super) struct Fields<'a> {
    pub(super) span: Span,
    known: &'static [&'static str],
    entries: &'a [(Text, Node)],
}

impl<'a> Fields<'a> {
    /// Reads a mapping whose keys must be among `known`; reports the others and doubled ones.
    pub(super) fn of(
        node: &'a Node,
        what: &str,
        known: &'static [&'static str],
        report: &mut Report,
    ) -> Self {
        let entries = entries(node, what, report);
        for (key, _) in entries {
            if !known.contains(&key.as_str()) {
                report.push(
                    Diagnostic::new(Code::UnknownKey, key.span, format!("{what} has no key `{}`", key.value))
                        .help(unknown_key_help(key, known)),
                );
            }
        }
        report_doubled(entries, what, report);
        Self { span: node.span, known, entries }
    }

    pub(super) fn get(&self, key: &'static str) -> Option<&'a Node> {
        debug_assert!(self.known.contains(&key), "`{key}` is not among the known keys");
        self.entries.iter().find(|(k, _)| k.value == key).map(|(_, node)| node)
    }

    pub(super) fn text(&self, key: &'static str, report: &mut Report) -> Option<Text> {
        self.get(key).and_then(|node| text(node, key, report))
    }

    pub(super) fn number(&self, key: &'static str, report: &mut Report) -> Option<Number> {
        self.get(key).and_then(|node| number(node, key, report))
    }

    pub(super) fn boolean(&self, key: &'static str, report: &mut Report) -> Option<Spanned<bool>> {
        let node = self.get(key)?;
        match node.value {
            Value::Bool(value) => Some(Spanned::new(value, node.span)),
            _ => wrong_shape(node, key, "`true` or `false`", report),
        }
    }

    pub(super) fn list(&self, key: &'static str, report: &mut Report) -> Option<&'a [Node]> {
        let node = self.get(key)?;
        match &node.value {
            Value::List(items) => Some(items),
            _ => wrong_shape(node, key, "a list", report),
        }
    }

    /// A mapping of free names, each entry parsed by `parse`.
    pub(super) fn named<T>(
        &self,
        key: &'static str,
        report: &mut Report,
        mut parse: impl FnMut(&'a Node, &mut Report) -> T,
    ) -> Named<T> {
        let Some(node) = self.get(key) else { return Vec::new() };
        let entries = entries(node, &format!("`{key}`"), report);
        report_doubled(entries, &format!("`{key}`"), report);
        entries.iter().map(|(name, node)| (name.clone(), parse(node, report))).collect()
    }

    /// A mapping of free names with integers, such as `{ x-part-id: 0 }`.
    pub(super) fn numbers(&self, key: &'static str, report: &mut Report) -> Option<Spanned<Named<Number>>> {
        let span = self.get(key)?.span;
        let named = self.named(key, report, |node, report| number(node, key, report));
        let named = named.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        Some(Spanned::new(named, span))
    }
}

/// Text, where a plain scalar was expected.
pub(super) fn text(node: &Node, key: &str, report: &mut Report) -> Option<Text> {
    match &node.value {
        Value::Text(value) => Some(Spanned::new(value.clone(), node.span)),
        _ => wrong_shape(node, key, "text (put it in quotes if it looks like a number)", report),
    }
}

fn number(node: &Node, key: &str, report: &mut Report) -> Option<Number> {
    match node.value {
        Value::Integer(value) => Some(Spanned::new(value, node.span)),
        _ => wrong_shape(node, key, "an integer", report),
    }
}

pub(super) fn wrong_shape<T>(node: &Node, key: &str, expected: &str, report: &mut Report) -> Option<T> {
    let message = format!("`{key}` is {}, expected {expected}", node.value.describe());
    report.push(Diagnostic::new(Code::WrongShape, node.span, message));
    None
}

fn entries<'a>(node: &'a Node, what: &str, report: &mut Report) -> &'a [(Text, Node)] {
    match &node.value {
        Value::Map(entries) => entries,
        other => {
            let message = format!("{what} is {}, expected a mapping", other.describe());
            report.push(Diagnostic::new(Code::WrongShape, node.span, message));
            &[]
        }
    }
}

fn report_doubled(entries: &[(Text, Node)], what: &str, report: &mut Report) {
    for (index, (key, _)) in entries.iter().enumerate() {
        if let Some((first, _)) = entries[..index].iter().find(|(k, _)| k.value == key.value) {
            report.push(
                Diagnostic::new(Code::DuplicateKey, key.span, format!("{what} has `{}` twice", key.value))
                    .related(first.span, "first given here"),
            );
        }
    }
}

fn unknown_key_help(key: &Text, known: &[&str]) -> String {
    match nearest(key, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("its keys are {}", known.join(", ")),
    }
}
