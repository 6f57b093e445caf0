//! The rules of a schema that go beyond resolving names. Every pass looks at the whole schema and reports all it finds.

mod docs;
mod names;
mod numbers;
mod reserved;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::Schema;
use crate::lower::NamedType;
use crate::source::Span;

/// Checks everything.
pub(crate) fn check(schema: &Schema, types: &[NamedType], root: Span, report: &mut Report) {
    if schema.protocols.iter().all(|protocol| protocol.messages.is_empty()) {
        report.push(
            Diagnostic::new(Code::Empty, root, "this schema describes no message")
                .help("add `protocols:`, and `messages:` beside a `protocol:`"),
        );
    }
    docs::check_docs(schema, types, root, report);
    names::check_names(schema, types, report);
    numbers::check_numbers(schema, report);
}
