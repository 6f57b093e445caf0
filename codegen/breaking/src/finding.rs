//! What was found: a rule, what it is about, where that stands in both schemas, and the bytes that show it.

use lonelypsp_schema::{Direction, Span};

use crate::catalogue::Rule;
use crate::evidence::{Evidence, Shown};
use crate::rule::{Language, Way, Ways};

/// One difference between two schemas.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// What is different, in one sentence without a full stop.
    pub message: String,
    /// What it is about: `stateful.confirm_receive`, or a protocol's name.
    pub subject: String,
    /// Where that stands in the old schema, if it does.
    pub old: Option<Span>,
    /// Where that stands in the new schema, if it does.
    pub new: Option<Span>,
    /// The languages in whose generated code it is seen; of a rule about the source only.
    pub languages: Vec<Language>,
    /// Bytes or lines that show it, at most one for each way.
    pub evidence: Vec<Evidence>,
    /// Where to look for messages that show it.
    pub(crate) focus: Focus,
}

/// Where in two schemas a finding is: by the names of the old schema, or of the new one for what that has not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Focus {
    /// Indices of the protocol pair and the message pair in it.
    pub(crate) protocol: Option<usize>,
    pub(crate) message: Option<usize>,
    /// A message that only one schema has.
    pub(crate) only: Option<Only>,
    /// The names of the value in errors of the two schemas.
    pub(crate) values: Vec<String>,
}

/// A message that only one schema has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Only {
    /// Whether it is the old one.
    pub(crate) in_old: bool,
    pub(crate) direction: Direction,
    pub(crate) name: String,
}

impl Finding {
    pub(crate) fn new(rule: Rule, subject: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            subject: subject.into(),
            old: None,
            new: None,
            languages: Vec::new(),
            evidence: Vec::new(),
            focus: Focus::default(),
        }
    }

    pub(crate) fn at(mut self, old: Option<Span>, new: Option<Span>) -> Self {
        (self.old, self.new) = (old, new);
        self
    }

    pub(crate) fn about(mut self, value: &str) -> Self {
        if !self.focus.values.iter().any(|known| known == value) {
            self.focus.values.push(value.to_owned());
        }
        self
    }

    pub(crate) fn in_languages(mut self, languages: &[Language]) -> Self {
        self.languages = languages.to_vec();
        self
    }

    /// Who reads otherwise: those ways for which there are bytes that show it, or all that the rule knows if there are none.
    pub fn ways(&self) -> Ways {
        // A pair of lines shows all that the rule knows.
        if self.evidence.iter().any(|evidence| matches!(evidence.shown, Shown::Line)) {
            return self.rule.ways();
        }
        let shown = |way: Way| {
            self.rule.ways().has(way) && self.evidence.iter().any(|evidence| evidence.way == Some(way))
        };
        match (shown(Way::OldReader), shown(Way::NewReader)) {
            (true, true) => Ways::Both,
            (true, false) => Ways::Only(Way::OldReader),
            (false, true) => Ways::Only(Way::NewReader),
            (false, false) => self.rule.ways(),
        }
    }
}
