//! Which rules are looked at.

use std::collections::BTreeSet;

use lonelypsp_findings::Rule;
use lonelypsp_schema::nearest;

use crate::Lint;

/// Which rules are looked at: all of them, if nothing else is said.
#[derive(Clone, Debug)]
pub struct Selection {
    codes: BTreeSet<&'static str>,
}

/// A category or rule that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSelector {
    /// What was asked for.
    pub given: String,
    /// What was probably meant.
    pub near: Option<&'static str>,
}

impl Default for Selection {
    fn default() -> Self {
        Self { codes: all().map(|rule| rule.code).collect() }
    }
}

impl Selection {
    /// The categories, in the order of their rules.
    pub fn categories() -> Vec<&'static str> {
        let mut categories: Vec<_> = all().map(|rule| rule.category).collect();
        categories.dedup();
        categories
    }

    /// Those rules of `wanted`, or all if there are none, that are none of `unwanted`. Each is a category, a code or the name
    /// of a rule; case does not matter.
    ///
    /// # Errors
    /// The first that is none of these.
    ///
    /// ```
    /// use lonelypsp_lint::{Lint, Selection};
    ///
    /// let selection = Selection::new(&["docs"], &["LL026"]).unwrap();
    /// assert!(selection.has(Lint::NoUnit.rule()) && !selection.has(Lint::Todo.rule()));
    /// assert_eq!(Selection::new(&["DOC"], &[]).unwrap_err().near, Some("DOCS"));
    /// ```
    pub fn new<S: AsRef<str>>(wanted: &[S], unwanted: &[S]) -> Result<Self, UnknownSelector> {
        let mut selection = Self::default();
        if !wanted.is_empty() {
            let codes: Result<Vec<_>, _> = wanted.iter().map(|given| codes_of(given.as_ref())).collect();
            selection.codes = codes?.into_iter().flatten().collect();
        }
        for given in unwanted {
            for code in codes_of(given.as_ref())? {
                selection.codes.remove(code);
            }
        }
        Ok(selection)
    }

    /// Whether a rule is looked at.
    pub fn has(&self, rule: &Rule) -> bool {
        self.codes.contains(rule.code)
    }

    /// How many rules that are.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether that is none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }
}

fn all() -> impl Iterator<Item = &'static Rule> + Clone {
    Lint::ALL.iter().map(|rule| rule.rule())
}

fn codes_of(given: &str) -> Result<Vec<&'static str>, UnknownSelector> {
    let is_it = |rule: &&Rule| {
        [rule.category, rule.code, rule.name].iter().any(|name| name.eq_ignore_ascii_case(given))
    };
    let codes: Vec<_> = all().filter(is_it).map(|rule| rule.code).collect();
    if !codes.is_empty() {
        return Ok(codes);
    }
    let names = all().flat_map(|rule| [rule.category, rule.code, rule.name]);
    let near = nearest(&given.to_ascii_uppercase(), names.clone()).or_else(|| nearest(given, names));
    Err(UnknownSelector { given: given.to_owned(), near })
}
