//! Numbers that must not meet: type codes and flag bits.

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Protocol, Schema};

pub(super) fn check_numbers(schema: &Schema, report: &mut Report) {
    for protocol in &schema.protocols {
        check_codes(protocol, report);
        check_bits(protocol, report);
        check_header_mode(protocol, report);
    }
}

fn check_codes(protocol: &Protocol, report: &mut Report) {
    for (index, message) in protocol.messages.iter().enumerate() {
        let same = |m: &&crate::Message| m.direction == message.direction && m.code == message.code;
        if let Some(first) = protocol.messages[..index].iter().find(same) {
            let text =
                format!("two messages from the {} have code {}", message.direction.sender(), message.code);
            let free = (1..=u16::MAX).find(|code| protocol.by_code(message.direction, *code).is_none());
            let diagnostic = Diagnostic::new(Code::DuplicateCode, message.name.span, text)
                .related(first.name.span, "the other one");
            report.push(match free {
                Some(free) => diagnostic.help(format!("{free} is free")),
                None => diagnostic,
            });
        }
    }
}

fn check_bits(protocol: &Protocol, report: &mut Report) {
    for (index, flag) in protocol.flags.iter().enumerate() {
        if let Some(first) = protocol.flags[..index].iter().find(|f| f.bit == flag.bit) {
            report.push(
                Diagnostic::new(
                    Code::DuplicateBit,
                    flag.name.span,
                    format!("two flags have bit {}", flag.bit),
                )
                .related(first.name.span, "the other one"),
            );
        }
    }
}

/// A message says in its flags which header block follows; one bit is needed for that, and one is enough.
fn check_header_mode(protocol: &Protocol, report: &mut Report) {
    let mut selecting = protocol.flags.iter().filter(|flag| flag.selects_minimal);
    let Some(first) = selecting.next() else {
        if protocol.messages.iter().any(|message| message.headers().is_some()) {
            let text = format!("no flag of `{}` selects the minimal header block", protocol.name);
            report.push(
                Diagnostic::new(Code::HeaderModeFlag, protocol.name.span, text)
                    .help("add `flags: { minimal_headers: { bit: 0, selects: minimal, doc: … } }`"),
            );
        }
        return;
    };
    for second in selecting {
        report.push(
            Diagnostic::new(
                Code::HeaderModeFlag,
                second.name.span,
                "two flags select the minimal header block",
            )
            .related(first.name.span, "the other one"),
        );
    }
}
