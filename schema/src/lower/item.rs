//! The parts of a sequence's items: widths and literals.

use crate::ast::{Item, Text};
use crate::check::check_code;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::Width;
use crate::report::Report;

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
    check_code(width, parsed, code, report);
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

pub(super) fn report_unknown_order(item: &Item, items: &[Item], report: &mut Report) {
    let Some(sorted) = &item.sorted else { return };
    let fields = items.iter().filter_map(|i| i.field.as_ref()).map(|field| field.as_str());
    if !fields.clone().any(|field| field == sorted.value) {
        let help = report.suggestions.nearest_or_all(sorted, "its fields are", fields);
        let message = format!("this group has no field `{}` to be sorted by", sorted.value);
        report.push(Diagnostic::new(Code::UnknownField, sorted.span, message).maybe_help(help));
    }
}
