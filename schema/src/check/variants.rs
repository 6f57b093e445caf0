//! Variants: what they may say of the values of their message, and that each can be told from the others.

use std::collections::HashMap;

use crate::ast::{Header, Message, Named, Text, Variant, When};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Condition, Slot, Subject};
use crate::report::Report;
use crate::source::Spanned;

use super::derived::check_has_no_field;

/// Checks the variants of a message as they are written.
pub(crate) fn check_variants(
    name: &Text,
    ast: &Message,
    values: &Named<Header>,
    has_body: bool,
    word: &str,
    report: &mut Report,
) {
    let Some(variants) = &ast.variants else { return };
    if !ast.in_doubt {
        check_number(name, variants, report);
    }
    let by_name: HashMap<_, _> = values.iter().map(|(name, own)| (name.as_str(), (name, own))).collect();
    for (_, variant) in variants.iter() {
        if let Some(when) = variant.when.as_ref().filter(|when| when.is_empty() && !ast.in_doubt) {
            let message = "this condition asks for nothing";
            report.push(
                Diagnostic::new(Code::BadCondition, when.span, message)
                    .help("leave `when` out for the variant that is left when no other is chosen"),
            );
        }
        for (wire, header) in &variant.headers {
            let Some((of, own)) = by_name.get(wire.as_str()) else { continue };
            check_unchangeable(of, header, word, report);
            check_said_twice(own, header, word, report);
            check_has_no_field(header, word, report);
        }
        if let Some(body) = variant.body.as_ref().filter(|_| !has_body) {
            report.push(
                Diagnostic::new(Code::NoBody, body.span, "the message has no body")
                    .help("add `body: bytes` to it"),
            );
        }
    }
}

/// Variants are for messages that have several shapes.
fn check_number(name: &Text, variants: &Spanned<Named<Variant>>, report: &mut Report) {
    let (span, message) = match variants.as_slice() {
        [] => (variants.span, format!("`variants` of `{}` is empty", name.value)),
        [(only, _)] => (only.span, format!("`{}` is the only variant of `{}`", only.value, name.value)),
        _ => return,
    };
    report.push(
        Diagnostic::new(Code::FewVariants, span, message)
            .help("a message with one shape has no `variants`; what they say stands in the message itself"),
    );
}

fn check_unchangeable(of: &Text, header: &Header, word: &str, report: &mut Report) {
    for (key, span) in [
        ("type", header.ty.as_ref().map(|t| t.span)),
        ("default", header.default.as_ref().map(|d| d.span)),
        ("when", header.when.as_ref().map(When::place)),
    ] {
        let Some(span) = span else { continue };
        let message = format!("a variant cannot change the `{key}` of a {word}");
        report.push(
            Diagnostic::new(Code::VariantHeader, span, message)
                .related(of.span, format!("the {word} of the message"))
                .help("it can change its `field`, `doc`, `equals` and `verify`"),
        );
    }
}

/// What the message says of a value for all its shapes, a variant cannot say otherwise or again.
fn check_said_twice(own: &Header, header: &Header, word: &str, report: &mut Report) {
    let said = header.field.as_ref().or(header.equals.as_ref());
    if let (Some(derived), Some(said)) = (&own.equals, said) {
        let message = format!("the message derives this {word} for every variant");
        report.push(
            Diagnostic::new(Code::Conflict, said.span, message)
                .related(derived.span, "it is derived here")
                .help("leave it out here, or say it in the variants only"),
        );
    }
    if let (Some(first), Some(again)) = (&own.verify, &header.verify) {
        let message = format!("the message verifies this {word} for every variant");
        report.push(
            Diagnostic::new(Code::Conflict, again.span, message)
                .related(first.span, "it is verified here")
                .help("leave it out here, or say it in the variants only"),
        );
    }
}

/// A message with conditional values has a variant with them, and one without.
pub(crate) fn check_has_variants(name: &Text, word: &str, report: &mut Report) {
    let message = format!("`{}` has conditional {word}s but no variants", name.value);
    report.push(
        Diagnostic::new(Code::MissingVariant, name.span, message)
            .help("describe the message with and without them under `variants`"),
    );
}

/// A variant cannot describe values that it does not have, or whose value its `when` fixes. Of the message's values it has the
/// first so many.
pub(crate) fn check_absent(
    variant: &Variant,
    when: &[Condition],
    values: &[Slot],
    present: usize,
    word: &str,
    report: &mut Report,
) {
    if variant.headers.is_empty() {
        return;
    }
    let by_name: HashMap<&str, usize> =
        values.iter().enumerate().map(|(at, slot)| (slot.at.as_str(), at)).collect();
    let fixed: HashMap<Subject, u64> = when.iter().map(|c| (c.on, c.equals)).collect();
    for (wire, header) in &variant.headers {
        let Some(index) = by_name.get(wire.as_str()).copied() else { continue };
        if index >= present {
            let message = format!("this variant has no {word} `{}`", wire.value);
            report.push(
                Diagnostic::new(Code::VariantHeader, wire.span, message)
                    .related(values[index].span, format!("the {word} is conditional"))
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
pub(crate) fn check_ambiguous(variants: &Named<Variant>, conditions: &[Vec<Condition>], report: &mut Report) {
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
