//! Layouts without header names.

use crate::ast::{Item, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Kind, Limit, Name, SequenceItem, Spelling, Width};
use crate::report::Report;
use crate::source::Span;

use super::types::Types;
use super::{doc, report_unknown_word};

/// Lowers the items of a message with that type code, if it is known.
pub(super) fn lower_sequence(
    items: &[Item],
    code: Option<u16>,
    types: &Types,
    report: &mut Report,
) -> Vec<SequenceItem> {
    let next = items.iter().skip(1).map(Some).chain([None]);
    let pairs = items.iter().zip(next);
    pairs.filter_map(|(item, next)| lower_item(item, next, code, types, report)).collect()
}

fn lower_item(
    item: &Item,
    next: Option<&Item>,
    code: Option<u16>,
    types: &Types,
    report: &mut Report,
) -> Option<SequenceItem> {
    match (&item.literal, &item.code, &item.field, &item.group, &item.rest) {
        (Some(hex), None, None, None, None) => {
            report_inapplicable("literal", item, &[], report);
            lower_literal(hex, report).map(SequenceItem::Literal)
        }
        (None, Some(width), None, None, None) => {
            report_inapplicable("code", item, &[], report);
            lower_code(width, code, report).map(SequenceItem::Code)
        }
        (None, None, Some(field), None, None) => lower_field(field, item, types, report),
        (None, None, None, Some(group), None) => lower_group(group, item, next, code, types, report),
        (None, None, None, None, Some(rest)) => Some(lower_rest(rest, item, next, report)),
        _ => {
            let message = "an item is exactly one of `literal`, `code`, `field`, `group` and `rest`";
            report.push(
                Diagnostic::new(Code::Conflict, item.span, message)
                    .help("give each its own item; items follow one another as on the wire"),
            );
            None
        }
    }
}

fn named(name: &Text) -> Name {
    Name::new(name.value.clone(), name.span)
}

fn lower_code(width: &Text, code: Option<u16>, report: &mut Report) -> Option<Width> {
    let parsed = lower_width(width, report)?;
    if let (Width::U8, Some(code @ 256..)) = (parsed, code) {
        let message = format!("the message's code {code} does not fit one byte");
        report.push(Diagnostic::new(Code::LimitContradiction, width.span, message).help("write `code: u16`"));
    }
    Some(parsed)
}

fn lower_field(field: &Text, item: &Item, types: &Types, report: &mut Report) -> Option<SequenceItem> {
    report_inapplicable("field", item, &["type", "prefix", "doc"], report);
    let Some(ty) = &item.ty else {
        report.push(missing(field, "field", "type", "the name of a type"));
        return None;
    };
    let ty = types.find(ty, report)?;
    let prefix = item.prefix.as_ref().and_then(|text| lower_width(text, report));
    let kind = ty.kind?;
    report_length(field, item, kind, prefix, report);
    let own_doc = doc(item.doc.as_ref());
    let doc = if own_doc.is_empty() { ty.doc.clone() } else { own_doc };
    Some(SequenceItem::Field { name: named(field), doc, kind, prefix })
}

