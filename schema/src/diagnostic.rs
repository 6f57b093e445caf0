//! Problems found in a schema: collected, never thrown one at a time.

use crate::code::Code;
use crate::source::{SourceMap, Span};

/// One problem, with its place and what would be right.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The stable code, such as `LS004`.
    pub code: Code,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The place that is wrong.
    pub span: Span,
    /// Other places that belong to it, each with a remark ("first defined here").
    pub related: Vec<(Span, String)>,
    /// What would be right, where that is known.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: clip(message.into()), span, related: Vec::new(), help: None }
    }

    /// Adds what would be right.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(clip(help.into()));
        self
    }

    /// Adds what was probably meant, if anything near was found.
    #[must_use]
    pub fn help_near(self, near: Option<&str>) -> Self {
        match near {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Adds what would be right, if that is known.
    #[must_use]
    pub(crate) fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.map(clip).or(self.help);
        self
    }

    /// Adds another place that belongs to the problem.
    #[must_use]
    pub fn related(mut self, span: Span, remark: impl Into<String>) -> Self {
        self.related.push((span, clip(remark.into())));
        self
    }
}

/// No text about a problem is longer than this many characters, whatever it quotes; what people write never is.
const LONGEST_TEXT: usize = 400;

/// Keeps so much of a text.
fn clip(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(LONGEST_TEXT) {
        text.truncate(end);
        text.push('…');
        text.shrink_to_fit();
    }
    text
}

/// Every problem of a schema, together with the text they point into.
///
/// `Display` renders the first of them as plain text: code, place, the line itself with a marker, help.
#[derive(Debug)]
pub struct Diagnostics {
    /// The problems, sorted by place. Never empty.
    pub list: Vec<Diagnostic>,
    /// Whether there are more than so many, of which nothing was kept.
    pub has_more: bool,
    /// The files they point into.
    pub sources: SourceMap,
}

impl std::error::Error for Diagnostics {}

/// How many problems are shown to people who did not ask for all of them.
const SHOWN: usize = 100;

impl Diagnostics {
    /// The problems that are shown to people who did not ask for all of them: the first hundred.
    pub fn shown(&self) -> &[Diagnostic] {
        &self.list[..self.list.len().min(SHOWN)]
    }

    /// What is to be said behind [those that are shown](Self::shown), if there are others: `and 12 more problems`.
    pub fn rest(&self) -> Option<String> {
        let rest = self.list.len() - self.shown().len();
        let than = if self.has_more { "more than " } else { "" };
        let noun = if rest == 1 { "problem" } else { "problems" };
        (rest > 0).then(|| format!("and {than}{rest} more {noun}"))
    }

    /// How many there are, in words: `1 problem`, `8001 problems`.
    pub fn count(&self) -> String {
        let than = if self.has_more { "more than " } else { "" };
        match self.list.len() {
            1 => format!("{than}1 problem"),
            count => format!("{than}{count} problems"),
        }
    }
}
