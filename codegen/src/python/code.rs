//! Pieces of code, which carry what they import.

use std::collections::BTreeSet;

use super::text::{call, docstring, import, unless};

/// Where names come from.
pub(super) mod from {
    pub(in super::super) const BUILTINS: &str = "builtins";
    pub(in super::super) const DATACLASSES: &str = "dataclasses";
    pub(in super::super) const TYPING: &str = "typing";
    pub(in super::super) const BODIES: &str = "...runtime.bodies";
    pub(in super::super) const DEPRECATION: &str = "...runtime.deprecation";
    pub(in super::super) const FAST: &str = "...runtime.fast";
    pub(in super::super) const FLAGS: &str = "...runtime.flags";
    pub(in super::super) const EXCLUSIONS: &str = "...runtime.exclusions";
    pub(in super::super) const INCREMENTAL: &str = "...runtime.incremental";
    pub(in super::super) const ITEMS: &str = "...runtime.items";
    pub(in super::super) const SCAN: &str = "...runtime.scan";
    pub(in super::super) const SEQUENCE: &str = "...runtime.sequence";
    pub(in super::super) const READER: &str = "...runtime.reader";
    pub(in super::super) const SHAPES: &str = "...runtime.shapes";
    pub(in super::super) const STEPS: &str = "...runtime.steps";
    pub(in super::super) const STREAMS: &str = "...runtime.streams";
    pub(in super::super) const CONSTANTS: &str = "..constants";
}

/// Names of other modules that code uses, with the modules in the order of imports.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses(BTreeSet<(&'static str, Imported)>);

/// A name of another module, and what it is called here if that is something else.
type Imported = (String, Option<&'static str>);

impl Uses {
    /// A name that stands in the code.
    pub(super) fn add(&mut self, module: &'static str, name: impl Into<String>) {
        self.0.insert((module, (name.into(), None)));
    }

    /// A name that stands in the code as another one.
    pub(super) fn add_as(&mut self, module: &'static str, name: impl Into<String>, here: &'static str) {
        self.0.insert((module, (name.into(), Some(here))));
    }

    pub(super) fn extend(&mut self, other: &Self) {
        self.0.extend(other.0.iter().cloned());
    }

    /// Whether anything of a module is used.
    pub(super) fn has(&self, module: &str) -> bool {
        self.0.iter().any(|(from, _)| *from == module)
    }

    /// The imports of all modules of the package, in the order of a sorter: those that are farther away first.
    pub(super) fn own_imports(&self) -> Vec<String> {
        let modules = self.0.iter().map(|(module, _)| *module).filter(|module| module.starts_with('.'));
        modules.collect::<BTreeSet<_>>().into_iter().flat_map(|module| self.imports(module)).collect()
    }

    /// The imports of one module: first whole ones, then names, then names that are called otherwise here.
    pub(super) fn imports(&self, module: &str) -> Vec<String> {
        let all = || self.0.iter().filter(|(from, _)| *from == module).map(|(_, imported)| imported);
        let names: Vec<_> = all().filter(|(_, here)| here.is_none()).map(|(name, _)| name.clone()).collect();
        let renamed = all().filter_map(|(name, here)| Some(format!("{name} as {}", (*here)?)));
        let mut lines = if names.is_empty() { Vec::new() } else { import(module, &names) };
        lines.extend(renamed.flat_map(|name| import(module, &[name])));
        lines
    }
}

/// Lines of code, and what they use.
#[derive(Clone, Debug, Default)]
pub(super) struct Code {
    pub(super) lines: Vec<String>,
    pub(super) uses: Uses,
}

impl Code {
    /// The beginning of a function.
    pub(super) fn function(head: &str, parameters: &[String], returns: &str, doc: &str) -> Self {
        let mut lines = call(0, &format!("def {head}"), parameters, &format!(" -> {returns}:"));
        lines.extend(docstring(4, doc));
        Self { lines, uses: Uses::default() }
    }

    pub(super) fn put(&mut self, depth: usize, text: &str) {
        self.lines.push(format!("{:depth$}{text}", ""));
    }

    /// Gives up if one of the conditions holds.
    pub(super) fn unless(&mut self, depth: usize, conditions: &[String]) {
        self.uses(from::FAST, "NotFast");
        self.lines.extend(unless(depth, "or", conditions));
    }

    /// Gives up if all of the conditions hold.
    pub(super) fn unless_all(&mut self, depth: usize, conditions: &[String]) {
        self.uses(from::FAST, "NotFast");
        self.lines.extend(unless(depth, "and", conditions));
    }

    pub(super) fn uses(&mut self, module: &'static str, name: &str) {
        self.uses.add(module, name);
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lines.join("\n"))
    }
}
