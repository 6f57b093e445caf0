//! One message: direction, code, and which of the two layouts it has.

use crate::ast::{Message as Ast, Text};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Direction, Layout, Message, Name};
use crate::suggest::nearest;

use super::types::NamedType;
use super::{doc, in_range, layout::lower_layout, missing, sequence::lower_sequence};

pub(super) fn lower_message(
    name: &Text,
    ast: &Ast,
    types: &[NamedType],
    report: &mut Report,
) -> Option<Message> {
    let direction = lower_direction(name, ast, report);
    let code = lower_code(name, ast, report);
    let layout = lower_either_layout(name, ast, types, report);
    Some(Message {
        name: Name::new(name.value.clone(), name.span),
        doc: doc(ast.doc.as_ref()),
        direction: direction?,
        code: code?,
        layout: layout?,
    })
}

fn lower_direction(name: &Text, ast: &Ast, report: &mut Report) -> Option<Direction> {
    let Some(from) = &ast.from else {
        report.push(missing(name, "message", "from", "`subscriber` or `broadcaster`"));
        return None;
    };
    let found = Direction::BOTH.into_iter().find(|direction| direction.sender() == from.value);
    if found.is_none() {
        let near = nearest(from, Direction::BOTH.map(Direction::sender));
        let message = format!("a message cannot be from `{}`", from.value);
        let diagnostic = Diagnostic::new(Code::WrongShape, from.span, message);
        report.push(match near {
            Some(_) => diagnostic.help_near(near),
            None => diagnostic.help("it is from `subscriber` or from `broadcaster`"),
        });
    }
    found
}

fn lower_code(name: &Text, ast: &Ast, report: &mut Report) -> Option<u16> {
    let Some(code) = &ast.code else {
        report.push(missing(name, "message", "code", "its number in the prefix, 0 to 65535"));
        return None;
    };
    u16::try_from(in_range(code, 0..=65535, "a type code", report)?).ok()
}

fn lower_either_layout(name: &Text, ast: &Ast, types: &[NamedType], report: &mut Report) -> Option<Layout> {
    match (&ast.headers, &ast.sequence) {
        (Some(headers), None) => Some(Layout::Headers(lower_layout(name, ast, headers, types, report))),
        (None, Some(items)) => {
            report.push(
                Diagnostic::new(Code::NotGeneratedYet, items.span, "sequence layouts are not generated yet")
                    .help("describe the message with `headers`"),
            );
            Some(Layout::Sequence(lower_sequence(items, types, report)))
        }
        (Some(headers), Some(items)) => {
            report.push(
                Diagnostic::new(
                    Code::TwoLayouts,
                    items.span,
                    "a message has `headers` or a `sequence`, not both",
                )
                .related(headers.span, "its headers"),
            );
            None
        }
        (None, None) => {
            let message = format!("the message `{}` does not say its `headers`", name.value);
            report.push(
                Diagnostic::new(Code::TwoLayouts, name.span, message)
                    .help("a message without any has `headers: {}`"),
            );
            None
        }
    }
}
