//! What a variant asks for and what it says differently about values.

use crate::ast::{Header as AstHeader, Variant};
use crate::check::Derived;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Condition, Layout, Step, Subject};
use crate::report::Report;

use super::condition::{lower_condition, spelled};
use super::relation::lower_checks;
use super::scope::Scope;

pub(super) struct Variants<'a> {
    scope: &'a Scope<'a>,
    layout: &'a Layout,
    derived: Derived<'a>,
}

impl<'a> Variants<'a> {
    pub(super) fn new(scope: &'a Scope<'a>, layout: &'a Layout) -> Self {
        Self { scope, layout, derived: Derived::of(scope.ast, scope.values) }
    }

    /// The `when` of a variant.
    pub(super) fn conditions(&self, variant: &Variant, report: &mut Report) -> Vec<Condition> {
        let Some(when) = &variant.when else { return Vec::new() };
        let mut conditions = Vec::new();
        for (wanted, number) in when.iter() {
            let Some(condition) = lower_condition(wanted, number, self.scope, report) else { continue };
            self.derived.check_decider(wanted, self.scope.word, report);
            conditions.push(condition);
        }
        // A condition that could not be read may be the one that is missed.
        if conditions.len() == when.len()
            && let Some(problem) = self.undecidable(&conditions, when.place())
        {
            report.push(problem);
        }
        conditions
    }

    /// A value that is not always present can only be asked for together with what makes it present.
    fn undecidable(&self, conditions: &[Condition], span: crate::Span) -> Option<Diagnostic> {
        let tail = self.layout.tail.as_ref()?;
        let is_conditional = |on: Subject| on.slot().is_some_and(|slot| slot >= tail.start);
        let asks = conditions.iter().any(|c| is_conditional(c.on)) && !conditions.contains(&tail.when);
        let message = format!("this asks for a {} that is not always present", self.scope.word);
        asks.then(|| {
            Diagnostic::new(Code::BadCondition, span, message)
                .help(format!("add `{}`", spelled(tail.when, self.scope)))
        })
    }

    /// What must agree with what in this variant alone, in the order of values.
    pub(super) fn relations(&self, variant: &Variant, report: &mut Report) -> Vec<Step> {
        let mut indexed = self.overrides(variant, report);
        indexed.sort_by_key(|(index, _)| *index);
        let relations =
            indexed.into_iter().flat_map(|(index, header)| lower_checks(index, header, self.scope, report));
        relations.collect()
    }

    /// What a variant says about values, by index; those that the message lacks are reported.
    fn overrides<'v>(&self, variant: &'v Variant, report: &mut Report) -> Vec<(usize, &'v AstHeader)> {
        let mut found = Vec::new();
        for (wire, header) in &variant.headers {
            let Some(index) = self.scope.find(wire, Code::VariantHeader, report) else { continue };
            found.push((index, header));
        }
        found
    }
}
