//! Everything is documented: what the schema does not say, no generated package can say.

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::Schema;
use crate::lower::NamedType;
use crate::source::Span;

pub(super) fn check_docs(schema: &Schema, types: &[NamedType], root: Span, report: &mut Report) {
    require("the schema", &schema.name, &schema.doc, root, report);
    for ty in types {
        require("the type", ty.name.snake(), &ty.doc, ty.name.span, report);
    }
    for protocol in &schema.protocols {
        require("the protocol", protocol.name.snake(), &protocol.doc, protocol.name.span, report);
        for flag in &protocol.flags {
            require("the flag", flag.name.snake(), &flag.doc, flag.name.span, report);
        }
        for message in &protocol.messages {
            require("the message", message.name.snake(), &message.doc, message.name.span, report);
            for shape in message.headers().into_iter().flat_map(|layout| &layout.shapes) {
                if let Some(variant) = &shape.variant {
                    require("the variant", variant.snake(), &shape.doc, variant.span, report);
                }
            }
        }
    }
}

fn require(what: &str, name: &str, doc: &str, span: Span, report: &mut Report) {
    if doc.is_empty() {
        report.push(
            Diagnostic::new(Code::MissingDoc, span, format!("{what} `{name}` is not documented"))
                .help("add `doc:`, what a person who implements it must know"),
        );
    }
}
