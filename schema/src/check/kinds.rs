//! What a type may say of its kind.

use crate::ast::{Text, Type};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::language::{KINDS, KindOf};
use crate::report::Report;

/// Reports the keys that say nothing about this kind.
pub(crate) fn check_kind_keys(kind: &Text, ast: &Type, report: &mut Report) {
    let Some(known) = KindOf::named(kind) else { return };
    let given = [
        ("max", ast.max.as_ref().map(|n| n.span)),
        ("length", ast.length.as_ref().map(|n| n.span)),
        ("max_bytes", ast.max_bytes.as_ref().map(|n| n.span)),
        ("write", ast.write.as_ref().map(|n| n.span)),
    ];
    for (key, span) in given {
        let Some(span) = span.filter(|_| !known.keys.contains(&key)) else { continue };
        let message = format!("`{key}` says nothing about `{}`", kind.value);
        let help = match (key, kind.as_str()) {
            ("max" | "length", "uint" | "int") => {
                "there is no greatest value; `max_bytes` limits how many bytes a number has".to_owned()
            }
            _ => {
                let kinds = KINDS.iter().filter(|kind| kind.keys.contains(&key)).map(|kind| kind.name);
                format!("it goes with {}", kinds.collect::<Vec<_>>().join(", "))
            }
        };
        report.push(Diagnostic::new(Code::NotApplicable, span, message).help(help));
    }
}

/// Whether a type has one length at most.
pub(crate) fn check_length_said_once(ast: &Type, report: &mut Report) -> bool {
    let (Some(max), Some(length)) = (ast.max.as_ref(), ast.length.as_ref()) else { return true };
    let message = "a type has either a maximum or an exact length, not both";
    report.push(
        Diagnostic::new(Code::LimitContradiction, length.span, message)
            .related(max.span, "the maximum")
            .help("leave out `max` or `length`"),
    );
    false
}
