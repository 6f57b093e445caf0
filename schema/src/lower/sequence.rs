//! Layouts without header names.

use crate::ast::{Item, Text};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Name, SequenceItem, Width};

use super::types::{NamedType, find_type};
use super::{doc, missing};

pub(super) fn lower_sequence(items: &[Item], types: &[NamedType], report: &mut Report) -> Vec<SequenceItem> {
    items.iter().filter_map(|item| lower_item(item, types, report)).collect()
}

fn lower_item(item: &Item, types: &[NamedType], report: &mut Report) -> Option<SequenceItem> {
    let named = |name: &Text| Name::new(name.value.clone(), name.span);
    let doc = doc(item.doc.as_ref());
    match (&item.literal, &item.code, &item.field, &item.group, &item.rest) {
        (Some(hex), None, None, None, None) => lower_literal(hex, report).map(SequenceItem::Literal),
        (None, Some(code), None, None, None) => lower_width(code, report).map(SequenceItem::Code),
        (None, None, Some(field), None, None) => {
            let Some(ty) = &item.ty else {
                report.push(missing(field, "field", "type", "the name of a type"));
                return None;
            };
            let kind = find_type(ty, types, report)?.kind;
            let prefix = item.prefix.as_ref().and_then(|text| lower_width(text, report));
            Some(SequenceItem::Field { name: named(field), doc, kind, prefix })
        }
        (None, None, None, Some(group), None) => {
            let count = item.count.as_ref().and_then(|text| lower_width(text, report));
            report_unknown_order(item, report);
            let sorted = item.sorted.as_ref().map(|field| field.value.clone());
            let items = lower_sequence(&item.items, types, report);
            Some(SequenceItem::Group { name: named(group), doc, count, sorted, items })
        }
        (None, None, None, None, Some(rest)) => {
            let prefix = item.prefix.as_ref().and_then(|text| lower_width(text, report));
            Some(SequenceItem::Rest { name: named(rest), doc, prefix })
        }
        _ => {
            let message = "an item is exactly one of `literal`, `code`, `field`, `group` and `rest`";
            report.push(Diagnostic::new(Code::Conflict, item.span, message));
            None
        }
    }
}

fn report_unknown_order(item: &Item, report: &mut Report) {
    let Some(sorted) = &item.sorted else { return };
    let known = item.items.iter().filter_map(|i| i.field.as_ref()).any(|field| field.value == sorted.value);
    if !known {
        let message = format!("this group has no field `{}` to be sorted by", sorted.value);
        report.push(Diagnostic::new(Code::UnknownField, sorted.span, message));
    }
}

fn lower_literal(hex: &Text, report: &mut Report) -> Option<Vec<u8>> {
    let digits: String = hex.chars().filter(|c| !c.is_whitespace()).collect();
    let is_hex = digits.chars().all(|c| c.is_ascii_hexdigit());
    let pair = |at: usize| u8::from_str_radix(digits.get(at..at + 2).filter(|_| is_hex)?, 16).ok();
    let bytes = (0..digits.len()).step_by(2).map(pair).collect::<Option<Vec<u8>>>();
    if bytes.is_none() {
        let message = format!("`{}` is not a row of hex digits, two for each byte", hex.value);
        report.push(Diagnostic::new(Code::BadLiteral, hex.span, message));
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
            report.push(
                Diagnostic::new(Code::WrongShape, text.span, message).help("it is u8, u16, u32 or u64"),
            );
            None
        }
    }
}
