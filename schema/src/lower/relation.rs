//! Relations: what equals the body's length or another header, and what is the body's digest.

use crate::ast::{Header as AstHeader, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Digest, Kind, Limit, Source};
use crate::plan::Step;
use crate::report::Report;

use super::scope::Scope;

/// Lowers `equals` and `verify` of the message's own headers, in header order.
pub(super) fn lower_relations(scope: &Scope<'_>, report: &mut Report) -> Vec<Step> {
    let headers = scope.headers.iter().enumerate();
    headers.flat_map(|(index, (_, header))| lower_checks(index, header, scope, report)).collect()
}

/// The checks that `equals` and `verify` of one header ask for.
pub(super) fn lower_checks(
    index: usize,
    ast: &AstHeader,
    scope: &Scope<'_>,
    report: &mut Report,
) -> Vec<Step> {
    let equals = ast.equals.as_ref().and_then(|text| lower_equals(index, text, scope, report));
    let verify = ast.verify.as_ref().and_then(|text| lower_verify(index, text, scope, report));
    if let (Some(equals), Some(field)) = (&ast.equals, &ast.field) {
        report.push(
            Diagnostic::new(Code::Conflict, field.span, "a header that is derived has no field")
                .related(equals.span, "it is derived here")
                .help("leave out `field`, or `equals`"),
        );
    }
    let equals = equals.and_then(|source| match source {
        Source::BodyLength => Some(Step::BodyLength(index)),
        Source::Header(other) => Some(Step::Same(index, other)),
        Source::Field(_) | Source::Constant(_) => None,
    });
    equals.into_iter().chain(verify).collect()
}

/// What an `equals` derives its header from: `length(body)` or an earlier header.
pub(super) fn lower_equals(
    index: usize,
    text: &Text,
    scope: &Scope<'_>,
    report: &mut Report,
) -> Option<Source> {
    let wire = &scope.wire(index).value;
    if scope.is_no_number(index) {
        let message = format!("`{wire}` cannot equal a number");
        report.push(
            Diagnostic::new(Code::NotApplicable, text.span, message)
                .help("`equals` goes with unsigned integers; give the header a type with `kind: uint`"),
        );
        return None;
    }
    match function_of(text) {
        Some(("length", "body")) => require_body(text, scope, report).then_some(Source::BodyLength),
        Some(_) => bad_relation("equals", text, "`length(body)`, or the name of an earlier header", report),
        None => {
            let other = scope.find(text, Code::UnknownHeader, report)?;
            if other >= index {
                let (message, remark) = if other == index {
                    (format!("`{wire}` cannot equal itself"), "this header")
                } else {
                    (format!("`{}` does not come before `{wire}`", text.value), "it stands here")
                };
                report.push(
                    Diagnostic::new(Code::LaterHeader, text.span, message)
                        .related(scope.wire(other).span, remark)
                        .help("a header can only be derived from an earlier one"),
                );
                return None;
            }
            if scope.is_no_number(other) {
                let message = format!("`{}` is not an unsigned integer", text.value);
                report.push(
                    Diagnostic::new(Code::NotApplicable, text.span, message)
                        .related(scope.wire(other).span, "the header")
                        .help("`equals` compares numbers; name a header whose type has `kind: uint`"),
                );
                return None;
            }
            Some(Source::Header(other))
        }
    }
}

fn lower_verify(index: usize, text: &Text, scope: &Scope<'_>, report: &mut Report) -> Option<Step> {
    let digest = match function_of(text) {
        Some(("sha512", "body")) => Digest::Sha512,
        _ => return bad_relation("verify", text, "`sha512(body)`", report),
    };
    if scope.kinds[index].is_some_and(|kind| kind != Kind::Bytes(Limit::Exact(digest.length()))) {
        let message = format!("a {} has exactly {} bytes", digest.as_str(), digest.length());
        let help = format!("give the header a type with `kind: bytes` and `length: {}`", digest.length());
        report.push(Diagnostic::new(Code::LimitContradiction, text.span, message).help(help));
        return None;
    }
    require_body(text, scope, report).then_some(Step::BodyDigest(index, digest))
}

fn require_body(text: &Text, scope: &Scope<'_>, report: &mut Report) -> bool {
    let has_body = scope.ast.body.is_some();
    if !has_body {
        let message = format!("`{}` is about a body, but the message has none", text.value);
        report
            .push(Diagnostic::new(Code::NoBody, text.span, message).help("add `body: bytes` to the message"));
    }
    has_body
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
