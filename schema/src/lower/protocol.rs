//! Protocols and the flags of their prefix.

use std::collections::HashMap;

use crate::ast::{Flag as AstFlag, Protocol as Ast, Text, Unit};
use crate::ir::{Flag, Name, Prefix, Protocol, Stamp, UnknownFlags};
use crate::report::Report;

use super::{availability, defined_twice, doc_since, in_range, report_unknown_word};

pub(super) fn lower_protocols(units: &[Unit], report: &mut Report) -> Vec<Protocol> {
    let mut protocols: Vec<Protocol> = Vec::new();
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (text, ast) in units.iter().flat_map(|unit| &unit.protocols) {
        let name = Name::new(text.value.clone(), text.span);
        if let Some(first) = first.get(text.as_str()) {
            report.push(defined_twice("protocol", &name, &protocols[*first].name));
            continue;
        }
        first.insert(text, protocols.len());
        let prefix = lower_prefix(ast, report);
        let flags = ast.flags.iter().filter_map(|(name, flag)| lower_flag(name, flag, report)).collect();
        let unknown_flags = lower_unknown_flags(ast.unknown_flags.as_ref(), report);
        let doc = doc_since(ast.doc.as_ref(), &ast.availability);
        let availability = availability(&ast.availability);
        let stamp = ast.stamp.as_ref().and_then(|stamp| {
            Some(Stamp {
                time: stamp.time.as_ref()?.value.clone(),
                nonce: stamp.nonce.as_ref()?.value.clone(),
            })
        });
        protocols.push(Protocol {
            name,
            doc,
            prefix,
            stamp,
            flags,
            unknown_flags,
            messages: Vec::new(),
            availability,
        });
    }
    protocols
}

fn lower_prefix(ast: &Ast, report: &mut Report) -> Prefix {
    let Some(word) = &ast.prefix else { return Prefix::default() };
    let known = Prefix::ALL.into_iter().find(|prefix| prefix.as_str() == word.value);
    if known.is_none() {
        let message = format!("a prefix cannot be `{}`", word.value);
        let help = "it is `flags_and_code`, four bytes before every message, or `none`";
        report_unknown_word(word, message, help, &Prefix::ALL.map(Prefix::as_str), report);
    }
    known.unwrap_or_default()
}

fn lower_unknown_flags(word: Option<&Text>, report: &mut Report) -> UnknownFlags {
    match word.map(|word| (word, word.as_str())) {
        None | Some((_, "ignore")) => UnknownFlags::Ignore,
        Some((_, "refuse")) => UnknownFlags::Refuse,
        Some((_, "keep")) => UnknownFlags::Keep,
        Some((word, other)) => {
            let message = format!("`unknown_flags` cannot be `{other}`");
            let help = "flags that have no name are there to `ignore`, to `refuse` or to `keep`";
            report_unknown_word(word, message, help, &["ignore", "refuse", "keep"], report);
            UnknownFlags::Ignore
        }
    }
}

fn lower_flag(name: &Text, ast: &AstFlag, report: &mut Report) -> Option<Flag> {
    if let Some(what) = ast.selects.as_ref().filter(|what| what.value != "minimal") {
        let message = format!("a flag cannot select `{}`", what.value);
        let help = "`selects: minimal` marks the flag that selects the minimal header block";
        report_unknown_word(what, message, help, &["minimal"], report);
    }
    let bit = in_range(ast.bit.as_ref()?, 0..=15, "a flag's bit", report)?;
    Some(Flag {
        name: Name::new(name.value.clone(), name.span),
        doc: doc_since(ast.doc.as_ref(), &ast.availability),
        bit: u8::try_from(bit).unwrap_or_default(),
        selects_minimal: ast.selects.is_some(),
        availability: availability(&ast.availability),
    })
}
