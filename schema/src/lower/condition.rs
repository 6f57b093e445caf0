//! Conditions: when a header is there, when a variant is chosen.

use crate::ast::{Named, Number, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Condition, Kind, Tail};
use crate::report::Report;
use crate::source::Spanned;

use super::scope::Scope;

/// The number, if a header of that kind can hold it.
pub(super) fn fitting(number: &Number, kind: Option<Kind>, what: &str, report: &mut Report) -> Option<u64> {
    let Some(kind) = kind else { return u64::try_from(number.value).ok() };
    let max = kind.uint_max()?;
    let fits = u64::try_from(number.value).ok().filter(|value| *value <= max);
    if fits.is_none() {
        let message = format!("{what} cannot be {}: it is {}", number.value, kind.expectation());
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
    scope: &Scope<'_>,
    report: &mut Report,
) -> Option<Condition> {
    let header = scope.find(wanted, Code::BadCondition, report)?;
    if scope.is_no_number(header) {
        let message = format!("`{}` cannot decide, since it is not an unsigned integer", wanted.value);
        report.push(
            Diagnostic::new(Code::BadCondition, wanted.span, message)
                .related(scope.wire(header).span, "the header")
                .help("ask for a header whose type has `kind: uint`"),
        );
        return None;
    }
    let equals = fitting(number, scope.kinds[header], &format!("`{}`", wanted.value), report)?;
    Some(Condition { header, equals })
}

/// The headers that are not always there: all from the first that has a condition.
pub(super) fn lower_tail(scope: &Scope<'_>, report: &mut Report) -> Option<Tail> {
    let start = scope.headers.iter().position(|(_, ast)| ast.when.is_some())?;
    let mut tail: Option<Tail> = None;
    for (wire, ast) in &scope.headers[start..] {
        let Some(when) = &ast.when else {
            let message = format!("`{}` comes after a conditional header", wire.value);
            report.push(
                Diagnostic::new(Code::ConditionalOrder, wire.span, message)
                    .related(scope.wire(start).span, "the first conditional header")
                    .help("headers that are always present come first; or give it the same `when`"),
            );
            continue;
        };
        let Some(condition) = lower_tail_condition(when, scope, start, report) else { continue };
        match &tail {
            Some(first) if first.when != condition => {
                let message = "the conditional headers of a message share one condition";
                let first = &first.when;
                let help =
                    format!("it is `when: {{ {}: {} }}`", scope.wire(first.header).value, first.equals);
                report.push(
                    Diagnostic::new(Code::ConditionalOrder, place(when), message)
                        .related(scope.wire(start).span, "the first of them")
                        .help(help),
                );
            }
            Some(_) => {}
            None => tail = Some(Tail { start, when: condition }),
        }
    }
    tail
}

fn lower_tail_condition(
    when: &Spanned<Named<Number>>,
    scope: &Scope<'_>,
    start: usize,
    report: &mut Report,
) -> Option<Condition> {
    let [(wanted, number)] = when.as_slice() else {
        if when.is_empty() && scope.ast.in_doubt {
            return None;
        }
        let message = "a header's condition names exactly one earlier header";
        let example = when.first().map_or("x-part-id", |(name, _)| name.as_str());
        report.push(
            Diagnostic::new(Code::BadCondition, place(when), message)
                .help(format!("such as `when: {{ {example}: 0 }}`")),
        );
        return None;
    };
    let condition = lower_condition(wanted, number, scope, report)?;
    if condition.header >= start {
        let message = format!("`{}` is not always read before it is asked for", wanted.value);
        report.push(
            Diagnostic::new(Code::LaterHeader, wanted.span, message)
                .related(scope.wire(start).span, "the first conditional header")
                .help("a condition names a header that is always present, before all conditional ones"),
        );
        return None;
    }
    Some(condition)
}

/// Where a condition stands: at its first header, since a mapping in braces and one in lines begin differently.
pub(super) fn place(when: &Spanned<Named<Number>>) -> crate::Span {
    when.first().map_or(when.span, |(name, _)| name.span)
}