/// A value is as long as its kind or its prefix says, and the two must agree.
fn report_length(field: &Text, item: &Item, kind: Kind, prefix: Option<Width>, report: &mut Report) {
    let (fixed, longest) = match kind {
        Kind::Bytes(Limit::Exact(length)) => (true, Some(length)),
        Kind::Bytes(Limit::Max(max)) => (false, Some(max)),
        Kind::Text { max } | Kind::OptionalText { max } => (false, max),
        Kind::Bool | Kind::Int { .. } | Kind::Uint { spelling: Spelling::Fixed, .. } => (true, None),
        Kind::Bytes(Limit::None) | Kind::Uint { spelling: Spelling::Minimal, .. } => (false, None),
    };
    match (&item.prefix, prefix, longest) {
        (None, _, _) if !fixed => {
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

fn lower_group(
    group: &Text,
    item: &Item,
    next: Option<&Item>,
    code: Option<u16>,
    types: &Types,
    report: &mut Report,
) -> Option<SequenceItem> {
    report_inapplicable("group", item, &["count", "sorted", "items", "doc"], report);
    let count = item.count.as_ref().and_then(|text| lower_width(text, report));
    if item.count.is_none() && next.is_none_or(|next| next.literal.is_none()) {
        let message = format!("where the group `{}` ends cannot be known", group.value);
        report.push(
            Diagnostic::new(Code::UnknownEnd, group.span, message)
                .help("add `count: u16`, the width of the number of entries, or let a `literal` follow"),
        );
    }
    let Some(items) = item.items.as_ref().filter(|items| !items.is_empty()) else {
        report.push(missing(group, "group", "items", "a list of what one entry consists of"));
        return None;
    };
    report_unknown_order(item, items, report);
    let sorted = item.sorted.as_ref().map(|field| field.value.clone());
    let items = lower_sequence(items, code, types, report);
    Some(SequenceItem::Group { name: named(group), doc: doc(item.doc.as_ref()), count, sorted, items })
}

fn lower_rest(rest: &Text, item: &Item, next: Option<&Item>, report: &mut Report) -> SequenceItem {
    report_inapplicable("rest", item, &["prefix", "doc"], report);
    if let Some(next) = next {
        let message = format!("something follows the rest `{}`", rest.value);
        report.push(
            Diagnostic::new(Code::UnknownEnd, rest.span, message)
                .related(next.span, "this")
                .help("put it last; a part in the middle is a `field` with a `prefix`"),
        );
    }
    let prefix = item.prefix.as_ref().and_then(|text| lower_width(text, report));
    SequenceItem::Rest { name: named(rest), doc: doc(item.doc.as_ref()), prefix }
}

fn missing(owner: &Text, what: &str, key: &str, meaning: &str) -> Diagnostic {
    let message = format!("the {what} `{}` does not say its `{key}`", owner.value);
    Diagnostic::new(Code::MissingKey, owner.span, message).help(format!("add `{key}:`, {meaning}"))
}

/// Reports the keys that say nothing about this item.
fn report_inapplicable(what: &str, item: &Item, keys: &[&str], report: &mut Report) {
    let span = |text: &Option<Text>| text.as_ref().map(|text| text.span);
    let items: Option<Span> = item.items.as_ref().map(|items| items.first().map_or(item.span, |i| i.span));
    let given = [
        ("type", span(&item.ty)),
        ("prefix", span(&item.prefix)),
        ("count", span(&item.count)),
        ("sorted", span(&item.sorted)),
        ("items", items),
        ("doc", span(&item.doc)),
    ];
    for (key, span) in given {
        if let (Some(span), false) = (span, keys.contains(&key)) {
            let message = format!("`{key}` says nothing about a `{what}`");
            let help = match keys {
                [] => format!("a `{what}` has no other key"),
                keys => format!("its other keys are {}", keys.join(", ")),
            };
            report.push(Diagnostic::new(Code::NotApplicable, span, message).help(help));
        }
    }
}

fn report_unknown_order(item: &Item, items: &[Item], report: &mut Report) {
    let Some(sorted) = &item.sorted else { return };
    let fields = items.iter().filter_map(|i| i.field.as_ref()).map(|field| field.as_str());
    if !fields.clone().any(|field| field == sorted.value) {
        let help = report.suggestions.nearest_or_all(sorted, "its fields are", fields);
        let message = format!("this group has no field `{}` to be sorted by", sorted.value);
        report.push(Diagnostic::new(Code::UnknownField, sorted.span, message).maybe_help(help));
    }
}

fn lower_literal(hex: &Text, report: &mut Report) -> Option<Vec<u8>> {
    let digits: String = hex.chars().filter(|c| !c.is_whitespace()).collect();
    let is_hex = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_hexdigit());
    let pair = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let bytes = (0..digits.len()).step_by(2).map(pair).collect::<Option<Vec<u8>>>().filter(|_| is_hex);
    if bytes.is_none() {
        let message = format!("`{}` is not a row of hex digits", hex.value);
        report.push(
            Diagnostic::new(Code::BadLiteral, hex.span, message)
                .help("two digits for each byte, such as `literal: \"00ff\"`"),
        );
    }
    bytes
}

fn lower_width(text: &Text, report: &mut Report) -> Option<Width> {
    match text.as_str() {
        "u8" => Some(Width::U8),
        "u16" => Some(Width::U16),
        "u32" => Some(Width::U32),
        "u64" => Some(Width::U64),
        other => {
            let message = format!("`{other}` is not a width");
            report_unknown_word(text, message, "it is u8, u16, u32 or u64", &[], report);
            None
        }
    }
}

#[cfg(test)]
mod tests;
