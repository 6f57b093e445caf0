//! Which document signs a message, and with which values. It needs all messages, and comes after them.

use std::fmt::Write as _;

use crate::ast::{Signed, Text, Unit};
use crate::check::{check_absence, check_fit};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{DocumentSource, DocumentValue, Message, Name, Protocol, Signature, Slot, Stamp};
use crate::report::Report;

/// What stands for a value that whoever signs or checks has to give.
const GIVEN: &str = "given";
/// What stands for a value that is not there.
const NONE: &str = "none";

/// Resolves what `signed` says of each message.
pub(super) fn lower_signatures(units: &[Unit], protocols: &mut [Protocol], report: &mut Report) {
    let said = units.iter().filter_map(|unit| Some((unit.protocol.as_ref()?, &unit.messages)));
    for (protocol, messages) in said {
        for (name, ast) in messages.iter().filter(|(_, ast)| !ast.signed.is_empty()) {
            let at = |message: &Message| message.name.span == name.span;
            let place = protocols.iter().enumerate().find_map(|(index, candidate)| {
                let here = candidate.name.snake() == protocol.value;
                here.then(|| candidate.messages.iter().position(at).map(|message| (index, message))).flatten()
            });
            let Some((of, message)) = place else { continue };
            let lowered = ast.signed.iter().filter_map(|signed| {
                lower_signature(signed, (&protocols[of], &protocols[of].messages[message]), protocols, report)
            });
            let signatures: Vec<_> = lowered.collect();
            protocols[of].messages[message].signatures = signatures;
        }
    }
}

/// What is answered comes from the other side; a variant is one of the message's.
fn report_answered(signed: &Signed, protocol: &Protocol, message: &Message, report: &mut Report) {
    if let Some(answers) = &signed.answers {
        let others = protocol.messages.iter().filter(|other| other.direction != message.direction);
        let names = others.map(|other| other.name.snake());
        report_stranger(answers, names, "the other side sends no message", report);
    }
    if let Some(variant) = &signed.variant {
        let variants = message.layout.shapes.iter().filter_map(|shape| shape.variant.as_ref());
        report_stranger(variant, variants.map(Name::snake), "the message has no variant", report);
    }
}

fn report_stranger<'n>(
    name: &Text,
    known: impl Iterator<Item = &'n str> + Clone,
    what: &str,
    report: &mut Report,
) {
    if known.clone().any(|known| known == name.value) {
        return;
    }
    let help = report.suggestions.nearest_or_all(name, "there are", known);
    let help = help.unwrap_or_else(|| "there is none; leave this key out".to_owned());
    let text = format!("{what} `{}`", name.value);
    report.push(Diagnostic::new(Code::BadDocument, name.span, text).help(help));
}

fn lower_signature(
    signed: &Signed,
    (own, message): (&Protocol, &Message),
    protocols: &[Protocol],
    report: &mut Report,
) -> Option<Signature> {
    report_answered(signed, own, message, report);
    let text = signed.document.as_ref()?;
    let (protocol, document) = find_document(text, message, protocols, report)?;
    let stamp = protocol.stamp.as_ref()?;
    for (name, _) in &signed.values {
        report_unknown_value(name, document, stamp, report);
    }
    let values = values_of(document, stamp);
    let lowered: Vec<_> =
        values.map(|(index, slot)| lower_value(index, slot, signed, message, report)).collect();
    Some(Signature {
        answers: signed.answers.as_ref().map(|text| Name::new(text.value.clone(), text.span)),
        variant: signed.variant.as_ref().map(|text| Name::new(text.value.clone(), text.span)),
        protocol: protocol.name.snake().to_owned(),
        document: Name::new(document.name.snake(), text.span),
        stamp: stamp.clone(),
        values: lowered.into_iter().collect::<Option<_>>()?,
    })
}

/// The values that a document holds, but for those that are its stamp. What it derives from others is none of them.
fn values_of<'m>(document: &'m Message, stamp: &'m Stamp) -> impl Iterator<Item = (usize, &'m Slot)> + Clone {
    let layout = &document.layout;
    let is_held = |index: usize| {
        layout.shapes.iter().any(|shape| shape.slot(index).is_some_and(|slot| slot.field().is_some()))
    };
    let values = layout.slots.iter().enumerate().filter(move |(index, _)| is_held(*index));
    values.filter(move |(_, slot)| slot.at != stamp.time && slot.at != stamp.nonce)
}

