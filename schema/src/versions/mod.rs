//! The versions of a schema: which there are, what is in which, and the schema as it is in one of them.
//!
//! Keys such as `since` are looked at here and nowhere else. What comes after it, from lowering on, sees one version.

mod check;
mod list;
mod merge;
mod project;
mod references;

pub(crate) use check::{Changes, check_availability};
pub(crate) use list::MOST_VERSIONS;
pub(crate) use merge::merge;
pub(crate) use project::project;

use std::collections::HashMap;

use crate::ast::{Availability, Root, Text};
use crate::report::Report;

/// The versions that something is in, by their positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    /// The first that has it.
    pub(crate) first: usize,
    /// The last that has it.
    pub(crate) last: usize,
}

impl Range {
    pub(crate) fn contains(self, at: usize) -> bool {
        (self.first..=self.last).contains(&at)
    }

    /// The versions that both are in; perhaps none.
    fn within(self, other: Self) -> Self {
        Self { first: self.first.max(other.first), last: self.last.min(other.last) }
    }
}

/// How many versions a help lists.
const MOST_SHOWN: usize = 12;

/// The versions that a schema describes, oldest first.
#[derive(Debug)]
pub(crate) struct Versions {
    list: Vec<Text>,
    by_name: HashMap<String, usize>,
}

impl Versions {
    /// Those of a schema, if it says that there are several; what is wrong with the list is reported.
    pub(crate) fn of(root: &Root, report: &mut Report) -> Option<Self> {
        let said = root.versions.as_ref()?;
        list::report_list(root, said, report);
        let mut by_name = HashMap::new();
        let mut kept: Vec<Text> = Vec::new();
        for version in said.iter().take(MOST_VERSIONS) {
            if !by_name.contains_key(version.as_str()) {
                by_name.insert(version.value.clone(), kept.len());
                kept.push(version.clone());
            }
        }
        (!kept.is_empty()).then_some(Self { list: kept, by_name })
    }

    /// The position of the newest.
    pub(crate) fn newest(&self) -> usize {
        self.list.len() - 1
    }

    pub(crate) fn position(&self, version: &str) -> Option<usize> {
        self.by_name.get(version).copied()
    }

    /// What the version at a position is called.
    pub(crate) fn name(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |version| version.as_str())
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.list.iter().map(|version| version.as_str())
    }

    /// All of them, behind this word, as far as anybody reads on.
    pub(crate) fn listed(&self, word: &str) -> String {
        let shown: Vec<_> = self.names().take(MOST_SHOWN).collect();
        let others = if self.list.len() > shown.len() { " and others" } else { "" };
        format!("{word} {}{others}", shown.join(", "))
    }

    fn all(&self) -> Range {
        Range { first: 0, last: self.newest() }
    }

    /// In which versions something is that says this of itself.
    fn range(&self, said: &Availability) -> Range {
        let at = |version: &Option<Text>| version.as_ref().and_then(|version| self.position(version));
        let Range { first, last } = self.all();
        Range { first: at(&said.since).unwrap_or(first), last: at(&said.until).unwrap_or(last) }
    }
}
