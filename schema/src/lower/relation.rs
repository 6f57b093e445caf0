//! Relations: what equals the body's length or another value, and what is the body's digest.

use crate::ast::{Header as AstHeader, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Digest, Kind, Length, Source, Step};
use crate::report::Report;

use super::scope::Scope;

/// Lowers `equals` and `verify` of the message's own values, in their order.
pub(super) fn lower_relations(scope: &Scope<'_>, report: &mut Report) -> Vec<Step> {
    let values = scope.values.iter().enumerate();
    values.flat_map(|(index, (_, said))| lower_checks(index, said, scope, report)).collect()
}

/// The checks that `equals` and `verify` of one value ask for.
pub(super) fn lower_checks(
    index: usize,
    ast: &AstHeader,
    scope: &Scope<'_>,
    report: &mut Report,
) -> Vec<Step> {
    let equals = ast.equals.as_ref().and_then(|text| lower_equals(index, text, scope, report));
    let verify = ast.verify.as_ref().and_then(|text| lower_verify(index, text, scope, report));
    let equals = equals.and_then(|source| match source {
        Source::BodyLength => Some(Step::BodyLength(index)),
        Source::Slot(other) => Some(Step::Same(index, other)),
        Source::Field(_) | Source::Constant(_) => None,
    });
    equals.into_iter().chain(verify).collect()
}

/// What an `equals` derives its value from: `length(body)` or an earlier value.
pub(super) fn lower_equals(
    index: usize,
    text: &Text,
    scope: &Scope<'_>,
    report: &mut Report,
) -> Option<Source> {
    let (name, word) = (&scope.name(index).value, scope.word);
    if scope.is_no_number(index) {
        let message = format!("`{name}` cannot equal a number");
        report.push(
            Diagnostic::new(Code::NotApplicable, text.span, message).help(format!(
                "`equals` goes with unsigned integers; give the {word} a type with `kind: uint`"
            )),
        );
        return None;
    }
    match function_of(text) {
        Some(("length", of)) if is_body(of, scope) => {
            require_body(text, scope, report).then_some(Source::BodyLength)
        }
        Some(_) => {
            let right = format!("`length({})`, or the name of an earlier {word}", body_name(scope));
            bad_relation("equals", text, &right, report)
        }
        None => {
            let other = scope.find(text, Code::UnknownHeader, report)?;
            if other >= index {
                let (message, remark) = if other == index {
                    (format!("`{name}` cannot equal itself"), format!("this {word}"))
                } else {
                    (format!("`{}` does not come before `{name}`", text.value), "it stands here".to_owned())
                };
                report.push(
                    Diagnostic::new(Code::LaterHeader, text.span, message)
                        .related(scope.name(other).span, remark)
                        .help(format!("a {word} can only be derived from an earlier one")),
                );
                return None;
            }
            if scope.is_no_number(other) {
                let message = format!("`{}` is not an unsigned integer", text.value);
                report.push(
                    Diagnostic::new(Code::NotApplicable, text.span, message)
                        .related(scope.name(other).span, format!("the {word}"))
                        .help(format!(
                            "`equals` compares numbers; name a {word} whose type has `kind: uint`"
                        )),
                );
                return None;
            }
            Some(Source::Slot(other))
        }
    }
}

fn lower_verify(index: usize, text: &Text, scope: &Scope<'_>, report: &mut Report) -> Option<Step> {
    let digest = match function_of(text) {
        Some(("sha512", of)) if is_body(of, scope) => Digest::Sha512,
        _ => return bad_relation("verify", text, &format!("`sha512({})`", body_name(scope)), report),
    };
    if scope.kinds[index].is_some_and(|kind| kind != Kind::bytes(Length::Exactly(digest.length()))) {
        let message = format!("a {} has exactly {} bytes", digest.as_str(), digest.length());
        let (word, length) = (scope.word, digest.length());
        let help = format!("give the {word} a type with `kind: bytes` and `length: {length}`");
        report.push(Diagnostic::new(Code::LimitContradiction, text.span, message).help(help));
        return None;
    }
    require_body(text, scope, report).then_some(Step::BodyDigest(index, digest))
}

/// What relations call the body of this message.
fn body_name<'a>(scope: &Scope<'a>) -> &'a str {
    scope.body.map_or("body", |(_, name)| name)
}

fn is_body(name: &str, scope: &Scope<'_>) -> bool {
    // Whatever a rest is called that is missing: that it is missing is what is wrong.
    let is_missing = scope.body.is_none() && scope.ast.sequence.is_some();
    is_missing || name == "body" || name == body_name(scope)
}

fn require_body(text: &Text, scope: &Scope<'_>, report: &mut Report) -> bool {
    if scope.body.is_none() {
        let message = format!("`{}` is about a body, but the message has none", text.value);
        let help = if scope.ast.sequence.is_some() {
            "let the sequence end with a `rest`"
        } else {
            "add `body: bytes` to the message"
        };
        report.push(Diagnostic::new(Code::NoBody, text.span, message).help(help));
    }
    scope.body.is_some()
}

fn bad_relation<T>(key: &str, text: &Text, right: &str, report: &mut Report) -> Option<T> {
    let message = format!("`{key}` cannot be `{}`", text.value);
    report.push(Diagnostic::new(Code::BadRelation, text.span, message).help(format!("it is {right}")));
    None
}

/// `name(argument)` split into its two words.
fn function_of(text: &Text) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once('(')?;
    Some((name.trim(), rest.strip_suffix(')').unwrap_or("").trim()))
}
