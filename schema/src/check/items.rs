//! What the items of a sequence may say: one thing each, with the keys that say something about it.

use crate::ast::{Item, Text, When};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Kind, Width};
use crate::report::Report;

use super::groups::check_group;

/// Checks the items of a message as they are written, and those of its groups.
pub(crate) fn check_items(items: &[Item], report: &mut Report) {
    check_items_in(items, 0, report);
}

/// Checks those that lie in so many groups.
pub(super) fn check_items_in(items: &[Item], depth: usize, report: &mut Report) {
    for (at, item) in items.iter().enumerate() {
        check_item(item, items.get(at + 1), depth, report);
    }
}

fn check_item(item: &Item, next: Option<&Item>, depth: usize, report: &mut Report) {
    let related: &[&str] = if depth > 0 { &[] } else { &["equals", "verify", "when"] };
    let when = &related[related.len().saturating_sub(1)..];
    match (&item.literal, &item.code, &item.field, &item.group, &item.rest) {
        (Some(_), None, None, None, None) => check_keys("literal", item, &[when], report),
        (None, Some(_), None, None, None) => check_keys("code", item, &[when], report),
        (None, None, Some(field), None, None) => {
            let what = if depth > 0 { "field` of a `group" } else { "field" };
            check_keys(what, item, &[&["type", "prefix", "doc"], related], report);
            if item.ty.is_none() {
                report.push(missing(field, "field", "type", "the name of a type"));
            }
        }
        (None, None, None, Some(group), None) => {
            check_keys("group", item, &[&["count", "sorted", "ambiguous", "items", "doc"], when], report);
            check_group(group, item, next, depth, report);
        }
        (None, None, None, None, Some(rest)) => {
            check_keys("rest", item, &[&["prefix", "doc"]], report);
            check_rest(rest, next, depth, report);
        }
        _ if item.in_doubt => {}
        _ => {
            let message = "an item is exactly one of `literal`, `code`, `field`, `group` and `rest`";
            report.push(
                Diagnostic::new(Code::Conflict, item.span, message)
                    .help("give each its own item; items follow one another as on the wire"),
            );
        }
    }
}

/// What is left of the input is behind all else.
fn check_rest(rest: &Text, next: Option<&Item>, depth: usize, report: &mut Report) {
    let (message, related) = match next {
        _ if depth > 0 => (format!("the rest `{}` is part of a group", rest.value), None),
        Some(next) => (format!("something follows the rest `{}`", rest.value), Some(next.span)),
        None => return,
    };
    let problem = Diagnostic::new(Code::UnknownEnd, rest.span, message);
    report.push(match related {
        Some(span) => {
            let help = "put it last; a part in the middle is a `field` with a `prefix`";
            problem.related(span, "this").help(help)
        }
        None => problem.help("make it a `field` with a `prefix`; only a message can have a rest"),
    });
}

/// Reports the keys that say nothing about this item.
pub(super) fn check_keys(what: &str, item: &Item, keys: &[&[&str]], report: &mut Report) {
    let keys = keys.concat();
    let span = |text: &Option<Text>| text.as_ref().map(|text| text.span);
    let items = item.items.as_ref().map(|items| items.first().map_or(item.span, |item| item.span));
    let given = [
        ("type", span(&item.ty)),
        ("prefix", span(&item.prefix)),
        ("count", span(&item.count)),
        ("sorted", span(&item.sorted)),
        ("ambiguous", item.ambiguous.as_ref().map(|ambiguous| ambiguous.span)),
        ("items", items),
        ("doc", span(&item.doc)),
        ("equals", span(&item.equals)),
        ("verify", span(&item.verify)),
        ("when", item.when.as_ref().map(When::place)),
    ];
    for (key, span) in given {
        if let (Some(span), false) = (span, keys.contains(&key)) {
            let message = format!("`{key}` says nothing about a `{what}`");
            let help = match &keys[..] {
                [] => format!("a `{what}` has no other key"),
                keys => format!("its other keys are {}", keys.join(", ")),
            };
            report.push(Diagnostic::new(Code::NotApplicable, span, message).help(help));
        }
    }
}

pub(super) fn missing(owner: &Text, what: &str, key: &str, meaning: &str) -> Diagnostic {
    let message = format!("the {what} `{}` does not say its `{key}`", owner.value);
    Diagnostic::new(Code::MissingKey, owner.span, message).help(format!("add `{key}:`, {meaning}"))
}

/// A value is as long as its kind or its prefix says, and the two must agree.
pub(crate) fn check_length(
    field: &Text,
    item: &Item,
    kind: Kind,
    prefix: Option<Width>,
    report: &mut Report,
) {
    match (&item.prefix, prefix, kind.longest()) {
        (None, _, _) if kind.fixed_length().is_none() && !item.in_doubt => {
            let message = format!("where `{}` ends cannot be known", field.value);
            report.push(
                Diagnostic::new(Code::UnknownEnd, field.span, message)
                    .help("add `prefix: u16`, the width of its length, or use a type of exact length"),
            );
        }
        (Some(text), Some(Width::U8), Some(longest @ 256..)) => {
            let message = format!("a length of one byte cannot say {longest}");
            report.push(
                Diagnostic::new(Code::LimitContradiction, text.span, message).help("write `prefix: u16`"),
            );
        }
        _ => {}
    }
}

/// The message's own type code fits where it stands.
pub(crate) fn check_code(place: &Text, width: Width, code: Option<u16>, report: &mut Report) {
    if let (Width::U8, Some(code @ 256..)) = (width, code) {
        let message = format!("the message's code {code} does not fit one byte");
        report.push(Diagnostic::new(Code::LimitContradiction, place.span, message).help("write `code: u16`"));
    }
}
