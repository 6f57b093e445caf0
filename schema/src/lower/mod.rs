//! Syntax tree → resolved model. Names become what they stand for; what does not resolve is reported.

mod layout;
mod message;
mod relation;
mod sequence;
mod shapes;
mod types;

pub(crate) use types::NamedType;

use crate::ast::{Named, Protocol as AstProtocol, Root, Unit};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Report};
use crate::ir::{Flag, Name, Protocol, Schema};
use crate::source::{SourceMap, Spanned};
use crate::suggest::nearest;

/// Lowers a whole schema; what could not be resolved is left out of the result and stands in the report.
pub(crate) fn lower(
    root: Root,
    units: &[Unit],
    sources: SourceMap,
    report: &mut Report,
) -> (Schema, Vec<NamedType>) {
    let types = types::lower_types(units, report);
    let mut protocols = lower_protocols(units, report);
    for unit in units {
        lower_messages(unit, &types, &mut protocols, report);
    }
    let text = |value: Option<Spanned<String>>| value.map(|v| v.value).unwrap_or_default();
    let schema = Schema {
        name: text(root.name),
        version: text(root.version),
        doc: text(root.doc),
        protocols,
        sources,
    };
    (schema, types)
}

fn lower_protocols(units: &[Unit], report: &mut Report) -> Vec<Protocol> {
    let mut protocols: Vec<Protocol> = Vec::new();
    for (name, ast) in units.iter().flat_map(|unit| &unit.protocols) {
        let name = Name::new(name.value.clone(), name.span);
        if let Some(first) = protocols.iter().find(|p| p.name.snake() == name.snake()) {
            report.push(defined_twice("protocol", &name, &first.name));
            continue;
        }
        protocols.push(lower_protocol(name, ast, report));
    }
    protocols
}

fn lower_protocol(name: Name, ast: &AstProtocol, report: &mut Report) -> Protocol {
    let flags: Vec<_> =
        ast.flags.iter().filter_map(|(flag_name, flag)| lower_flag(flag_name, flag, report)).collect();
    Protocol { name, doc: doc(ast.doc.as_ref()), flags, messages: Vec::new() }
}

fn lower_flag(name: &Spanned<String>, ast: &crate::ast::Flag, report: &mut Report) -> Option<Flag> {
    let selects_minimal = match &ast.selects {
        None => false,
        Some(what) if what.value == "minimal" => true,
        Some(what) => {
            let message = format!("a flag cannot select `{}`", what.value);
            report.push(
                Diagnostic::new(Code::WrongShape, what.span, message)
                    .help("`selects: minimal` marks the flag that selects the minimal header block"),
            );
            false
        }
    };
    let Some(bit) = &ast.bit else {
        report.push(missing(name, "flag", "bit", "its number, 0 to 15"));
        return None;
    };
    let bit = in_range(bit, 0..=15, "a flag's bit", report)?;
    Some(Flag {
        name: Name::new(name.value.clone(), name.span),
        doc: doc(ast.doc.as_ref()),
        bit: u8::try_from(bit).unwrap_or_default(),
        selects_minimal,
    })
}

fn lower_messages(unit: &Unit, types: &[NamedType], protocols: &mut [Protocol], report: &mut Report) {
    let Some((first, _)) = unit.messages.first() else { return };
    let Some(wanted) = &unit.protocol else {
        report.push(
            Diagnostic::new(
                Code::MissingKey,
                first.span,
                "this file does not say which protocol its messages belong to",
            )
            .help("add `protocol: NAME` beside `messages`"),
        );
        return;
    };
    let names: Vec<String> = protocols.iter().map(|p| p.name.snake().to_owned()).collect();
    let Some(protocol) = protocols.iter_mut().find(|p| p.name.snake() == wanted.value) else {
        let near = nearest(wanted, names.iter().map(String::as_str));
        let message = format!("there is no protocol `{}`", wanted.value);
        report.push(Diagnostic::new(Code::UnknownProtocol, wanted.span, message).help_near(near));
        return;
    };
    for (name, ast) in &unit.messages {
        protocol.messages.extend(message::lower_message(name, ast, types, report));
    }
}

/// The documentation, without blank lines around it.
fn doc(text: Option<&Spanned<String>>) -> String {
    text.map(|text| text.trim().to_owned()).unwrap_or_default()
}

fn missing(owner: &Spanned<String>, what: &str, key: &str, meaning: &str) -> Diagnostic {
    let message = format!("the {what} `{}` does not say its `{key}`", owner.value);
    Diagnostic::new(Code::MissingKey, owner.span, message).help(format!("add `{key}:`, {meaning}"))
}

fn defined_twice(what: &str, name: &Name, first: &Name) -> Diagnostic {
    Diagnostic::new(Code::DuplicateName, name.span, format!("the {what} `{name}` is defined twice"))
        .related(first.span, "first defined here")
}

/// The number, if it is in range.
fn in_range(
    number: &Spanned<i128>,
    range: std::ops::RangeInclusive<i128>,
    what: &str,
    report: &mut Report,
) -> Option<i128> {
    if range.contains(&number.value) {
        return Some(number.value);
    }
    let message = format!("{what} cannot be {}", number.value);
    let help = format!("it is {} to {}", range.start(), range.end());
    report.push(Diagnostic::new(Code::OutOfRange, number.span, message).help(help));
    None
}

/// The index of a header by its wire name; an unknown one is reported.
fn find_header<T>(
    wanted: &Spanned<String>,
    headers: &Named<T>,
    code: Code,
    report: &mut Report,
) -> Option<usize> {
    let found = headers.iter().position(|(name, _)| name.value == wanted.value);
    if found.is_none() {
        let near = nearest(wanted, headers.iter().map(|(name, _)| name.as_str()));
        let message = format!("this message has no header `{}`", wanted.value);
        report.push(Diagnostic::new(code, wanted.span, message).help_near(near));
    }
    found
}
