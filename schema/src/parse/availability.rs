//! In which versions something is there; numbers that change from one version to the next.

use crate::ast::{Availability, Changing, Deprecated, Text};
use crate::language::DEPRECATION;
use crate::report::Report;
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Value};

use super::fields::Fields;
use super::value::{number_of, prose, text};

/// What a mapping with the keys `since`, `until` and `deprecated` says by them.
pub(super) fn availability(fields: &Fields<'_>, report: &mut Report) -> Availability {
    Availability {
        since: fields.text("since", report),
        until: fields.text("until", report),
        deprecated: fields.get("deprecated").and_then(|node| deprecated(node, report)),
    }
}

/// A deprecation is its note, or a mapping that says more.
fn deprecated(node: &Node, report: &mut Report) -> Option<Deprecated> {
    if !matches!(node.value, Value::Map(_)) {
        return Some(Deprecated { since: None, note: prose(node, "deprecated", report)? });
    }
    let fields = Fields::of(node, &DEPRECATION, report);
    fields.require("note", "the deprecation", node.span, report);
    Some(Deprecated { since: fields.text("since", report), note: fields.text("note", report)? })
}

/// A number, or a mapping of versions to the number from that version on.
pub(super) fn changing(fields: &Fields<'_>, key: &'static str, report: &mut Report) -> Changing {
    match fields.get(key) {
        Some(Node { value: Value::Map(_), .. }) => {
            let number = |version: &Text, node: &Node, report: &mut Report| number_of(node, version, report);
            let said = fields.named(key, report, number).unwrap_or_default();
            let said = said.into_iter().filter_map(|(version, number)| Some((version, number?)));
            Changing::by_version(said.collect())
        }
        _ => fields.number(key, report).into(),
    }
}

/// The versions that a schema describes, oldest first.
pub(super) fn versions(fields: &Fields<'_>, report: &mut Report) -> Option<Spanned<Vec<Text>>> {
    let nodes = fields.list("versions", report)?;
    let span: Span = fields.get("versions")?.span;
    let versions = nodes.iter().filter_map(|node| text(node, "versions", report));
    Some(Spanned::new(versions.collect(), span))
}
