//! Named types → wire kinds.

use crate::ast::{Number, Text, Type, Unit};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Kind, Limit, Name, Spelling};
use crate::suggest::nearest;

use super::{defined_twice, doc, in_range, missing};

const KINDS: &[&str] = &["bytes", "text", "optional_text", "bool", "uint", "int"];
/// The longest value that a header can hold, in bytes: its length is a u16.
const LONGEST_VALUE: i128 = 65535;

/// A named type, ready to be used by headers.
#[derive(Clone, Debug)]
pub(crate) struct NamedType {
    pub(crate) name: Name,
    pub(crate) doc: String,
    pub(crate) kind: Kind,
    pub(crate) secret: bool,
}

pub(super) fn lower_types(units: &[Unit], report: &mut Report) -> Vec<NamedType> {
    let mut types: Vec<NamedType> = Vec::new();
    for (name, ast) in units.iter().flat_map(|unit| &unit.types) {
        let type_name = Name::new(name.value.clone(), name.span);
        if let Some(first) = types.iter().find(|ty| ty.name.snake() == name.value) {
            report.push(defined_twice("type", &type_name, &first.name));
            continue;
        }
        if let Some(kind) = lower_kind(name, ast, report) {
            let secret = ast.secret.as_ref().is_some_and(|secret| secret.value);
            types.push(NamedType { name: type_name, doc: doc(ast.doc.as_ref()), kind, secret });
        }
    }
    types
}

/// The type of that name; an unknown one is reported with the nearest.
pub(super) fn find_type<'a>(
    wanted: &Text,
    types: &'a [NamedType],
    report: &mut Report,
) -> Option<&'a NamedType> {
    let found = types.iter().find(|ty| ty.name.snake() == wanted.value);
    if found.is_none() {
        let message = format!("there is no type `{}`", wanted.value);
        let diagnostic = Diagnostic::new(Code::UnknownType, wanted.span, message);
        let near = nearest(wanted, types.iter().map(|ty| ty.name.snake()));
        report.push(match near {
            None if KINDS.contains(&wanted.as_str()) => diagnostic
                .help(format!("`{}` is a kind; define a type of that kind under `types`", wanted.value)),
            near => diagnostic.help_near(near),
        });
    }
    found
}

fn lower_kind(name: &Text, ast: &Type, report: &mut Report) -> Option<Kind> {
    let Some(kind) = &ast.kind else {
        report.push(missing(name, "type", "kind", &format!("one of {}", KINDS.join(", "))));
        return None;
    };
    report_inapplicable(kind, ast, report);
    match kind.as_str() {
        "bytes" => Some(Kind::Bytes(limit(ast, report)?)),
        "text" => Some(Kind::Text { max: max(ast.max.as_ref(), report)? }),
        "optional_text" => Some(Kind::OptionalText { max: max(ast.max.as_ref(), report)? }),
        "bool" => Some(Kind::Bool),
        "uint" => Some(Kind::Uint { max_bytes: width(name, ast, report)?, spelling: spelling(ast, report) }),
        "int" => Some(Kind::Int { max_bytes: width(name, ast, report)? }),
        other => {
            let near = nearest(other, KINDS.iter().copied());
            let diagnostic =
                Diagnostic::new(Code::UnknownType, kind.span, format!("there is no kind `{other}`"));
            report.push(match near {
                Some(_) => diagnostic.help_near(near),
                None => diagnostic.help(format!("the kinds are {}", KINDS.join(", "))),
            });
            None
        }
    }
}

fn limit(ast: &Type, report: &mut Report) -> Option<Limit> {
    if let (Some(max), Some(length)) = (&ast.max, &ast.length) {
        let message = "a type has either a maximum or an exact length, not both";
        report.push(
            Diagnostic::new(Code::LimitContradiction, length.span, message).related(max.span, "the maximum"),
        );
        return None;
    }
    if let Some(length) = &ast.length {
        let length = in_range(length, 0..=LONGEST_VALUE, "the length of a header's value", report)?;
        return Some(Limit::Exact(u16::try_from(length).unwrap_or(u16::MAX)));
    }
    Some(max(ast.max.as_ref(), report)?.map_or(Limit::None, Limit::Max))
}

/// The maximum, if one is given; `None` outside if it is wrong.
#[expect(clippy::option_option, reason = "absent and wrong are two things")]
fn max(number: Option<&Number>, report: &mut Report) -> Option<Option<u16>> {
    let Some(number) = number else { return Some(None) };
    let max = in_range(number, 0..=LONGEST_VALUE, "the length of a header's value", report)?;
    Some(u16::try_from(max).ok())
}

fn width(name: &Text, ast: &Type, report: &mut Report) -> Option<u8> {
    let Some(number) = &ast.max_bytes else {
        report.push(missing(name, "type", "max_bytes", "the most bytes a reader takes, 1 to 8"));
        return None;
    };
    let width = in_range(number, 1..=8, "the width of an integer in bytes", report)?;
    u8::try_from(width).ok()
}

fn spelling(ast: &Type, report: &mut Report) -> Spelling {
    match &ast.write {
        None => Spelling::Minimal,
        Some(write) if write.value == "minimal" => Spelling::Minimal,
        Some(write) if write.value == "fixed" => Spelling::Fixed,
        Some(write) => {
            let message = format!("an integer cannot be written `{}`", write.value);
            report.push(
                Diagnostic::new(Code::WrongShape, write.span, message)
                    .help("`minimal` (as few bytes as it needs) or `fixed` (all of `max_bytes`)"),
            );
            Spelling::Minimal
        }
    }
}

/// Reports the keys that say nothing about this kind.
fn report_inapplicable(kind: &Text, ast: &Type, report: &mut Report) {
    let given = [
        ("max", ast.max.as_ref().map(|n| n.span), &["bytes", "text", "optional_text"][..]),
        ("length", ast.length.as_ref().map(|n| n.span), &["bytes"][..]),
        ("max_bytes", ast.max_bytes.as_ref().map(|n| n.span), &["uint", "int"][..]),
        ("write", ast.write.as_ref().map(|n| n.span), &["uint"][..]),
    ];
    for (key, span, kinds) in given {
        let Some(span) = span else { continue };
        if KINDS.contains(&kind.as_str()) && !kinds.contains(&kind.as_str()) {
            let message = format!("`{key}` says nothing about `{}`", kind.value);
            let help = format!("it goes with {}", kinds.join(", "));
            report.push(Diagnostic::new(Code::NotApplicable, span, message).help(help));
        }
    }
}
