//! The header layout of a message: its headers, which of them are conditional, its shapes, and its plan.

use crate::ast::{Header as AstHeader, Message as Ast, Named, Number, Text};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Condition, Header, HeaderLayout, Kind, Tail};
use crate::plan::{End, Plan, Tree, VariantProblem, build_plan};
use crate::source::Spanned;

use super::relation::lower_relations;
use super::shapes::lower_shapes;
use super::types::{NamedType, find_type};
use super::{doc, find_header, missing};

pub(super) fn lower_layout(
    name: &Text,
    ast: &Ast,
    headers: &Spanned<Named<AstHeader>>,
    types: &[NamedType],
    report: &mut Report,
) -> HeaderLayout {
    let mut layout = HeaderLayout {
        headers: lower_headers(headers, types, report),
        tail: None,
        has_body: ast.body.is_some(),
        shapes: Vec::new(),
        plan: Plan {
            minimal: Vec::new(),
            expanded: Vec::new(),
            check: Tree { steps: Vec::new(), end: End::Shape(0) },
            write: Vec::new(),
        },
    };
    // A header of unknown type leaves the indices of all others in doubt; its own problem is reported already.
    if layout.headers.len() != headers.len() {
        return layout;
    }
    layout.tail = lower_tail(headers, &layout.headers, report);
    let mut relations = lower_relations(ast, headers, &layout, report);
    let problems_before = report.len();
    layout.shapes = lower_shapes(name, ast, headers, &layout, &mut relations, report);
    let (plan, problems) = build_plan(&layout, &relations);
    layout.plan = plan;
    if report.len() == problems_before {
        problems.iter().for_each(|problem| report.push(variant_problem(name, ast, &layout, problem)));
    }
    layout
}

fn lower_headers(headers: &Named<AstHeader>, types: &[NamedType], report: &mut Report) -> Vec<Header> {
    headers.iter().filter_map(|(wire, ast)| lower_header(wire, ast, types, report)).collect()
}

fn lower_header(wire: &Text, ast: &AstHeader, types: &[NamedType], report: &mut Report) -> Option<Header> {
    let Some(type_name) = &ast.ty else {
        report.push(missing(wire, "header", "type", "the name of a type"));
        return None;
    };
    let ty = find_type(type_name, types, report)?;
    let own_doc = doc(ast.doc.as_ref());
    Some(Header {
        wire: wire.value.clone(),
        span: wire.span,
        doc: if own_doc.is_empty() { ty.doc.clone() } else { own_doc },
        type_name: ty.name.snake().to_owned(),
        kind: ty.kind,
        secret: ty.secret,
        default: ast.default.as_ref().and_then(|number| lower_default(number, ty.kind, report)),
    })
}

fn lower_default(number: &Number, kind: Kind, report: &mut Report) -> Option<u64> {
    if kind.uint_max().is_none() {
        let message = "only an unsigned integer can have a default";
        report.push(Diagnostic::new(Code::NotApplicable, number.span, message));
        return None;
    }
    fitting(number, kind, "the default", report)
}

/// The number, if a header of that kind can hold it.
fn fitting(number: &Number, kind: Kind, what: &str, report: &mut Report) -> Option<u64> {
    let max = kind.uint_max()?;
    let fits = u64::try_from(number.value).ok().filter(|value| *value <= max);
    if fits.is_none() {
        let message = format!("{what} is {}, which {} cannot hold", number.value, kind.expectation());
        report.push(
            Diagnostic::new(Code::LimitContradiction, number.span, message).help(format!("it is 0 to {max}")),
        );
    }
    fits
}

/// A condition on a header of a message. Only unsigned integers can be asked for.
pub(super) fn lower_condition(
    wanted: &Text,
    number: &Number,
    names: &Named<AstHeader>,
    headers: &[Header],
    report: &mut Report,
) -> Option<Condition> {
    let header = find_header(wanted, names, Code::BadCondition, report)?;
    let kind = headers[header].kind;
    if kind.uint_max().is_none() {
        let message =
            format!("`{}` is {}; only an unsigned integer can decide", wanted.value, kind.expectation());
        report.push(Diagnostic::new(Code::BadCondition, wanted.span, message));
        return None;
    }
    let equals = fitting(number, kind, &format!("`{}`", wanted.value), report)?;
    Some(Condition { header, equals })
}

fn lower_tail(names: &Named<AstHeader>, headers: &[Header], report: &mut Report) -> Option<Tail> {
    let start = names.iter().position(|(_, ast)| ast.when.is_some())?;
    let mut tail: Option<Tail> = None;
    for (wire, ast) in &names[start..] {
        let Some(when) = &ast.when else {
            report.push(
                Diagnostic::new(
                    Code::ConditionalOrder,
                    wire.span,
                    format!("`{}` comes after a conditional header", wire.value),
                )
                .related(names[start].0.span, "the first conditional header")
                .help("headers that are always present come first"),
            );
            continue;
        };
        let Some(condition) = lower_tail_condition(when, &names[start].0, names, headers, start, report)
        else {
            continue;
        };
        match &tail {
            Some(first) if first.when != condition => report.push(
                Diagnostic::new(
                    Code::ConditionalOrder,
                    when.span,
                    "the conditional headers of a message share one condition",
                )
                .related(names[start].0.span, "the first of them"),
            ),
            Some(_) => {}
            None => tail = Some(Tail { start, when: condition }),
        }
    }
    tail
}

fn lower_tail_condition(
    when: &Spanned<Named<Number>>,
    first: &Text,
    names: &Named<AstHeader>,
    headers: &[Header],
    start: usize,
    report: &mut Report,
) -> Option<Condition> {
    let [(wanted, number)] = when.as_slice() else {
        let message = "a header's condition names exactly one earlier header";
        report.push(Diagnostic::new(Code::BadCondition, when.span, message));
        return None;
    };
    let condition = lower_condition(wanted, number, names, headers, report)?;
    if condition.header >= start {
        report.push(
            Diagnostic::new(
                Code::LaterHeader,
                wanted.span,
                format!("`{}` is not always read before it is asked for", wanted.value),
            )
            .related(first.span, "the first conditional header")
            .help("a condition names a header that is always present"),
        );
        return None;
    }
    Some(condition)
}

fn variant_problem(name: &Text, ast: &Ast, layout: &HeaderLayout, problem: &VariantProblem) -> Diagnostic {
    match problem {
        VariantProblem::Unreachable(shape) => {
            let (variant, _) = &ast.variants[*shape];
            let message = format!("the variant `{}` can never be chosen", variant.value);
            Diagnostic::new(Code::UnreachableVariant, variant.span, message)
                .help("variants are tried in order; those before it take every message")
        }
        VariantProblem::NoShape(facts) => {
            let facts: Vec<String> = facts
                .iter()
                .map(|(condition, holds)| {
                    let relation = if *holds { "=" } else { "≠" };
                    format!("{} {relation} {}", layout.headers[condition.header].wire, condition.equals)
                })
                .collect();
            let message = format!("no variant of `{}` is chosen when {}", name.value, facts.join(" and "));
            Diagnostic::new(Code::MissingVariant, name.span, message)
                .help("let the last variant stand without the condition")
        }
    }
}