fn find_document<'p>(
    text: &Text,
    message: &Message,
    protocols: &'p [Protocol],
    report: &mut Report,
) -> Option<(&'p Protocol, &'p Message)> {
    let (protocol, name) = text.split_once('.').unwrap_or(("", text.as_str()));
    let found =
        protocols.iter().find(|candidate| candidate.name.snake() == protocol && candidate.stamp.is_some());
    let document = found.and_then(|found| found.by_name(message.direction, name));
    if let (Some(found), Some(document)) = (found, document) {
        return Some((found, document));
    }
    let sender = message.direction.sender();
    let stamped = protocols.iter().filter(|protocol| protocol.stamp.is_some());
    let names: Vec<String> = stamped
        .flat_map(|protocol| {
            let documents = protocol.messages_of(message.direction).into_iter();
            documents.map(|document| format!("{}.{}", protocol.name, document.name)).collect::<Vec<_>>()
        })
        .collect();
    let near = report.suggestions.nearest_or_all(text, "there are", names.iter().map(String::as_str));
    let problem = Diagnostic::new(
        Code::BadDocument,
        text.span,
        format!("there is no document `{}` of the {sender}", text.value),
    );
    let help = near.unwrap_or_else(|| "a document is a message of a protocol with a `stamp`".to_owned());
    report.push(problem.help(help));
    None
}

fn report_unknown_value(name: &Text, document: &Message, stamp: &Stamp, report: &mut Report) {
    let known = || values_of(document, stamp).map(|(_, slot)| slot.at.as_str());
    if known().any(|known| known == name.value) {
        return;
    }
    let layout = &document.layout;
    if layout.body.as_ref().is_some_and(|rest| rest.at == name.value) {
        // That no document has a rest is said of the document.
        return;
    }
    let is_derived = name.value != stamp.time && name.value != stamp.nonce;
    if is_derived && layout.slots.iter().any(|slot| slot.at == name.value) {
        let text = format!("`{}` of the document follows from its other values", name.value);
        report.push(Diagnostic::new(Code::BadDocument, name.span, text).help("leave it out"));
        return;
    }
    let help = report.suggestions.nearest_or_all(name, "its values are", known());
    let text = format!("the document `{}` has no value `{}`", document.name, name.value);
    report.push(Diagnostic::new(Code::UnknownField, name.span, text).maybe_help(help));
}

fn lower_value(
    index: usize,
    slot: &Slot,
    signed: &Signed,
    message: &Message,
    report: &mut Report,
) -> Option<DocumentValue> {
    let said = signed.values.iter().find(|(name, _)| name.value == slot.at);
    let source = match said {
        Some((_, None)) => return None,
        Some((_, Some(word))) if word.value == GIVEN => DocumentSource::Given,
        Some((_, Some(word))) if word.value == NONE => {
            if !check_absence(word, slot, report) {
                return None;
            }
            DocumentSource::Absent
        }
        Some((_, Some(word))) => {
            let Some(found) = find_slot(&word.value, message) else {
                let names = message.layout.slots.iter().map(|slot| slot.at.as_str());
                let help = report.suggestions.nearest_or_all(word, "its values are", names);
                let text = format!("`{}` has no value `{}`", message.name, word.value);
                report.push(Diagnostic::new(Code::UnknownField, word.span, text).maybe_help(help));
                return None;
            };
            check_fit(word, slot, &message.layout.slots[found], report)
                .then_some(DocumentSource::Slot(found))?
        }
        None => {
            let Some(found) = find_slot(&slot.at, message) else {
                let text = format!("nothing gives `{}` of the document", slot.at);
                let mut help = format!("add below `values`: `{}: given` if whoever signs knows it", slot.at);
                // Entries are of one message alone.
                if slot.kind.as_group().is_none() {
                    let _ = write!(help, ", or `{}: NAME`, a value of this message", slot.at);
                }
                report.push(Diagnostic::new(Code::MissingKey, signed.span, text).help(help));
                return None;
            };
            let place = signed.document.as_ref()?;
            check_fit(place, slot, &message.layout.slots[found], report)
                .then_some(DocumentSource::Slot(found))?
        }
    };
    Some(DocumentValue { name: slot.at.clone(), index, kind: slot.kind, source })
}

/// A value by its name on the wire, or by that of its field.
fn find_slot(name: &str, message: &Message) -> Option<usize> {
    let layout = &message.layout;
    let by_wire = layout.slots.iter().position(|slot| slot.at == name);
    let fields = || layout.shapes.iter().flat_map(|shape| &shape.slots);
    let by_field = || {
        fields().find(|slot| slot.field().is_some_and(|field| field.snake() == name)).map(|slot| slot.slot)
    };
    by_wire.or_else(by_field)
}
