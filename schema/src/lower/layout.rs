//! The header layout of a message: its headers, which of them are conditional, its shapes, and its plan.

use crate::ast::{Header as AstHeader, Message as Ast, Named, Number, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Header, HeaderLayout, Kind, Limit};
use crate::plan::{End, Plan, Program, Relations, VariantProblem, build_plan};
use crate::report::Report;
use crate::source::Spanned;

use super::condition::{fitting, lower_tail};
use super::doc;
use super::relation::lower_relations;
use super::scope::Scope;
use super::shapes::lower_shapes;
use super::types::Types;

/// The most headers that a message can have. A block could count 65535; this many keeps generated code within what
/// compilers bear, and is far beyond what a protocol needs.
const MOST_HEADERS: usize = 1024;
/// The most variants, which is as many ways as the tree of decisions may have.
const MOST_VARIANTS: usize = 1000;
/// The most values that all variants of a message ask for: each is compared with those of the variants before.
const MOST_CONDITIONS: usize = 10_000;

pub(super) fn lower_layout(
    name: &Text,
    ast: &Ast,
    headers: &Spanned<Named<AstHeader>>,
    types: &Types,
    report: &mut Report,
) -> Option<HeaderLayout> {
    let problems_before = report.len();
    let (headers_, kinds) = lower_headers(headers, types, report);
    if let Some(problem) = too_large(name, ast, headers.len()) {
        report.push(problem);
        return None;
    }
    let scope = Scope::new(ast, headers, kinds);
    let mut layout = HeaderLayout {
        headers: headers_,
        tail: lower_tail(&scope, report),
        has_body: ast.body.is_some(),
        shapes: Vec::new(),
        plan: Box::new(no_plan()),
    };
    let mut relations = Relations { message: lower_relations(&scope, report), ..Relations::default() };
    layout.shapes = lower_shapes(name, &scope, &layout, &mut relations, report);
    // Which variants are chosen is only worth asking where everything else is in order.
    if report.len() == problems_before && !ast.in_doubt {
        let (plan, problems) = build_plan(&layout, &relations);
        layout.plan = Box::new(plan);
        for problem in &problems {
            report.push(variant_problem(name, &scope, problem));
        }
    }
    Some(layout)
}

/// More than this, and what is made of a message grows beyond its text.
fn too_large(name: &Text, ast: &Ast, headers: usize) -> Option<Diagnostic> {
    let variants = || ast.variants.iter().flat_map(|variants| variants.iter());
    let conditions = variants().map(|(_, variant)| variant.when.as_ref().map_or(0, |when| when.len()));
    let counts = [
        (headers, MOST_HEADERS, "headers"),
        (variants().count(), MOST_VARIANTS, "variants"),
        (conditions.sum(), MOST_CONDITIONS, "values that its variants ask for"),
    ];
    let (count, most, what) = counts.into_iter().find(|(count, most, _)| count > most)?;
    let message = format!("`{}` has {count} {what}", name.value);
    Some(Diagnostic::new(Code::TooLarge, name.span, message).help(format!("a message has at most {most}")))
}

fn no_plan() -> Plan {
    let nothing = Program { steps: Vec::new(), end: End::Shape(0) };
    Plan { fast: nothing.clone(), minimal: Vec::new(), exact: nothing, write: Vec::new() }
}

/// The headers, and of each what it holds, if that is known.
fn lower_headers(
    headers: &Named<AstHeader>,
    types: &Types,
    report: &mut Report,
) -> (Vec<Header>, Vec<Option<Kind>>) {
    headers.iter().map(|(wire, ast)| lower_header(wire, ast, types, report)).unzip()
}

fn lower_header(wire: &Text, ast: &AstHeader, types: &Types, report: &mut Report) -> (Header, Option<Kind>) {
    let ty = ast.ty.as_ref().and_then(|name| types.find(name, report));
    let kind = ty.and_then(|ty| ty.kind);
    let own_doc = doc(ast.doc.as_ref());
    let default = ast.default.as_ref().and_then(|number| lower_default(number, ast, kind, report));
    let header = Header {
        wire: wire.value.clone(),
        span: wire.span,
        doc: if own_doc.is_empty() { ty.map(|ty| ty.doc.clone()).unwrap_or_default() } else { own_doc },
        type_name: ty.map(|ty| ty.name.snake().to_owned()).unwrap_or_default(),
        kind: kind.unwrap_or(Kind::Bytes(Limit::None)),
        secret: ty.is_some_and(|ty| ty.secret),
        default,
    };
    (header, kind)
}

fn lower_default(number: &Number, ast: &AstHeader, kind: Option<Kind>, report: &mut Report) -> Option<u64> {
    if let Some(derived) = ast.equals.as_ref() {
        let message = "a header that is derived has no default";
        report.push(
            Diagnostic::new(Code::Conflict, number.span, message)
                .related(derived.span, "it is derived here")
                .help("leave out `default`"),
        );
        return None;
    }
    if kind.is_some_and(|kind| kind.uint_max().is_none()) {
        let message = "only an unsigned integer can have a default";
        report.push(
            Diagnostic::new(Code::NotApplicable, number.span, message)
                .help("leave it out, or give the header a type with `kind: uint`"),
        );
        return None;
    }
    fitting(number, kind, "the default", report)
}

fn variant_problem(name: &Text, scope: &Scope<'_>, problem: &VariantProblem) -> Diagnostic {
    match problem {
        VariantProblem::Unreachable(shape) => {
            let variant = scope.ast.variants.as_ref().and_then(|variants| variants.get(*shape));
            let variant = variant.map_or(name, |(variant, _)| variant);
            let message = format!("the variant `{}` can never be chosen", variant.value);
            Diagnostic::new(Code::UnreachableVariant, variant.span, message).help(
                "variants are tried in order: put it before those that take every message, or add a `when`",
            )
        }
        VariantProblem::NoShape(facts) => {
            let facts: Vec<String> = facts
                .iter()
                .map(|(condition, holds)| {
                    let relation = if *holds { "=" } else { "≠" };
                    format!("{} {relation} {}", scope.wire(condition.header).value, condition.equals)
                })
                .collect();
            let message = format!("no variant of `{}` is chosen when {}", name.value, facts.join(" and "));
            Diagnostic::new(Code::MissingVariant, name.span, message)
                .help("add a variant for that, or leave the `when` out of the last one")
        }
        VariantProblem::Inseparable(shape) => {
            let variant = scope.ast.variants.as_ref().and_then(|variants| variants.get(*shape));
            let variant = variant.map_or(name, |(variant, _)| variant);
            let message =
                format!("`{}` cannot be kept apart from the variants before it by one number", variant.value);
            Diagnostic::new(Code::NotGeneratedYet, variant.span, message).help(
                "no generator forbids several numbers yet: let each header decide between one value and the rest",
            )
        }
        VariantProblem::TooMany => {
            let message = format!("the variants of `{}` need too many decisions", name.value);
            Diagnostic::new(Code::TooLarge, name.span, message)
                .help("let variants ask for few headers, and for the same ones in the same order")
        }
    }
}
