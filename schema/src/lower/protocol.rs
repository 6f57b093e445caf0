//! Protocols and the flags of their prefix.

use std::collections::HashMap;

use crate::ast::{Flag as AstFlag, Protocol as Ast, Text, Unit};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Flag, Name, Prefix, Protocol, Stamp, UnknownFlags};
use crate::report::Report;

use super::{defined_twice, doc, in_range, report_unknown_word};

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
        let doc = doc(ast.doc.as_ref());
        let stamp = ast.stamp.as_ref().and_then(|stamp| {
            Some(Stamp {
                time: stamp.time.as_ref()?.value.clone(),
                nonce: stamp.nonce.as_ref()?.value.clone(),
            })
        });
        protocols.push(Protocol { name, doc, prefix, stamp, flags, unknown_flags, messages: Vec::new() });
    }
    protocols
}

fn lower_prefix(ast: &Ast, report: &mut Report) -> Prefix {
    let Some(word) = &ast.prefix else { return Prefix::default() };
    let Some(prefix) = Prefix::ALL.into_iter().find(|prefix| prefix.as_str() == word.value) else {
        let message = format!("a prefix cannot be `{}`", word.value);
        let help = "it is `flags_and_code`, four bytes before every message, or `none`";
        report_unknown_word(word, message, help, &Prefix::ALL.map(Prefix::as_str), report);
        return Prefix::default();
    };
    if prefix == Prefix::None {
        let unknown_flags = ast.unknown_flags.as_ref().map(|text| text.span);
        for (key, span) in [("flags", ast.flags_span), ("unknown_flags", unknown_flags)] {
            let Some(span) = span else { continue };
            let message = format!("`{key}` says nothing about a protocol without a prefix");
            report.push(
                Diagnostic::new(Code::NotApplicable, span, message)
                    .related(word.span, "it has no prefix")
                    .help(format!("flags are bits of the prefix: leave out `{key}`, or `prefix: none`")),
            );
        }
    }
    prefix
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
        doc: doc(ast.doc.as_ref()),
        bit: u8::try_from(bit).unwrap_or_default(),
        selects_minimal: ast.selects.is_some(),
    })
}

/// A message says in its flags which header block follows; one bit is needed for that, and one is enough.
pub(super) fn report_header_mode(units: &[Unit], protocols: &[Protocol], report: &mut Report) {
    let mut first: HashMap<&str, &Ast> = HashMap::new();
    for (name, ast) in units.iter().flat_map(|unit| &unit.protocols) {
        first.entry(name).or_insert(ast);
    }
    for Protocol { name, messages, prefix, .. } in protocols {
        // Where there is no prefix, headers are what is wrong.
        if *prefix == Prefix::None {
            continue;
        }
        let Some(ast) = first.get(name.snake()) else { continue };
        let has_messages = messages.iter().any(|message| message.layout.is_block());
        report_header_mode_of(name, ast, has_messages, report);
    }
}

fn report_header_mode_of(name: &Name, ast: &Ast, has_messages: bool, report: &mut Report) {
    let mut selecting = ast.flags.iter().filter(|(_, flag)| flag.selects.is_some());
    let Some((first, _)) = selecting.next() else {
        if has_messages && !ast.flags_in_doubt {
            let text = format!("no flag of `{}` selects the minimal header block", name.snake());
            report.push(Diagnostic::new(Code::HeaderModeFlag, name.span, text).help(
                "mark one flag with `selects: minimal`, as in `minimal_headers: { bit: 0, selects: minimal, doc: … }`",
            ));
        }
        return;
    };
    for (second, _) in selecting {
        let message = "two flags select the minimal header block";
        report.push(
            Diagnostic::new(Code::HeaderModeFlag, second.span, message)
                .related(first.span, "the other one")
                .help("leave `selects` out of one of them"),
        );
    }
}
