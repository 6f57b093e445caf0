//! Places in the user's code by number, as the schema's compiler is given them and names them in its problems.

use lonelypsp_schema::{Code, Diagnostic, Placed};
use proc_macro2::Span;

use crate::attributes::{Layout, Number, Text};
use crate::problems::Problems;

/// Places in the user's code by number.
#[derive(Default)]
pub(crate) struct Places {
    spans: Vec<Span>,
}

impl Places {
    fn add(&mut self, span: Span) -> u32 {
        self.spans.push(span);
        u32::try_from(self.spans.len() - 1).unwrap_or(u32::MAX)
    }

    pub(crate) fn text(&mut self, text: &str, span: Span) -> Placed<String> {
        Placed { value: text.to_owned(), place: self.add(span) }
    }

    pub(crate) fn copy(&mut self, text: &Text) -> Placed<String> {
        self.text(&text.value, text.span)
    }

    pub(crate) fn number(&mut self, number: Number) -> Placed<i128> {
        Placed { value: number.value, place: self.add(number.span) }
    }

    pub(crate) fn report(&self, problem: &Diagnostic, layout: Layout, problems: &mut Problems) {
        let span = self.spans.get(problem.span.start as usize).copied().unwrap_or_else(Span::call_site);
        let help = help(problem, layout).map(|help| format!("; {help}")).unwrap_or_default();
        problems.push(span, format!("{}{help}", problem.message));
    }
}

/// What would be right, in the words of attributes where those of the schema language differ.
fn help(problem: &Diagnostic, layout: Layout) -> Option<String> {
    let attributes = match problem.code {
        Code::NoBody if layout != Layout::Headers => "mark the field that holds it with `#[lonely(rest)]`",
        Code::NoBody => "mark the field that holds it with `#[lonely(body)]`",
        Code::NotApplicable if problem.message.contains("default") => "it goes with `uint(…)`",
        Code::NotApplicable if problem.message.contains("equal") || problem.message.contains("integer") => {
            "`equals` goes with `uint(…)`"
        }
        Code::LimitContradiction
            if problem.message.contains("digest") || problem.message.contains("sha512") =>
        {
            "its field is a `[u8; 64]`"
        }
        Code::UnknownEnd if problem.message.starts_with("where the group") => {
            "add `count = u16`, the width of the number of its entries, or `literal_after = \"00\"`, bytes that end it"
        }
        Code::UnknownEnd if problem.message.starts_with("where") => {
            "add `prefix = u16`, the width of its length, or use an array, or an integer with `write = fixed`"
        }
        Code::UnknownEnd => "put the field that holds it last",
        _ => return problem.help.clone(),
    };
    Some(attributes.to_owned())
}
