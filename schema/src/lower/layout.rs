//! The layout of a message: its values, which of them are conditional, its shapes, and its plan.

use crate::ast::{Header as AstHeader, Message as Ast, Named, Number, Text};
use crate::check::{check_default, check_derived, check_message_size};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    Block, Body, End, Group, Kind, Layout, Plan, Program, Reading, Slot, Subject, Tail, UnknownFlags, Width,
};
use crate::plan::{Arrangement, Relations, VariantProblem, build_plan};
use crate::report::Report;
use crate::source::Spanned;

use super::condition::{Conditional, fitting, lower_tail};
use super::relation::lower_relations;
use super::scope::Scope;
use super::shapes::lower_shapes;
use super::types::Types;
use super::{Around, availability, doc};

/// Lowers a message with headers.
pub(super) fn lower_block(
    name: &Text,
    ast: &Ast,
    headers: &Spanned<Named<AstHeader>>,
    around: Around<'_>,
    report: &mut Report,
) -> Option<Layout> {
    let problems_before = report.len();
    let (slots, kinds) = lower_headers(headers, around.types, report);
    check_derived(headers, "header", report);
    if !check_message_size(name, ast, headers.len(), "headers", report) {
        return None;
    }
    let body = ast.body.as_ref().map(|body| (body, "body"));
    let scope = Scope::new(ast, "header", headers, kinds, body, around.flags());
    let whens = headers.iter().enumerate();
    let whens = whens.map(|(before, (name, said))| Conditional { name, when: said.when.as_ref(), before });
    let tail = lower_tail(&whens.collect::<Vec<_>>(), &scope, report);
    let body = body.map(|(body, at)| Body {
        at: at.to_owned(),
        prefix: None,
        availability: availability(&body.availability),
    });
    let values = Values { slots, groups: Vec::new(), tail, body, arrangement: Arrangement::Block };
    Some(values.into_layout(name, &scope, around, problems_before, report))
}

/// The values of a message, before it is known which shapes they make.
pub(super) struct Values {
    pub(super) slots: Vec<Slot>,
    pub(super) groups: Vec<Group>,
    pub(super) tail: Option<Tail>,
    pub(super) body: Option<Body>,
    pub(super) arrangement: Arrangement,
}

impl Values {
    /// Lowers what the schema says about these values, in whichever arrangement they are.
    pub(super) fn into_layout(
        self,
        name: &Text,
        scope: &Scope<'_>,
        around: Around<'_>,
        problems_before: usize,
        report: &mut Report,
    ) -> Layout {
        let Self { slots, groups, tail, body, arrangement } = self;
        let mut layout =
            Layout { slots, groups, tail, body, shapes: Vec::new(), plan: Box::new(no_plan(&arrangement)) };
        let mut relations = Relations { message: lower_relations(scope, report), ..Relations::default() };
        let unknown = around.protocol.map(|protocol| protocol.unknown_flags).unwrap_or_default();
        layout.shapes = lower_shapes(name, scope, &layout, &mut relations, unknown, report);
        // Which variants are chosen is only worth asking where everything else is in order.
        if report.len() == problems_before && !scope.ast.in_doubt {
            let known = around.protocol.map(crate::ir::Protocol::known_flags);
            let only_flags = known.filter(|_| unknown == UnknownFlags::Refuse);
            for problem in build_plan(&mut layout, &arrangement, &relations, only_flags) {
                report.push(variant_problem(name, scope, &problem));
            }
        }
        layout
    }
}

fn no_plan(arrangement: &Arrangement) -> Plan {
    let nothing = Program { steps: Vec::new(), end: End::Shape(0) };
    let read = match arrangement {
        Arrangement::Block => {
            Reading::Block(Block { fast: nothing.clone(), minimal: Vec::new(), exact: nothing })
        }
        Arrangement::Sequence { .. } => Reading::Sequence(nothing),
    };
    Plan { read, write: Vec::new(), scan: Vec::new() }
}

/// The headers, and of each what it holds, if that is known.
fn lower_headers(
    headers: &Named<AstHeader>,
    types: &Types,
    report: &mut Report,
) -> (Vec<Slot>, Vec<Option<Kind>>) {
    headers.iter().map(|(wire, ast)| lower_header(wire, ast, types, report)).unzip()
}

fn lower_header(wire: &Text, ast: &AstHeader, types: &Types, report: &mut Report) -> (Slot, Option<Kind>) {
    let ty = ast.ty.as_ref().and_then(|name| types.find(name, report));
    let kind = ty.and_then(|ty| ty.kind);
    let own_doc = doc(ast.doc.as_ref());
    let own = availability(&ast.availability);
    let default = ast.default.as_ref().and_then(|number| lower_default(number, ast, kind, report));
    let header = Slot {
        at: wire.value.clone(),
        span: wire.span,
        doc: own.told(if own_doc.is_empty() {
            ty.map(|ty| ty.doc.clone()).unwrap_or_default()
        } else {
            own_doc
        }),
        type_name: ty.map(|ty| ty.name.snake().to_owned()).unwrap_or_default(),
        kind: kind.unwrap_or(Kind::BYTES),
        prefix: Some(Width::U16),
        secret: ty.is_some_and(|ty| ty.secret),
        default,
        availability: own,
    };
    (header, kind)
}

fn lower_default(number: &Number, ast: &AstHeader, kind: Option<Kind>, report: &mut Report) -> Option<u64> {
    if ast.equals.is_some() || !check_default(number, kind, report) {
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
                    match condition.on {
                        Subject::Slot(slot) => {
                            format!("{} {relation} {}", scope.name(slot).value, condition.equals)
                        }
                        Subject::Flag(flag) => {
                            let not = if condition.equals == 0 { "not " } else { "" };
                            format!("{} is {not}set", scope.flags[flag].name)
                        }
                    }
                })
                .collect();
            let message = format!("no variant of `{}` is chosen when {}", name.value, facts.join(" and "));
            let last = scope.ast.variants.as_ref().and_then(|variants| variants.last());
            let help = if last.is_some_and(|(_, variant)| variant.when.is_none()) {
                "add a variant whose `when` says so: the last one, which says nothing, is for messages without the \
                 conditional values"
            } else {
                "add a variant for that, or leave the `when` out of the last one"
            };
            Diagnostic::new(Code::MissingVariant, name.span, message).help(help)
        }
        VariantProblem::TooMany => {
            let message = format!("the variants of `{}` need too many decisions", name.value);
            Diagnostic::new(Code::TooLarge, name.span, message)
                .help("let variants ask for few headers, and for the same ones in the same order")
        }
    }
}
