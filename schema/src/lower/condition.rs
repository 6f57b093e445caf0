//! Conditions: when a value is there, when a variant is chosen.

use crate::ast::{Asked, Number, Text, When};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Condition, Kind, Subject, Tail};
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

/// A condition on a value or a flag of a message. Of values, only unsigned integers can be asked for.
pub(super) fn lower_condition(
    wanted: &Text,
    asked: &Spanned<Asked>,
    scope: &Scope<'_>,
    report: &mut Report,
) -> Option<Condition> {
    match asked.value {
        Asked::Number(number) => lower_number(wanted, &Spanned::new(number, asked.span), scope, report),
        Asked::Flag(is_set) => lower_flag(wanted, is_set, scope, report),
    }
}

fn lower_number(wanted: &Text, number: &Number, scope: &Scope<'_>, report: &mut Report) -> Option<Condition> {
    let word = scope.word;
    if let (None, Some(flag)) = (scope.position(wanted), find_flag(wanted, scope)) {
        let message = format!("`{}` is a flag, which is set or not", wanted.value);
        report.push(
            Diagnostic::new(Code::BadCondition, number.span, message)
                .related(scope.flags[flag].name.span, "the flag")
                .help("write `true` or `false`"),
        );
        return None;
    }
    let slot = scope.find(wanted, Code::BadCondition, report)?;
    if scope.is_no_number(slot) {
        let message = format!("`{}` cannot decide, since it is not an unsigned integer", wanted.value);
        report.push(
            Diagnostic::new(Code::BadCondition, wanted.span, message)
                .related(scope.name(slot).span, format!("the {word}"))
                .help(format!("ask for a {word} whose type has `kind: uint`")),
        );
        return None;
    }
    let equals = fitting(number, scope.kinds[slot], &format!("`{}`", wanted.value), report)?;
    Some(Condition { on: Subject::Slot(slot), equals })
}

fn lower_flag(wanted: &Text, is_set: bool, scope: &Scope<'_>, report: &mut Report) -> Option<Condition> {
    let Some(flag) = find_flag(wanted, scope) else {
        let message = format!("this protocol has no flag `{}`", wanted.value);
        let flags = scope.flags.iter().filter(|flag| !flag.selects_minimal).map(|flag| flag.name.snake());
        let help = if let Some(at) = scope.position(wanted) {
            let (name, word) = (&wanted.value, scope.word);
            Some(if scope.is_no_number(at) {
                format!(
                    "`{name}` is a {word} that cannot decide: ask for one with `kind: uint`, or for a flag"
                )
            } else {
                format!("`{name}` is a {word}: ask for a number")
            })
        } else {
            let help = report.suggestions.nearest_or_all(wanted, "its flags are", flags);
            help.or_else(|| {
                Some(format!("it has none to ask for; a {} is asked for with a number", scope.word))
            })
        };
        report.push(Diagnostic::new(Code::BadCondition, wanted.span, message).maybe_help(help));
        return None;
    };
    if scope.flags[flag].selects_minimal {
        let message = format!("`{}` cannot decide, since it selects the header block", wanted.value);
        report.push(
            Diagnostic::new(Code::BadCondition, wanted.span, message)
                .related(scope.flags[flag].name.span, "the flag")
                .help("ask for another flag: a message is the same in both header modes"),
        );
        return None;
    }
    Some(Condition { on: Subject::Flag(flag), equals: is_set.into() })
}

fn find_flag(wanted: &Text, scope: &Scope<'_>) -> Option<usize> {
    scope.flags.iter().position(|flag| flag.name.snake() == wanted.value)
}

/// An item of a message that may be there under a condition only.
pub(super) struct Conditional<'a> {
    /// Its name, or what it says.
    pub(super) name: &'a Text,
    pub(super) when: Option<&'a When>,
    /// How many values stand before it.
    pub(super) before: usize,
}

/// What is not always there: all from the first that has a condition.
pub(super) fn lower_tail(items: &[Conditional<'_>], scope: &Scope<'_>, report: &mut Report) -> Option<Tail> {
    let word = scope.word;
    let first = items.iter().position(|item| item.when.is_some())?;
    let (first_name, start) = (items[first].name, items[first].before);
    let mut tail: Option<Tail> = None;
    for Conditional { name, when, .. } in &items[first..] {
        let Some(when) = when else {
            let message = format!("`{}` comes after a conditional {word}", name.value);
            report.push(
                Diagnostic::new(Code::ConditionalOrder, name.span, message)
                    .related(first_name.span, format!("the first conditional {word}"))
                    .help(format!("{word}s that are always present come first; or give it the same `when`")),
            );
            continue;
        };
        let Some(condition) = lower_tail_condition(when, scope, start, first_name, report) else { continue };
        match &tail {
            Some(first) if first.when != condition => {
                let message = format!("the conditional {word}s of a message share one condition");
                let help = format!("it is `when: {{ {} }}`", spelled(first.when, scope));
                report.push(
                    Diagnostic::new(Code::ConditionalOrder, when.place(), message)
                        .related(first_name.span, "the first of them")
                        .help(help),
                );
            }
            Some(_) => {}
            None => tail = Some(Tail { start, when: condition }),
        }
    }
    tail
}

/// A condition as the schema spells it.
pub(super) fn spelled(condition: Condition, scope: &Scope<'_>) -> String {
    match condition.on {
        Subject::Slot(slot) => format!("{}: {}", scope.name(slot).value, condition.equals),
        Subject::Flag(flag) => format!("{}: {}", scope.flags[flag].name, condition.equals == 1),
    }
}

fn lower_tail_condition(
    when: &When,
    scope: &Scope<'_>,
    start: usize,
    first: &Text,
    report: &mut Report,
) -> Option<Condition> {
    let word = scope.word;
    let [(wanted, asked)] = when.as_slice() else {
        if when.is_empty() && scope.ast.in_doubt {
            return None;
        }
        let message = format!("a {word}'s condition names exactly one earlier {word} or flag");
        let example = match when.first() {
            Some((name, asked)) => match asked.value {
                Asked::Number(number) => format!("{}: {number}", name.value),
                Asked::Flag(is_set) => format!("{}: {is_set}", name.value),
            },
            None => "x-part-id: 0".to_owned(),
        };
        report.push(
            Diagnostic::new(Code::BadCondition, when.place(), message)
                .help(format!("such as `when: {{ {example} }}`")),
        );
        return None;
    };
    let condition = lower_condition(wanted, asked, scope, report)?;
    if condition.on.slot().is_some_and(|slot| slot >= start) {
        let message = format!("`{}` is not always read before it is asked for", wanted.value);
        report.push(
            Diagnostic::new(Code::LaterHeader, wanted.span, message)
                .related(first.span, format!("the first conditional {word}"))
                .help(format!(
                    "a condition names a {word} that is always present, before all conditional ones"
                )),
        );
        return None;
    }
    Some(condition)
}
