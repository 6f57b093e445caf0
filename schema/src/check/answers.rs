//! What is said to answer a message.

use crate::ast::Text;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::Schema;
use crate::report::Report;

/// Answers come from the other side.
pub(super) fn check_answers(schema: &Schema, report: &mut Report) {
    for protocol in &schema.protocols {
        for message in &protocol.messages {
            let others = protocol.messages.iter().filter(|other| other.direction != message.direction);
            let others = others.map(|other| other.name.snake());
            for answer in &message.answered_by {
                if others.clone().any(|other| other == answer.snake()) {
                    continue;
                }
                let wanted = Text::new(answer.snake().to_owned(), answer.span);
                let help = report.suggestions.nearest_or_all(&wanted, "it sends", others.clone());
                let help =
                    help.unwrap_or_else(|| "it sends nothing at all; leave out `answered_by`".to_owned());
                let text = format!("the other side sends no message `{answer}`");
                report.push(Diagnostic::new(Code::UnknownAnswer, answer.span, text).help(help));
            }
        }
    }
}
