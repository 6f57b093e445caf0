//! Problems while a pass goes on; a pass stops only when nothing sensible can follow.

use std::collections::HashSet;

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::suggest::Suggestions;

/// Of how many problems more is kept than that they are there.
const MOST_KEPT: usize = 200_000;

/// Collects problems.
#[derive(Debug)]
pub(crate) struct Report {
    list: Vec<Diagnostic>,
    found: usize,
    most_kept: usize,
    pub(crate) suggestions: Suggestions,
}

impl Default for Report {
    fn default() -> Self {
        Self { list: Vec::new(), found: 0, most_kept: MOST_KEPT, suggestions: Suggestions::default() }
    }
}

impl Report {
    /// One that keeps nothing, for what is lowered a second time.
    pub(crate) fn quiet() -> Self {
        Self { list: Vec::new(), found: 0, most_kept: 0, suggestions: Suggestions::none() }
    }

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.found += 1;
        if self.list.len() < self.most_kept {
            self.list.push(diagnostic);
        }
    }

    /// How many problems were found, kept or not.
    pub(crate) fn len(&self) -> usize {
        self.found
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found == 0
    }

    /// Where this is reported, drops what else is.
    pub(crate) fn keep_first_of(&mut self, code: Code) {
        let of_code = self.list.iter().filter(|problem| problem.code == code);
        let places: HashSet<Span> = of_code.map(|problem| problem.span).collect();
        self.retain(|problem| problem.code == code || !places.contains(&problem.span));
    }

    /// Drops what follows from something else that was reported.
    pub(crate) fn retain(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        let before = self.list.len();
        self.list.retain(keep);
        self.found -= before - self.list.len();
    }

    /// Everything kept, in the order in which it was found; what was not kept is counted as found by another one.
    pub(crate) fn into_list(self, counted_by: &mut Self) -> Vec<Diagnostic> {
        counted_by.found += self.found - self.list.len();
        self.list
    }

    /// Everything kept, in the order of the files and, within one, of the lines; and whether there is more.
    pub(crate) fn into_sorted(mut self) -> (Vec<Diagnostic>, bool) {
        let has_more = self.found > self.list.len();
        self.list.sort_by_key(|problem| (problem.span, problem.code));
        self.list.dedup_by(|a, b| a.code == b.code && a.span == b.span && a.message == b.message);
        (self.list, has_more)
    }
}
