//! One message: direction, code, and which of the two layouts it has.

use crate::ast::{Message as Ast, Text};
use crate::ir::{Direction, Message, Name};
use crate::report::Report;

use super::http::lower_http;
use super::layout::lower_block;
use super::sequence::lower_sequence;
use super::{Around, availability, doc_since, in_range, report_unknown_word};

pub(super) fn lower_message(
    name: &Text,
    ast: &Ast,
    around: Around<'_>,
    report: &mut Report,
) -> Option<Message> {
    let direction = lower_direction(ast, report);
    let code = ast.code.as_ref().and_then(|code| in_range(code, 0..=65535, "a type code", report));
    let code = code.and_then(|code| u16::try_from(code).ok());
    let layout = match (&ast.headers, &ast.sequence) {
        (Some(headers), None) => lower_block(name, ast, headers, around, report)?,
        (None, Some(items)) => lower_sequence(name, ast, items, code, around, report)?,
        // Both or none; that is reported already.
        _ => return None,
    };
    Some(Message {
        name: Name::new(name.value.clone(), name.span),
        doc: doc_since(ast.doc.as_ref(), &ast.availability),
        direction: direction?,
        code: code?,
        layout,
        signatures: Vec::new(),
        http: ast.http.as_ref().and_then(|http| lower_http(http, around, report)),
        answered_by: ast.answered_by.iter().map(|text| Name::new(text.value.clone(), text.span)).collect(),
        availability: availability(&ast.availability),
    })
}

fn lower_direction(ast: &Ast, report: &mut Report) -> Option<Direction> {
    let from = ast.from.as_ref()?;
    let found = Direction::BOTH.into_iter().find(|direction| direction.sender() == from.value);
    if found.is_none() {
        let message = format!("a message cannot be from `{}`", from.value);
        let help = match from.as_str() {
            "client" | "consumer" | "receiver" | "listener" => "the client is the `subscriber`",
            "server" | "publisher" | "sender" | "broker" => "the server is the `broadcaster`",
            _ => "it is from `subscriber` or from `broadcaster`",
        };
        report_unknown_word(from, message, help, &Direction::BOTH.map(Direction::sender), report);
    }
    found
}
