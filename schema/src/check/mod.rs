//! The rules of a schema that go beyond resolving names. Every pass looks at the whole schema and reports all it finds.

mod docs;
mod names;
mod numbers;
mod reserved;
mod size;

use crate::ast::{Root, Unit};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::Schema;
use crate::lower::NamedType;
use crate::report::Report;

/// Checks what was written, be it resolvable or not.
pub(crate) fn check_syntax_tree(root: &Root, units: &[Unit], report: &mut Report) {
    if units.iter().all(|unit| unit.messages.is_empty()) {
        report.push(
            Diagnostic::new(Code::Empty, root.span, "this schema describes no message")
                .help("add `protocols:`, and `messages:` beside a `protocol:`"),
        );
    }
    if let Some(name) = root.name.as_ref().filter(|name| name.trim().is_empty()) {
        report.push(
            Diagnostic::new(Code::BadName, name.span, "the schema's name is empty")
                .help("such as `name: lonelypsp`"),
        );
    }
    docs::check_docs(root, units, report);
}

pub(crate) use names::check_wire_name;
pub(crate) use size::check_size;

/// Checks what it resolved to.
pub(crate) fn check_model(schema: &Schema, types: &[NamedType], report: &mut Report) {
    names::check_names(schema, types, report);
    numbers::check_numbers(schema, report);
}
