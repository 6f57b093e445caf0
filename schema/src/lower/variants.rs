//! What a variant asks for and what it says differently about values.

use std::collections::HashMap;

use crate::ast::{Header as AstHeader, Named, Text, Variant};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Condition, Layout, Step, Subject};
use crate::report::Report;

use super::condition::{lower_condition, place, spelled};
use super::relation::lower_checks;
use super::scope::Scope;

pub(super) struct Variants<'a> {
    scope: &'a Scope<'a>,
    layout: &'a Layout,
    /// Where the message, or the first variant that does, derives a value.
    derived: HashMap<&'a str, &'a Text>,
}

impl<'a> Variants<'a> {
    pub(super) fn new(scope: &'a Scope<'a>, layout: &'a Layout) -> Self {
        let variants = scope.ast.variants.iter().flat_map(|variants| variants.iter());
        let of_variants = variants.flat_map(|(_, variant)| &variant.headers);
        let mut derived = HashMap::new();
        for (name, said) in scope.values.iter().chain(of_variants) {
            if let Some(equals) = &said.equals {
                derived.entry(name.as_str()).or_insert(equals);
            }
        }
        Self { scope, layout, derived }
    }

    /// The `when` of a variant.
    pub(super) fn conditions(&self, variant: &Variant, report: &mut Report) -> Vec<Condition> {
        let Some(when) = &variant.when else { return Vec::new() };
        let mut conditions = Vec::new();
        for (wanted, number) in when.iter() {
            let Some(condition) = lower_condition(wanted, number, self.scope, report) else { continue };
            self.report_derived_decider(wanted, report);
            conditions.push(condition);
        }
        if when.is_empty() && !self.scope.ast.in_doubt {
            let message = "this condition asks for nothing";
            report.push(
                Diagnostic::new(Code::BadCondition, when.span, message)
                    .help("leave `when` out for the variant that is left when no other is chosen"),
            );
        }
        // A condition that could not be read may be the one that is missed.
        if conditions.len() == when.len()
            && let Some(problem) = self.undecidable(&conditions, place(when))
        {
            report.push(problem);
        }
        conditions
    }

    /// A value that is derived, by the message or by any variant, has the value that it is derived from, whatever a
    /// variant asks for: nothing could keep it from the value by which another variant is recognised.
    fn report_derived_decider(&self, wanted: &Text, report: &mut Report) {
        let Some(derived) = self.derived.get(wanted.as_str()) else { return };
        let message = format!("`{}` cannot decide, since it is derived", wanted.value);
        report.push(
            Diagnostic::new(Code::BadCondition, wanted.span, message)
                .related(derived.span, "it is derived here")
                .help(format!("ask for a {} that has a field", self.scope.word)),
        );
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
        let relations = indexed.into_iter().flat_map(|(index, header)| {
            self.report_said_twice(index, header, report);
            lower_checks(index, header, self.scope, report)
        });
        relations.collect()
    }

    /// What a variant says about values, by index; those that the message lacks are reported.
    fn overrides<'v>(&self, variant: &'v Variant, report: &mut Report) -> Vec<(usize, &'v AstHeader)> {
        let mut found = Vec::new();
        for (wire, header) in &variant.headers {
            let Some(index) = self.scope.find(wire, Code::VariantHeader, report) else { continue };
            self.report_unchangeable(index, header, report);
            found.push((index, header));
        }
        found
    }

    fn report_unchangeable(&self, index: usize, header: &AstHeader, report: &mut Report) {
        for (key, span) in [
            ("type", header.ty.as_ref().map(|t| t.span)),
            ("default", header.default.as_ref().map(|d| d.span)),
            ("when", header.when.as_ref().map(place)),
        ] {
            let Some(span) = span else { continue };
            let word = self.scope.word;
            let message = format!("a variant cannot change the `{key}` of a {word}");
            report.push(
                Diagnostic::new(Code::VariantHeader, span, message)
                    .related(self.scope.name(index).span, format!("the {word} of the message"))
                    .help("it can change its `field`, `doc`, `equals` and `verify`"),
            );
        }
    }

    /// What the message says of a value for all its shapes, a variant cannot say otherwise or again.
    fn report_said_twice(&self, index: usize, header: &AstHeader, report: &mut Report) {
        let own = &self.scope.values[index].1;
        let said = header.field.as_ref().or(header.equals.as_ref());
        if let (Some(derived), Some(said)) = (&own.equals, said) {
            let message = format!("the message derives this {} for every variant", self.scope.word);
            report.push(
                Diagnostic::new(Code::Conflict, said.span, message)
                    .related(derived.span, "it is derived here")
                    .help("leave it out here, or say it in the variants only"),
            );
        }
        if let (Some(first), Some(again)) = (&own.verify, &header.verify) {
            let message = format!("the message verifies this {} for every variant", self.scope.word);
            report.push(
                Diagnostic::new(Code::Conflict, again.span, message)
                    .related(first.span, "it is verified here")
                    .help("leave it out here, or say it in the variants only"),
            );
        }
    }

    /// A variant cannot describe values that it does not have, or whose value its `when` fixes.
    pub(super) fn report_absent(
        &self,
        variant: &Variant,
        when: &[Condition],
        present: usize,
        report: &mut Report,
    ) {
        let word = self.scope.word;
        let fixed: HashMap<Subject, u64> = when.iter().map(|c| (c.on, c.equals)).collect();
        for (wire, header) in &variant.headers {
            let Some(index) = self.scope.position(wire) else { continue };
            if index >= present {
                let message = format!("this variant has no {word} `{}`", wire.value);
                report.push(
                    Diagnostic::new(Code::VariantHeader, wire.span, message)
                        .related(self.scope.name(index).span, format!("the {word} is conditional"))
                        .help("leave it out, or state its condition in the `when` of the variant"),
                );
            } else if let (Some(fixed), Some(said)) =
                (fixed.get(&Subject::Slot(index)), header.field.as_ref().or(header.equals.as_ref()))
            {
                let message = format!("`{}` is always {fixed} in this variant", wire.value);
                report.push(
                    Diagnostic::new(Code::Conflict, said.span, message)
                        .help(format!("leave this out; a {word} whose value is fixed has no field")),
                );
            }
        }
    }

    /// Two variants with the same `when`: the second could never be chosen.
    pub(super) fn report_ambiguous(
        &self,
        variants: &Named<Variant>,
        conditions: &[Vec<Condition>],
        report: &mut Report,
    ) {
        if self.scope.ast.in_doubt {
            return;
        }
        let mut chosen: HashMap<Vec<(Subject, u64)>, usize> = HashMap::new();
        for (index, (name, variant)) in variants.iter().enumerate() {
            let mut mine: Vec<_> = conditions[index].iter().map(|c| (c.on, c.equals)).collect();
            if variant.when.as_ref().map_or(0, |when| when.len()) != mine.len() {
                continue;
            }
            mine.sort_unstable();
            let first = *chosen.entry(mine).or_insert(index);
            if first == index {
                continue;
            }
            let message = format!(
                "the variant `{}` is chosen by the same values as `{}`",
                name.value, variants[first].0.value
            );
            let help = if variant.when.is_some() {
                "let one of them ask for something else"
            } else {
                "only one variant can be without a `when`: the last"
            };
            report.push(
                Diagnostic::new(Code::AmbiguousVariant, name.span, message)
                    .related(variants[first].0.span, "the other variant")
                    .help(help),
            );
        }
    }
}
