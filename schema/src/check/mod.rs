//! The rules of a schema that go beyond resolving names. They read syntax trees and the model, and make neither.
//!
//! Those about the whole are three passes, which `compile` calls: what was written, how much it is, what it resolved to. Those
//! about one type, message or value are called by `lower` where it is made, as the plan of a message is only worth making if
//! none of them is broken, and as messages that are described by something else than YAML keep them too.

mod answers;
mod bearer;
mod derived;
mod docs;
mod documents;
mod groups;
mod http;
mod items;
mod kinds;
mod names;
mod numbers;
mod prefix;
mod reserved;
mod size;
mod taken;
mod variants;

use crate::ast::{Root, Text, Unit};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Name, Schema};
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

pub(crate) use derived::{Derived, check_default, check_derived};
pub(crate) use documents::{check_absence, check_fit};
pub(crate) use groups::{DEEPEST_GROUP, check_end, check_order};
pub(crate) use http::{check_http, check_path};
pub(crate) use items::{check_code, check_items, check_length};
pub(crate) use kinds::{check_kind_keys, check_length_said_once};
pub(crate) use names::{LONGEST_WIRE_NAME, check_wire_name};
pub(crate) use size::{
    MOST_CONDITIONS, MOST_REPEATED_HEADERS, MOST_REPEATED_TEXT, MOST_TOGETHER, MOST_VALUES, MOST_VARIANTS,
    check_message_size, check_size,
};
pub(crate) use taken::LONGEST_NAME;
pub(crate) use variants::{check_absent, check_ambiguous, check_has_variants, check_variants};

/// Checks what it resolved to.
pub(crate) fn check_model(schema: &Schema, types: &[Name], units: &[Unit], report: &mut Report) {
    for unit in units {
        check_says_protocol(unit, report);
    }
    names::check_names(schema, types, report);
    numbers::check_numbers(schema, report);
    prefix::check_prefixes(schema, units, report);
    answers::check_answers(schema, report);
    documents::check_documents(schema, units, report);
}

/// Messages belong to a protocol.
fn check_says_protocol(unit: &Unit, report: &mut Report) {
    if let (Some((first, _)), None, false) = (unit.messages.first(), &unit.protocol, unit.says_protocol) {
        let message = "this file does not say which protocol its messages belong to";
        report.push(
            Diagnostic::new(Code::MissingKey, first.span, message)
                .help("add `protocol: NAME` beside `messages`"),
        );
    }
}
