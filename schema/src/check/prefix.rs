//! What follows from the prefix that a protocol has, or does not have.

use std::collections::HashMap;

use crate::ast::{Protocol as Ast, Unit};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Direction, Prefix, Protocol, Schema};
use crate::report::Report;

pub(super) fn check_prefixes(schema: &Schema, units: &[Unit], report: &mut Report) {
    // Of several protocols of one name the first counts.
    let mut first: HashMap<&str, &Ast> = HashMap::new();
    for (name, ast) in units.iter().flat_map(|unit| &unit.protocols) {
        first.entry(name).or_insert(ast);
    }
    for protocol in &schema.protocols {
        let Some(ast) = first.get(protocol.name.snake()) else { continue };
        match protocol.prefix {
            Prefix::FlagsAndCode => check_header_mode(protocol, ast, report),
            // Headers are what is wrong.
            Prefix::None => {
                check_flags(ast, report);
                check_no_prefix(protocol, report);
            }
        }
    }
}

/// A message says in its flags which header block follows; one bit is needed for that, and one is enough.
fn check_header_mode(Protocol { name, messages, .. }: &Protocol, ast: &Ast, report: &mut Report) {
    let mut selecting = ast.flags.iter().filter(|(_, flag)| flag.selects.is_some());
    let Some((first, _)) = selecting.next() else {
        let has_messages = messages.iter().any(|message| message.layout.is_block());
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

/// Flags are bits of the prefix.
fn check_flags(ast: &Ast, report: &mut Report) {
    let Some(prefix) = &ast.prefix else { return };
    let unknown_flags = ast.unknown_flags.as_ref().map(|text| text.span);
    for (key, span) in [("flags", ast.flags_span), ("unknown_flags", unknown_flags)] {
        let Some(span) = span else { continue };
        let message = format!("`{key}` says nothing about a protocol without a prefix");
        report.push(
            Diagnostic::new(Code::NotApplicable, span, message)
                .related(prefix.span, "it has no prefix")
                .help(format!("flags are bits of the prefix: leave out `{key}`, or `prefix: none`")),
        );
    }
}

/// Without a prefix nothing says which header block follows, and messages are told from one another by their codes alone.
fn check_no_prefix(protocol: &Protocol, report: &mut Report) {
    for message in protocol.messages.iter().filter(|message| message.layout.is_block()) {
        let text = format!("`{}` has headers, but `{}` has no prefix", message.name, protocol.name);
        report.push(
            Diagnostic::new(Code::NoPrefix, message.name.span, text)
                .related(protocol.name.span, "the protocol")
                .help("a flag of the prefix says which header block follows; describe the message as a `sequence`"),
        );
    }
    for direction in Direction::BOTH {
        let coded = protocol.messages_of(direction).into_iter();
        let mut coded = coded.filter_map(|message| Some((message, message.leading_code()?)));
        let Some((first, width)) = coded.next() else { continue };
        for (message, other) in coded.filter(|(_, other)| *other != width) {
            let text = format!(
                "`{}` begins with its code in {}, but `{}` in {}",
                message.name,
                other.as_str(),
                first.name,
                width.as_str()
            );
            report.push(
                Diagnostic::new(Code::CodeWidths, message.name.span, text)
                    .related(first.name.span, "the other one")
                    .help(format!(
                        "write `code: {}` in both, so that a reader can tell them apart",
                        width.as_str()
                    )),
            );
        }
    }
}
