//! Everything is documented: what the schema does not say, no generated package can say.

use crate::ast::{Item, Message, Root, Text, Unit};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::source::Span;

pub(super) fn check_docs(root: &Root, units: &[Unit], report: &mut Report) {
    require("the schema", root.documented, root.doc.as_ref(), root.span, report);
    for unit in units {
        for (name, ty) in &unit.types {
            require_of("type", name, ty.documented, ty.doc.as_ref(), report);
        }
        for (name, protocol) in &unit.protocols {
            require_of("protocol", name, protocol.documented, protocol.doc.as_ref(), report);
            for (name, flag) in &protocol.flags {
                require_of("flag", name, flag.documented, flag.doc.as_ref(), report);
            }
        }
        for (name, message) in &unit.messages {
            check_message(name, message, report);
        }
    }
}

fn check_message(name: &Text, message: &Message, report: &mut Report) {
    require_of("message", name, message.documented, message.doc.as_ref(), report);
    // A body has a text of its own only if there is more to say of it than that it is one.
    if let Some(doc) = message.body.as_ref().and_then(|body| body.doc.as_ref()) {
        require("the body", true, Some(doc), doc.span, report);
    }
    for (name, variant) in message.variants.iter().flat_map(|variants| variants.iter()) {
        require_of("variant", name, variant.documented, variant.doc.as_ref(), report);
    }
    if let Some(items) = &message.sequence {
        check_items(items, report);
    }
}

/// Fields have the text of their type if they have none of their own; groups and the rest have no type.
fn check_items(items: &[Item], report: &mut Report) {
    for item in items {
        let kinds = [&item.literal, &item.code, &item.field, &item.group, &item.rest];
        let is_one = kinds.into_iter().flatten().count() == 1;
        for (what, name) in [("group", &item.group), ("rest", &item.rest)] {
            if let (Some(name), true) = (name, is_one) {
                require_of(what, name, item.doc.is_some(), item.doc.as_ref(), report);
            }
        }
        check_items(item.items.as_deref().unwrap_or_default(), report);
    }
}

fn require_of(what: &str, name: &Text, documented: bool, doc: Option<&Text>, report: &mut Report) {
    require(&format!("the {what} `{}`", name.value), documented, doc, name.span, report);
}

/// What is documented in a wrong way is not reported again.
fn require(owner: &str, documented: bool, doc: Option<&Text>, span: Span, report: &mut Report) {
    if !documented || doc.is_some_and(|doc| doc.trim().is_empty()) {
        report.push(
            Diagnostic::new(Code::MissingDoc, span, format!("{owner} is not documented"))
                .help("add `doc:`, what a person who implements it must know"),
        );
    }
}
