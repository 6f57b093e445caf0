//! One mapping of the schema, read key by key; whatever is left over is unknown.

use std::collections::{HashMap, HashSet};

use crate::ast::{Asked, Named, Number, Text, When};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Value};

/// The entries of a mapping while its keys are being asked for.
pub(super) struct Fields<'a> {
    pub(super) span: Span,
    known: &'static [&'static str],
    /// Nothing, if what stands there is no mapping, which is reported already.
    entries: Option<&'a [(Text, Node)]>,
    /// Unknown keys, each with the known one that it is near. They are read as if they were spelled right, so that
    /// one slip is one problem and what stands behind the key is looked at too.
    slips: Vec<(&'static str, &'a Node)>,
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
        // A key that is there already is not what was meant.
        let given: HashSet<&str> = entries.unwrap_or_default().iter().map(|(key, _)| key.as_str()).collect();
        let missing: Vec<_> = known.iter().copied().filter(|name| !given.contains(name)).collect();
        let mut slips = Vec::new();
        for (key, value) in entries.unwrap_or_default() {
            if known.contains(&key.as_str()) {
                continue;
            }
            let near = report.suggestions.nearest(key, missing.iter().copied());
            let message = format!("{what} has no key `{}`", key.value);
            report.push(Diagnostic::new(Code::UnknownKey, key.span, message).help(match near {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("its keys are {}", known.join(", ")),
            }));
            slips.extend(known.iter().find(|name| near == Some(name)).map(|name| (*name, value)));
        }
        report_doubled(entries.unwrap_or_default(), what, report);
        Self { span: node.span, known, entries, slips }
    }

    /// Whether there is a mapping at all.
    pub(super) fn is_mapping(&self) -> bool {
        self.entries.is_some()
    }

    /// Whether a key is unknown and not near any known one.
    pub(super) fn has_stranger(&self) -> bool {
        let entries = self.entries.unwrap_or_default();
        entries.iter().filter(|(key, _)| !self.known.contains(&key.as_str())).count() > self.slips.len()
    }

    pub(super) fn get(&self, key: &'static str) -> Option<&'a Node> {
        debug_assert!(self.known.contains(&key), "`{key}` is not among the known keys");
        let given = self.entries.unwrap_or_default().iter().find(|(k, _)| k.value == key);
        given
            .map(|(_, node)| node)
            .or_else(|| self.slips.iter().find(|(meant, _)| *meant == key).map(|(_, node)| *node))
    }

    /// Reports a key that must be given and is not.
    pub(super) fn require(
        &self,
        key: &'static str,
        owner: &str,
        span: Span,
        meaning: &str,
        report: &mut Report,
    ) {
        if self.is_mapping() && self.get(key).is_none() {
            let message = format!("{owner} does not say its `{key}`");
            let help = format!("add `{key}:`, {meaning}");
            report.push(Diagnostic::new(Code::MissingKey, span, message).help(help));
        }
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

    /// A mapping of free names, each entry parsed by `parse`. Of entries with the same name the first is kept.
    pub(super) fn named<T>(
        &self,
        key: &'static str,
        report: &mut Report,
        mut parse: impl FnMut(&'a Text, &'a Node, &mut Report) -> T,
    ) -> Option<Named<T>> {
        let what = format!("`{key}`");
        let entries = entries(self.get(key)?, &what, report)?;
        let first = report_doubled(entries, &what, report);
        let kept = entries.iter().enumerate().filter(|(at, (name, _))| first.get(name.as_str()) == Some(at));
        Some(kept.map(|(_, (name, node))| (name.clone(), parse(name, node, report))).collect())
    }

    /// A mapping of free names with what is asked of each, such as `{ x-part-id: 0 }`.
    pub(super) fn asked(&self, key: &'static str, report: &mut Report) -> Option<When> {
        let span = self.get(key)?.span;
        let named = self.named(key, report, |name, node, report| asked(node, name, report))?;
        let named = named.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        Some(Spanned::new(named, span))
    }
}

/// Text, where a plain scalar was expected.
pub(super) fn text(node: &Node, key: &str, report: &mut Report) -> Option<Text> {
    match &node.value {
        Value::Text(value) => Some(Spanned::new(value.clone(), node.span)),
        Value::Bool(_) | Value::Integer(_) | Value::Float => {
            wrong_shape(node, key, "text; put it in quotes", report)
        }
        _ => wrong_shape(node, key, "text", report),
    }
}

fn number(node: &Node, key: &str, report: &mut Report) -> Option<Number> {
    match node.value {
        Value::Integer(value) => Some(Spanned::new(value, node.span)),
        _ => wrong_shape(node, key, "an integer", report),
    }
}

fn asked(node: &Node, key: &str, report: &mut Report) -> Option<Spanned<Asked>> {
    match node.value {
        Value::Integer(value) => Some(Spanned::new(Asked::Number(value), node.span)),
        Value::Bool(value) => Some(Spanned::new(Asked::Flag(value), node.span)),
        _ => wrong_shape(node, key, "an integer, or `true` or `false` for a flag", report),
    }
}

fn wrong_shape<T>(node: &Node, key: &str, expected: &str, report: &mut Report) -> Option<T> {
    let message = format!("`{key}` is {}, expected {expected}", node.value.describe());
    report.push(Diagnostic::new(Code::WrongShape, node.span, message));
    None
}

/// The entries of a mapping; anything else is reported.
fn entries<'a>(node: &'a Node, what: &str, report: &mut Report) -> Option<&'a [(Text, Node)]> {
    if let Value::Map(entries) = &node.value {
        return Some(entries);
    }
    let message = format!("{what} is {}, expected a mapping", node.value.describe());
    report.push(Diagnostic::new(Code::WrongShape, node.span, message));
    None
}

/// Reports keys that stand twice; where each key stands first is the result.
fn report_doubled<'a>(
    entries: &'a [(Text, Node)],
    what: &str,
    report: &mut Report,
) -> HashMap<&'a str, usize> {
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
    for (at, (key, _)) in entries.iter().enumerate() {
        let before = *first.entry(key.as_str()).or_insert(at);
        if before != at {
            let message = format!("{what} has `{}` twice", key.value);
            report.push(
                Diagnostic::new(Code::DuplicateKey, key.span, message)
                    .related(entries[before].0.span, "first given here")
                    .help("leave out one of the two"),
            );
        }
    }
    first
}
