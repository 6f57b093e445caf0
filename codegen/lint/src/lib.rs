//! Rules for good schemas of the lonely pub-sub protocol: about names, documentation, limits, what is unused, and secrets. What
//! [`compile`](lonelypsp_schema::compile) reports keeps a schema from being one; what is found here could be better.
//!
//! ```
//! use lonelypsp_lint::{Selection, lint};
//!
//! let text = "\
//! lonely: 1
//! name: mine
//! version: 1.0.0
//! doc: One message.
//! protocols: { mine: { prefix: none, doc: A protocol of one message. } }
//! types: { words: { kind: text, doc: What only its owner knows. } }
//! protocol: mine
//! messages:
//!   enter:
//!     from: subscriber
//!     code: 1
//!     doc: Somebody wants to be let in.
//!     sequence: [{ field: password, type: words, prefix: u8 }]
//! ";
//! let schema = lonelypsp_schema::compile("mine.yaml", |_| Ok(text.to_owned())).unwrap();
//! let findings = lint(&schema, &Selection::default());
//! assert_eq!(findings[0].rule.name, "secret-not-said");
//! ```

mod alike;
mod docs;
mod edit;
mod limits;
mod mentions;
mod naming;
mod numbers;
mod outline;
mod redundant;
mod rules;
mod secrets;
mod selection;
mod tree;
mod unused;
mod words;

use lonelypsp_findings::{Finding, Place};
use lonelypsp_schema::{Schema, SourceMap, Span, nearest};

use outline::{Outline, Trees};
pub use rules::Lint;
pub use selection::{Selection, UnknownSelector};

/// What is found in a sound schema by the rules that are selected, by place. Exceptions are not looked at; see
/// [`Exceptions`](lonelypsp_findings::Exceptions).
pub fn lint(schema: &Schema, selection: &Selection) -> Vec<Finding> {
    let trees = Trees::of(&schema.sources);
    let outline = Outline::of(&trees);
    let mut found =
        Found { sources: &schema.sources, selection, comparisons: MOST_COMPARISONS, list: Vec::new() };
    naming::look(&outline, &mut found);
    docs::look(&outline, &mut found);
    mentions::look(&outline, &mut found);
    limits::look(&outline, &mut found);
    unused::look(&outline, &mut found);
    numbers::look(&outline, &mut found);
    redundant::look(&outline, &mut found);
    alike::look(&outline, &mut found);
    secrets::look(&outline, &mut found);
    found.list.sort_by_key(|finding| (finding.span(), finding.rule.code));
    // What an alias repeats is found wherever it stands.
    found.list.dedup_by(|a, b| a.rule == b.rule && a.place == b.place);
    found.list
}

/// So many unknown names are compared with all that there are; whoever has more is helped by none of them.
const MOST_COMPARISONS: u32 = 50;

/// What was found so far.
struct Found<'s> {
    sources: &'s SourceMap,
    selection: &'s Selection,
    /// How many names may still be compared with all others.
    comparisons: u32,
    list: Vec<Finding>,
}

impl Found<'_> {
    fn add(&mut self, rule: Lint, span: Span, message: String, more: impl FnOnce(Finding) -> Finding) {
        if self.selection.has(rule.rule()) {
            self.list.push(more(Finding::new(rule.rule(), Place::Here(span), message)));
        }
    }

    /// The name that was probably meant.
    fn near<'n>(&mut self, name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        self.comparisons = self.comparisons.checked_sub(1)?;
        nearest(name, names)
    }

    /// The text of the file that a place is in.
    fn text(&self, span: Span) -> &str {
        &self.sources.file(span.file).text
    }
}
