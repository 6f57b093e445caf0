//! Compares two schemas of the lonelypsp schema language: what of the one a program of the other reads otherwise, refuses, or
//! does not compile against.
//!
//! A difference is a [`Finding`] of a [`Rule`]: what has changed, where that stands in both schemas, and who is hit by it. For
//! what touches the wire, messages are made of both schemas and read with the interpreter of the other; those that do not come
//! out the same are the finding's [`Evidence`]. So a finding is shown, not claimed, and with [`Options::prove`], a difference
//! that no rule knows is found all the same, as [`Rule::Unexplained`].
//!
//! ```
//! use lonelypsp_breaking::{Options, Rule, compare};
//! let schema = |most: &str| {
//!     let text = format!(
//!         "lonely: 1\nname: chat\nversion: 1.0.0\ndoc: Lines.\nprotocols:\n  chat:\n    doc: Lines.\n    flags: {{ short: {{ bit: 0, \
//!          selects: minimal, doc: Short. }} }}\ntypes:\n  nick: {{ kind: text, max: {most}, doc: Who. }}\nprotocol: \
//!          chat\nmessages:\n  line: {{ from: subscriber, code: 1, doc: A line., headers: {{ x-nick: nick }} }}\n"
//!     );
//!     lonelypsp_schema::compile("chat.yaml", move |_| Ok(text.clone())).unwrap()
//! };
//! let found = compare(&schema("20"), &schema("10"), Options::default());
//! assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [Rule::LimitLowered]);
//! assert!(found[0].evidence[0].old.accepted && !found[0].evidence[0].new.accepted);
//! assert!(compare(&schema("20"), &schema("20"), Options { prove: true, ..Options::default() }).is_empty());
//! ```

mod catalogue;
mod compare;
mod conditions;
mod evidence;
mod finding;
mod judge;
mod pair;
mod pairs;
mod prove;
mod render;
mod rule;
mod same;
mod sample;
mod shown;

use lonelypsp_schema::Schema;

pub use catalogue::Rule;
pub use evidence::{Answer, Evidence, Shown};
pub use finding::Finding;
pub use render::in_words;
pub use rule::{Category, Language, Way, Ways};

use pair::SchemaPair;

/// How two schemas are compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether to try all messages, not only those that a finding is about.
    pub prove: bool,
    /// What the random damage is made from; the same seed gives the same messages.
    pub seed: u64,
    /// How often each message is damaged at random, if all are tried.
    pub rounds: u32,
}

/// All that is different between an old schema and a new one and that somebody has to know about, in the order of the old one.
pub fn compare(old: &Schema, new: &Schema, options: Options) -> Vec<Finding> {
    let pair = SchemaPair::new(old, new);
    let mut findings = compare::compare(&pair);
    prove::prove(&pair, &mut findings, options);
    findings
}
