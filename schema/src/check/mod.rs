//! The rules of a schema that go beyond resolving names. Every pass looks at the whole schema and reports all it finds.

mod answers;
mod bearer;
mod docs;
mod documents;
mod names;
mod numbers;
mod prefix;
mod reserved;
mod size;

use crate::ast::{Root, Text, Unit};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::Schema;
use crate::lower::NamedType;
use crate::report::Report;

/// Checks what was written, be it resolvable or not.
pub(crate) fn check_syntax_tree(root: &Root, units: &[Unit], report: &mut Report) {
    if units.iter().all(|unit| unit.messages.is_empty()) {
        report.push(Diagnostic::new(Code::Empty, root.span, "this schema describes no message").help(
            if units.iter().all(|unit| unit.protocols.is_empty()) {
                "add `protocols:`, and `messages:` beside a `protocol:`"
            } else {
                "add messages below `messages:`, beside the `protocol:` that they belong to"
            },
        ));
    }
    if let Some(name) = root.name.as_ref().filter(|name| name.trim().is_empty()) {
        report.push(
            Diagnostic::new(Code::BadName, name.span, "the schema's name is empty")
                .help("such as `name: lonelypsp`"),
        );
    }
    for (what, text) in [("name", &root.name), ("version", &root.version)] {
        report_unspeakable(what, text.as_ref(), report);
    }
    docs::check_docs(root, units, report);
}

/// The longest name or version of a schema, in characters: it stands in the first line of what is generated.
pub(crate) const LONGEST_TITLE: usize = 200;

fn report_unspeakable(what: &str, text: Option<&Text>, report: &mut Report) {
    let Some(text) = text else { return };
    let trimmed = text.trim();
    let (message, help) = if trimmed.contains(char::is_control) {
        (format!("the schema's {what} has a line end or another control character"), "write it on one line")
    } else if trimmed.chars().nth(LONGEST_TITLE).is_some() {
        (format!("the schema's {what} is longer than {LONGEST_TITLE} characters"), "say more of it in `doc`")
    } else {
        return;
    };
    report.push(Diagnostic::new(Code::BadName, text.span, message).help(help));
}

pub(crate) use names::{LONGEST_NAME, LONGEST_WIRE_NAME, check_wire_name};
pub(crate) use size::{MOST_REPEATED_HEADERS, MOST_REPEATED_TEXT, check_size};

/// Checks what it resolved to.
pub(crate) fn check_model(schema: &Schema, types: &[NamedType], units: &[Unit], report: &mut Report) {
    names::check_names(schema, types, report);
    numbers::check_numbers(schema, report);
    prefix::check_prefixes(schema, units, report);
    answers::check_answers(schema, report);
    documents::check_documents(schema, units, report);
}
