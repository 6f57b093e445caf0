//! Syntax tree → resolved model. Names become what they stand for; what does not resolve is reported.

mod condition;
mod group;
mod http;
mod item;
mod layout;
mod message;
mod protocol;
mod relation;
mod scope;
mod sequence;
mod shapes;
mod signing;
mod types;
mod variants;

use std::collections::HashMap;

use crate::ast::{Availability as Said, Root, Unit};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{Availability, Deprecation, Flag, Message, Name, Protocol, Schema};
use crate::report::Report;
use crate::source::{SourceMap, Spanned};

use protocol::lower_protocols;
use signing::lower_signatures;
use types::{NamedType, Types};

/// Lowers a whole schema; what could not be resolved is left out of the result and stands in the report. With the names of all
/// types, also those that are wrong.
pub(crate) fn lower(
    root: Root,
    units: &[Unit],
    sources: SourceMap,
    report: &mut Report,
) -> (Schema, Vec<Name>) {
    let types = Types::lower(units, report);
    let mut protocols = lower_protocols(units, report);
    let by_name: HashMap<_, _> =
        protocols.iter().enumerate().map(|(at, protocol)| (protocol.name.snake().to_owned(), at)).collect();
    for unit in units {
        let at = find_protocol(unit, &protocols, &by_name, report);
        let messages = lower_messages(unit, &types, at.map(|at| &protocols[at]), report);
        if let Some(at) = at {
            protocols[at].messages.extend(messages);
        }
    }
    lower_signatures(units, &mut protocols, report);
    let text = |value: Option<Spanned<String>>| value.map(|v| v.value).unwrap_or_default();
    let schema = Schema {
        name: text(root.name),
        version: text(root.version),
        versions: root.versions.into_iter().flat_map(|all| all.value).map(|one| one.value).collect(),
        doc: doc(root.doc.as_ref()),
        protocols,
        types: types.list.iter().filter_map(NamedType::sound).collect(),
        sources,
    };
    (schema, types.list.into_iter().map(|ty| ty.name).collect())
}

/// What a message can name.
#[derive(Clone, Copy)]
struct Around<'a> {
    types: &'a Types,
    /// The protocol that it belongs to, if that is known.
    protocol: Option<&'a Protocol>,
}

impl<'a> Around<'a> {
    fn flags(self) -> &'a [Flag] {
        self.protocol.map(|protocol| &protocol.flags[..]).unwrap_or_default()
    }
}

/// Lowers the messages of one file; those of a protocol that does not exist only for their problems.
fn lower_messages(
    unit: &Unit,
    types: &Types,
    protocol: Option<&Protocol>,
    report: &mut Report,
) -> Vec<Message> {
    let around = Around { types, protocol };
    let lowered = unit.messages.iter().map(|(name, ast)| message::lower_message(name, ast, around, report));
    lowered.flatten().collect()
}

fn find_protocol(
    unit: &Unit,
    protocols: &[Protocol],
    by_name: &HashMap<String, usize>,
    report: &mut Report,
) -> Option<usize> {
    let wanted = unit.protocol.as_ref()?;
    let found = by_name.get(&wanted.value).copied();
    if found.is_none() {
        let names = protocols.iter().map(|p| p.name.snake());
        let help = report
            .suggestions
            .nearest_or_all(wanted, "the protocols are", names)
            .or_else(|| Some("describe it under `protocols`".to_owned()));
        let message = format!("there is no protocol `{}`", wanted.value);
        report.push(Diagnostic::new(Code::UnknownProtocol, wanted.span, message).maybe_help(help));
    }
    found
}

/// The documentation, and since when what it is about is there.
fn doc_since(text: Option<&Spanned<String>>, said: &Said) -> String {
    availability(said).told(doc(text))
}

/// In which versions something is there, for those who read about it.
fn availability(said: &Said) -> Availability {
    let text = |version: &Option<Spanned<String>>| version.as_ref().map(|version| version.value.clone());
    Availability {
        since: text(&said.since),
        until: text(&said.until),
        deprecated: said.deprecated.as_ref().map(|deprecated| Deprecation {
            since: text(&deprecated.since),
            note: doc(Some(&deprecated.note)),
        }),
    }
}

/// The documentation, without blank lines around it and blanks at the end of lines.
fn doc(text: Option<&Spanned<String>>) -> String {
    let lines = text.map(|text| text.trim().lines().map(str::trim_end).collect::<Vec<_>>());
    lines.unwrap_or_default().join("\n")
}

fn defined_twice(what: &str, name: &Name, first: &Name) -> Diagnostic {
    Diagnostic::new(Code::DuplicateName, name.span, format!("the {what} `{name}` is defined twice"))
        .related(first.span, "first defined here")
        .help("leave out one of the two, or give it another name")
}

/// A word that is not one of those that a key takes.
fn report_unknown_word(
    word: &Spanned<String>,
    message: String,
    words: &str,
    known: &[&str],
    report: &mut Report,
) {
    let near = report.suggestions.nearest(word, known.iter().copied());
    let help = near.map_or_else(|| words.to_owned(), |near| format!("did you mean `{near}`?"));
    report.push(Diagnostic::new(Code::UnknownWord, word.span, message).help(help));
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
