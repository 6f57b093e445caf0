//! Relations that the message itself states: what equals the body's length, and what is its digest.

use crate::ast::{Header as AstHeader, Message as Ast, Named, Text};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Digest, HeaderLayout, Kind, Limit, Source};
use crate::plan::{CheckStep, Relations};
use crate::source::Spanned;

use super::find_header;

/// Lowers `equals` and `verify` of the message's own headers, in header order.
pub(super) fn lower_relations(
    ast: &Ast,
    headers: &Spanned<Named<AstHeader>>,
    layout: &HeaderLayout,
    report: &mut Report,
) -> Relations {
    let mut relations = Relations::default();
    for (index, (_, header)) in headers.iter().enumerate() {
        relations.message.extend(lower_checks(index, header, headers, layout, ast.body.is_some(), report));
    }
    relations
}

/// The checks that `equals` and `verify` of one header ask for.
pub(super) fn lower_checks(
    index: usize,
    ast: &AstHeader,
    names: &Named<AstHeader>,
    layout: &HeaderLayout,
    has_body: bool,
    report: &mut Report,
) -> Vec<CheckStep> {
    let equals =
        ast.equals.as_ref().and_then(|text| lower_equals(index, text, names, layout, has_body, report));
    let verify = ast.verify.as_ref().and_then(|text| lower_verify(index, text, layout, has_body, report));
    if let (Some(equals), Some(field)) = (&ast.equals, &ast.field) {
        report.push(
            Diagnostic::new(Code::Conflict, field.span, "a header that is derived has no field")
                .related(equals.span, "it is derived here"),
        );
    }
    let equals = equals.and_then(|source| match source {
        Source::BodyLength => Some(CheckStep::BodyLength(index)),
        Source::Header(other) => Some(CheckStep::Same(index, other)),
        Source::Field(_) | Source::Constant(_) => None,
    });
    equals.into_iter().chain(verify).collect()
}

/// What an `equals` derives its header from: `length(body)` or an earlier header.
pub(super) fn lower_equals(
    index: usize,
    text: &Text,
    names: &Named<AstHeader>,
    layout: &HeaderLayout,
    has_body: bool,
    report: &mut Report,
) -> Option<Source> {
    if layout.headers[index].kind.uint_max().is_none() {
        let message = format!("`{}` cannot equal a number", names[index].0.value);
        report.push(
            Diagnostic::new(Code::NotApplicable, text.span, message)
                .help("`equals` goes with unsigned integers"),
        );
        return None;
    }
    match function_of(text) {
        Some(("length", "body")) => require_body(text, has_body, report).then_some(Source::BodyLength),
        Some(_) => bad_relation(text, "`length(body)`, or an earlier header", report),
        None => {
            let other = find_header(text, names, Code::UnknownHeader, report)?;
            if other >= index {
                let message = format!("`{}` does not come before `{}`", text.value, names[index].0.value);
                report.push(
                    Diagnostic::new(Code::LaterHeader, text.span, message)
                        .related(names[other].0.span, "it stands here")
                        .help("a header can only be derived from an earlier one"),
                );
                return None;
            }
            if layout.headers[other].kind.uint_max().is_none() {
                let message = format!("`{}` is not an unsigned integer", text.value);
                report.push(Diagnostic::new(Code::NotApplicable, text.span, message));
                return None;
            }
            Some(Source::Header(other))
        }
    }
}

fn lower_verify(
    index: usize,
    text: &Text,
    layout: &HeaderLayout,
    has_body: bool,
    report: &mut Report,
) -> Option<CheckStep> {
    let digest = match function_of(text) {
        Some(("sha512", "body")) => Digest::Sha512,
        _ => return bad_relation(text, "`sha512(body)`", report),
    };
    if layout.headers[index].kind != Kind::Bytes(Limit::Exact(digest.length())) {
        let message = format!("a {} has exactly {} bytes", digest.as_str(), digest.length());
        let help = format!("give the header a type with `length: {}`", digest.length());
        report.push(Diagnostic::new(Code::LimitContradiction, text.span, message).help(help));
        return None;
    }
    require_body(text, has_body, report).then_some(CheckStep::BodyDigest(index, digest))
}

fn require_body(text: &Text, has_body: bool, report: &mut Report) -> bool {
    if !has_body {
        report.push(
            Diagnostic::new(Code::NoBody, text.span, format!("`{}`: this message has no body", text.value))
                .help("add `body: bytes`"),
        );
    }
    has_body
}

fn bad_relation<T>(text: &Text, right: &str, report: &mut Report) -> Option<T> {
    report.push(
        Diagnostic::new(Code::BadRelation, text.span, format!("`{}` is not a relation", text.value))
            .help(format!("it is {right}")),
    );
    None
}

/// `name(argument)` split into its two words.
fn function_of(text: &Text) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once('(')?;
    Some((name.trim(), rest.strip_suffix(')')?.trim()))
}
