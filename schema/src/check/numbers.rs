//! Numbers that must not meet: type codes and flag bits.

use std::collections::{HashMap, HashSet};

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Direction, Flag, Message, Protocol, Schema};
use crate::report::Report;

pub(super) fn check_numbers(schema: &Schema, report: &mut Report) {
    for protocol in &schema.protocols {
        for direction in Direction::BOTH {
            check_codes(protocol, direction, report);
        }
        check_bits(protocol, report);
    }
}

fn check_codes(protocol: &Protocol, direction: Direction, report: &mut Report) {
    let mut first: HashMap<u16, &Message> = HashMap::new();
    let messages = || protocol.messages.iter().filter(|message| message.direction == direction);
    let taken: HashSet<u16> = messages().map(|message| message.code).collect();
    let free = (1..=u16::MAX).find(|code| !taken.contains(code));
    for message in messages() {
        let Some(first) = first.insert(message.code, message) else { continue };
        let text = format!("two messages from the {} have code {}", direction.sender(), message.code);
        report.push(
            Diagnostic::new(Code::DuplicateCode, message.name.span, text)
                .related(first.name.span, "the other one")
                .maybe_help(free.map(|free| format!("{free} is free"))),
        );
    }
}

fn check_bits(protocol: &Protocol, report: &mut Report) {
    let free = (0..16).find(|bit| protocol.flags.iter().all(|flag| flag.bit != *bit));
    let mut first: HashMap<u8, &Flag> = HashMap::new();
    for flag in &protocol.flags {
        let first = *first.entry(flag.bit).or_insert(flag);
        if first.name.span != flag.name.span {
            let text = format!("two flags have bit {}", flag.bit);
            report.push(
                Diagnostic::new(Code::DuplicateBit, flag.name.span, text)
                    .related(first.name.span, "the other one")
                    .maybe_help(free.map(|free| format!("{free} is free"))),
            );
        }
    }
}
