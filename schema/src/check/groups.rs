//! Groups: what their entries are, where they end, and what they are sorted by.

use crate::ast::{Item, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Group, GroupEnd, Kind, Step};
use crate::report::Report;

use super::items::{check_items_in, missing};

/// How deep groups may lie in groups. What an error names has an index for each.
pub(crate) const DEEPEST_GROUP: usize = 4;

/// Checks a group as it is written, which lies in so many others.
pub(super) fn check_group(group: &Text, item: &Item, next: Option<&Item>, depth: usize, report: &mut Report) {
    check_has_end(group, item, next, report);
    if item.elsewhere {
        return;
    }
    report.push(match item.items.as_deref() {
        None if item.in_doubt => return,
        None => missing(group, "group", "items", "a list of what one entry consists of"),
        Some([]) => {
            let message = format!("the entries of the group `{}` have no items", group.value);
            Diagnostic::new(Code::MissingKey, group.span, message).help("an entry has one item at least")
        }
        Some(_) if depth >= DEEPEST_GROUP => {
            let message = format!("the group `{}` lies in {depth} others", group.value);
            Diagnostic::new(Code::TooLarge, group.span, message)
                .help(format!("groups lie at most {DEEPEST_GROUP} deep"))
        }
        Some(items) => return check_items_in(items, depth + 1, report),
    });
}

/// The number of entries says where a group ends, or the literal behind it.
fn check_has_end(group: &Text, item: &Item, next: Option<&Item>, report: &mut Report) {
    match (&item.count, &item.ambiguous) {
        (Some(count), Some(ambiguous)) => {
            let message = "`ambiguous` says nothing about a group with a `count`";
            report.push(
                Diagnostic::new(Code::NotApplicable, ambiguous.span, message)
                    .related(count.span, "the number of entries says where it ends")
                    .help("leave out one of the two"),
            );
        }
        (None, _) if next.is_none_or(|next| next.literal.is_none()) => {
            let message = format!("where the group `{}` ends cannot be known", group.value);
            report.push(
                Diagnostic::new(Code::UnknownEnd, group.span, message)
                    .help("add `count: u16`, the width of the number of entries, or let a `literal` follow"),
            );
        }
        _ => {}
    }
}

/// An entry that always begins like the literal behind the group is never read as one. So are entries without values, if
/// some number of them does with what follows.
pub(crate) fn check_end(name: &Text, item: &Item, group: &Group, report: &mut Report) {
    let GroupEnd::Literal(end) = &group.end else { return };
    if item.is_ambiguous() {
        return;
    }
    let (start, is_all) = literal_start(&group.read);
    let runs_on = |count: usize| begins_like(&start.repeat(count), end);
    let is_endless = if is_all && !start.is_empty() {
        (1..=end.len().div_ceil(start.len())).any(runs_on)
    } else {
        !end.is_empty() && start.starts_with(end)
    };
    if is_endless {
        let message = format!("every entry of `{}` begins with the literal that ends it", name.value);
        report.push(Diagnostic::new(Code::UnknownEnd, name.span, message).help(
            "let another `literal` follow, or add `count: u16`; what is never read back is `ambiguous: true`",
        ));
    }
}

/// The bytes that every entry begins with, and whether these are all.
fn literal_start(steps: &[Step]) -> (Vec<u8>, bool) {
    let mut start = Vec::new();
    for step in steps {
        let Step::Literal { bytes, .. } = step else { return (start, false) };
        start.extend(bytes);
    }
    (start, true)
}

/// Whether bytes, and then those that end a group, begin like those that end it.
fn begins_like(bytes: &[u8], end: &[u8]) -> bool {
    bytes.iter().chain(end).zip(end).all(|(one, other)| one == other)
}

/// Entries are sorted by what has an order.
pub(crate) fn check_order(field: &Text, kind: Kind, report: &mut Report) -> bool {
    if !kind.has_order() {
        let message = format!("entries cannot be sorted by `{}`", field.value);
        report.push(
            Diagnostic::new(Code::NotApplicable, field.span, message)
                .help("bytes, text and whole numbers have an order"),
        );
    }
    kind.has_order()
}
