//! One mapping of the schema, read key by key; whatever is left over is unknown.

use std::collections::{HashMap, HashSet};

use crate::ast::{Named, Number, Text, When};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::language::elsewhere::{self, KeyHere};
use crate::language::{Mapping, Takes};
use crate::report::Report;
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Value};

use super::value::{What, asked, lonely, text_of, wrong_shape};

/// Where all keys are described.
const REFERENCE: &str = "schema/LANGUAGE.md";

/// The entries of a mapping while its keys are being asked for.
pub(super) struct Fields<'a> {
    pub(super) span: Span,
    mapping: &'static Mapping,
    /// Nothing, if what stands there is no mapping, which is reported already.
    entries: Option<&'a [(Text, Node)]>,
    /// Unknown keys, each with the known one that it is near. They are read as if they were spelled right, so that
    /// one slip is one problem and what stands behind the key is looked at too.
    slips: Vec<(&'static str, &'a Node)>,
}

impl<'a> Fields<'a> {
    /// Reads a mapping of the language; reports keys that it does not have, and doubled ones.
    pub(super) fn of(node: &'a Node, mapping: &'static Mapping, report: &mut Report) -> Self {
        let what = mapping.name;
        let entries = entries_of(node, what, Some(mapping.such_as()), report);
        // A key that is there already is not what was meant.
        let given: HashSet<&str> = entries.unwrap_or_default().iter().map(|(key, _)| key.as_str()).collect();
        let missing: Vec<_> = mapping.names().filter(|name| !given.contains(name)).collect();
        let mut slips = Vec::new();
        for (key, value) in entries.unwrap_or_default() {
            if mapping.knows(key) {
                continue;
            }
            let here = elsewhere::key(key, what);
            let near = match &here {
                Some(KeyHere::Called(name)) => missing.iter().copied().find(|missing| missing == name),
                Some(KeyHere::Said(_)) => None,
                None => report.suggestions.nearest(key, missing.iter().copied()),
            };
            let message = format!("{what} has no key `{}`", key.value);
            let help = match &here {
                Some(KeyHere::Said(help)) => (*help).to_owned(),
                _ => help_on_unknown(key, value, near, mapping),
            };
            report.push(Diagnostic::new(Code::UnknownKey, key.span, message).help(help));
            if !matches!(value.value, Value::Missing) {
                slips.extend(near.map(|name| (name, value)));
            }
        }
        report_doubled(entries.unwrap_or_default(), what, report);
        Self { span: node.span, mapping, entries, slips }
    }

    /// Whether there is a mapping at all.
    pub(super) fn is_mapping(&self) -> bool {
        self.entries.is_some()
    }

    /// Whether a key is unknown and not near any known one.
    pub(super) fn has_stranger(&self) -> bool {
        let entries = self.entries.unwrap_or_default();
        entries.iter().filter(|(key, _)| !self.mapping.knows(key)).count() > self.slips.len()
    }

    pub(super) fn get(&self, key: &'static str) -> Option<&'a Node> {
        debug_assert!(self.mapping.knows(key), "{} has no key `{key}`", self.mapping.name);
        let given = self.entries.unwrap_or_default().iter().find(|(k, _)| k.value == key);
        given
            .map(|(_, node)| node)
            .or_else(|| self.slips.iter().find(|(meant, _)| *meant == key).map(|(_, node)| *node))
    }

    /// Reports the keys that must be given and are not, but for the text, which [`check`](crate::check) asks for.
    pub(super) fn require_all(&self, owner: &str, span: Span, report: &mut Report) {
        let keys = self.mapping.keys.iter().filter(|key| key.default.is_none());
        for key in keys.filter(|key| !matches!(key.takes, Takes::Prose)) {
            self.require(key.name, owner, span, report);
        }
    }

    /// Reports a key that must be given and is not.
    pub(super) fn require(&self, key: &'static str, owner: &str, span: Span, report: &mut Report) {
        if self.is_mapping() && self.get(key).is_none() {
            let message = format!("{owner} does not say its `{key}`");
            let (about, example) = self.mapping.key(key).map_or(("", key), |key| (key.about, key.example));
            let help = format!("add `{key}:`, {about}, such as `{example}`");
            report.push(Diagnostic::new(Code::MissingKey, span, message).help(help));
        }
    }

    /// The key of the table, for what is to be said of its value.
    fn key(&self, name: &'static str) -> What {
        What { name, key: self.mapping.key(name) }
    }

    pub(super) fn text(&self, key: &'static str, report: &mut Report) -> Option<Text> {
        self.get(key).and_then(|node| text_of(node, &self.key(key), report))
    }

    pub(super) fn number(&self, key: &'static str, report: &mut Report) -> Option<Number> {
        let node = self.get(key)?;
        match node.value {
            Value::Integer(value) => Some(Spanned::new(value, node.span)),
            _ => wrong_shape(node, &self.key(key), "an integer", report),
        }
    }

    pub(super) fn boolean(&self, key: &'static str, report: &mut Report) -> Option<Spanned<bool>> {
        let node = self.get(key)?;
        match node.value {
            Value::Bool(value) => Some(Spanned::new(value, node.span)),
            _ => wrong_shape(node, &self.key(key), "`true` or `false`", report),
        }
    }

    pub(super) fn list(&self, key: &'static str, report: &mut Report) -> Option<&'a [Node]> {
        let node = self.get(key)?;
        match &node.value {
            Value::List(items) => Some(items),
            _ => wrong_shape(node, &self.key(key), "a list", report),
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
        let entries = entries_of(self.get(key)?, &what, self.key(key).such_as(), report)?;
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

/// What is right where a key is not known.
fn help_on_unknown(key: &Text, value: &Node, near: Option<&str>, mapping: &Mapping) -> String {
    match near {
        _ if key.value == "<<" => {
            "merge keys are not part of YAML 1.2: write the keys out, or let an alias stand for a whole value"
                .to_owned()
        }
        _ if matches!(value.value, Value::Missing) => lonely(key),
        Some(name) => format!("did you mean `{name}`?"),
        None => {
            let names: Vec<_> = mapping.names().collect();
            format!("its keys are {}; {REFERENCE} describes them", names.join(", "))
        }
    }
}

/// The entries of a mapping; anything else is reported.
fn entries_of<'a>(
    node: &'a Node,
    what: &str,
    help: Option<String>,
    report: &mut Report,
) -> Option<&'a [(Text, Node)]> {
    if let Value::Map(entries) = &node.value {
        return Some(entries);
    }
    let message = format!("{what} is {}, expected a mapping", node.value.describe());
    report.push(Diagnostic::new(Code::WrongShape, node.span, message).maybe_help(help));
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
