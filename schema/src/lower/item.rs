//! The parts of a sequence's items: widths, literals, and what an item may say.

use crate::ast::{Item, Text};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Kind, Width};
use crate::report::Report;

use super::condition::place;
use super::report_unknown_word;

pub(super) fn lower_width(text: &Text, report: &mut Report) -> Option<Width> {
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

/// The bytes of a message's own code, if that is known.
pub(super) fn lower_code(width: &Text, code: Option<u16>, report: &mut Report) -> Option<Vec<u8>> {
    let parsed = lower_width(width, report)?;
    if let (Width::U8, Some(code @ 256..)) = (parsed, code) {
        let message = format!("the message's code {code} does not fit one byte");
        report.push(Diagnostic::new(Code::LimitContradiction, width.span, message).help("write `code: u16`"));
    }
    let bytes = u64::from(code?).to_be_bytes();
    bytes.get(8 - usize::from(parsed.bytes())..).map(<[u8]>::to_vec)
}

pub(super) fn lower_literal(hex: &Text, report: &mut Report) -> Option<Vec<u8>> {
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

/// A value is as long as its kind or its prefix says, and the two must agree.
pub(super) fn report_length(
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

/// Reports the keys that say nothing about this item.
pub(super) fn report_inapplicable(what: &str, item: &Item, keys: &[&[&str]], report: &mut Report) {
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
        ("when", item.when.as_ref().map(place)),
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

pub(super) fn report_unknown_order(item: &Item, items: &[Item], report: &mut Report) {
    let Some(sorted) = &item.sorted else { return };
    let fields = items.iter().filter_map(|i| i.field.as_ref()).map(|field| field.as_str());
    if !fields.clone().any(|field| field == sorted.value) {
        let help = report.suggestions.nearest_or_all(sorted, "its fields are", fields);
        let message = format!("this group has no field `{}` to be sorted by", sorted.value);
        report.push(Diagnostic::new(Code::UnknownField, sorted.span, message).maybe_help(help));
    }
}
