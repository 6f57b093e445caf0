//! Which of many files are named: nobody reads more than a few, but what is somebody's own work must not be missed.

use std::collections::BTreeMap;

use super::args::Said;
use super::change::Change;

/// So many files of a package are named if there are no more.
const MOST: usize = 10;
/// So many if there are more.
const FIRST: usize = 5;

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// Nothing but what went wrong.
    Quiet,
    /// The first files of each package, and how many others there are.
    Short,
    /// Every file.
    Full,
}

impl Detail {
    pub(super) const fn of(said: &Said) -> Self {
        match (said.quiet, said.verbose) {
            (true, _) => Self::Quiet,
            (false, true) => Self::Full,
            (false, false) => Self::Short,
        }
    }
}

/// The files of one package, as they come.
#[derive(Debug)]
pub(super) struct Listing {
    detail: Detail,
    /// How many may still be named.
    left: usize,
    /// How many were not, by what is said of them.
    rest: BTreeMap<&'static str, usize>,
}

impl Listing {
    /// For a package with these changes.
    pub(super) fn of(changes: &BTreeMap<String, Change>, detail: Detail) -> Self {
        let many = changes.values().filter(|change| !change.is_about_somebodys_work()).count() > MOST;
        Self { detail, left: if many { FIRST } else { MOST }, rest: BTreeMap::new() }
    }

    /// Whether the next file is named. If not, it is counted under what would have been said of it.
    pub(super) fn names_next(&mut self, change: Change, word: &'static str) -> bool {
        match self.detail {
            Detail::Quiet => return false,
            Detail::Full => return true,
            Detail::Short if change.is_about_somebodys_work() => return true,
            Detail::Short => {}
        }
        let is_named = self.left > 0;
        self.left = self.left.saturating_sub(1);
        if !is_named {
            *self.rest.entry(word).or_default() += 1;
        }
        is_named
    }

    /// What is said of those that were not named, if there are any: `and 110 others: 106 changed, 4 stray`.
    pub(super) fn rest(&self) -> Option<String> {
        let all: usize = self.rest.values().sum();
        let parts: Vec<_> = self.rest.iter().map(|(word, number)| format!("{number} {word}")).collect();
        (all > 0).then(|| format!("and {all} others: {}; --verbose names them", parts.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(changes: &[Change]) -> BTreeMap<String, Change> {
        changes.iter().enumerate().map(|(index, change)| (format!("{index:03}"), *change)).collect()
    }

    /// How many of them are named, and what is said of the others.
    fn listed(list: &[Change], detail: Detail) -> (usize, Option<String>) {
        let mut listing = Listing::of(&changes(list), detail);
        let named = list.iter().filter(|change| listing.names_next(**change, change.state())).count();
        (named, listing.rest())
    }

    #[test]
    fn few_are_named_and_many_are_counted() {
        assert_eq!(listed(&[Change::Missing; 10], Detail::Short), (10, None));
        let rest = "and 6 others: 6 missing; --verbose names them".to_owned();
        assert_eq!(listed(&[Change::Missing; 11], Detail::Short), (5, Some(rest)));
        assert_eq!(listed(&[Change::Missing; 500], Detail::Full), (500, None));
        assert_eq!(listed(&[Change::Edited; 500], Detail::Quiet), (0, None));
    }

    #[test]
    fn what_somebody_wrote_is_named_in_any_case() {
        let mixed =
            [[Change::Changed; 20].as_slice(), &[Change::Edited, Change::Stray, Change::Kept]].concat();
        let rest = "and 16 others: 15 changed, 1 stray; --verbose names them".to_owned();
        assert_eq!(listed(&mixed, Detail::Short), (7, Some(rest)));
    }
}
