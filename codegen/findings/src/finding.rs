//! What was found, where, and what can be done about it.

use lonelypsp_schema::{Diagnostics, SourceMap, Span};

use crate::{Fix, Rule, Severity};

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the schema that is looked at.
    Here(Span),
    /// In the schema that it is compared with.
    Before(Span),
    /// A file as a whole, by its path; it need be no schema, nor be there.
    File(String),
    /// A line of a file that is no schema, by its path and number, from 1.
    Line(String, usize),
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The place.
    pub place: Place,
    /// What is to be said of it ("first defined here").
    pub remark: String,
}

/// One thing that was found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The place that is wrong.
    pub place: Place,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// What would be right, where that is known.
    pub help: Option<String>,
    /// What shows it: text of several lines, such as a message with two answers side by side.
    pub evidence: Option<String>,
    /// What would cure it for certain.
    pub fix: Option<Fix>,
}

impl Finding {
    /// What breaks a rule, with that rule's severity.
    pub fn new(rule: &'static Rule, place: Place, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            place,
            related: Vec::new(),
            help: None,
            evidence: None,
            fix: None,
        }
    }

    /// Adds what would be right.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn related(mut self, place: Place, remark: impl Into<String>) -> Self {
        self.related.push(Related { place, remark: remark.into() });
        self
    }

    /// Adds what shows it.
    #[must_use]
    pub fn evidence(mut self, evidence: impl Into<String>) -> Self {
        self.evidence = Some(evidence.into());
        self
    }

    /// Adds what would cure it for certain.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The place in the schema that is looked at, if it is in that.
    pub const fn span(&self) -> Option<Span> {
        match self.place {
            Place::Here(span) => Some(span),
            Place::Before(_) | Place::File(_) | Place::Line(..) => None,
        }
    }
}

/// The schema that another one is compared with.
#[derive(Debug)]
pub struct Before {
    /// What it is called, such as the git reference that it was read from.
    pub label: String,
    /// Its files.
    pub sources: SourceMap,
}

/// Everything that was found, together with the text that it points into.
#[derive(Debug, Default)]
pub struct Findings {
    /// What was found, by place.
    pub list: Vec<Finding>,
    /// Whether there is more, of which nothing was kept.
    pub has_more: bool,
    /// The files that [`Place::Here`] points into.
    pub sources: SourceMap,
    /// The files that [`Place::Before`] points into.
    pub before: Option<Before>,
}

impl Findings {
    /// Findings about these files, sorted by place and code.
    pub fn new(mut list: Vec<Finding>, sources: SourceMap) -> Self {
        list.sort_by(|a, b| {
            let key = |finding: &Finding| match &finding.place {
                Place::Here(span) => (0, Some(*span), String::new(), 0),
                Place::Before(span) => (1, Some(*span), String::new(), 0),
                Place::File(path) => (2, None, path.clone(), 0),
                Place::Line(path, line) => (2, None, path.clone(), *line),
            };
            (key(a), a.rule.code).cmp(&(key(b), b.rule.code))
        });
        Self { list, has_more: false, sources, before: None }
    }

    /// With the schema that this one was compared with.
    #[must_use]
    pub fn compared_with(mut self, label: impl Into<String>, sources: SourceMap) -> Self {
        self.before = Some(Before { label: label.into(), sources });
        self
    }

    /// The files that a place is in, and the span; none for a file as a whole.
    pub fn look_up(&self, place: &Place) -> Option<(&SourceMap, Span)> {
        match place {
            Place::Here(span) => Some((&self.sources, *span)),
            Place::Before(span) => self.before.as_ref().map(|before| (&before.sources, *span)),
            Place::File(_) | Place::Line(..) => None,
        }
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|finding| finding.severity == severity).count()
    }
}

impl From<Diagnostics> for Findings {
    fn from(problems: Diagnostics) -> Self {
        let Diagnostics { list, has_more, sources } = problems;
        Self { list: list.into_iter().map(Finding::from).collect(), has_more, sources, before: None }
    }
}
