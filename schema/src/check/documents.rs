//! Documents that messages are signed with: what all of them have, and which one signs a message in which case.

use std::collections::{HashMap, HashSet};

use crate::ast::{Signed, Text, Unit};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    DocumentSource, Form, Kind, Length, Message, Prefix, Schema, Shape, Signature, Slot, Source,
};
use crate::report::Report;

pub(super) fn check_documents(schema: &Schema, units: &[Unit], report: &mut Report) {
    check_stamps(schema, units, report);
    check_made(schema, report);
    for (name, message) in units.iter().flat_map(|unit| &unit.messages) {
        check_alternatives(name, &message.signed, report);
    }
}

/// Every document has the fields of its protocol's stamp.
fn check_stamps(schema: &Schema, units: &[Unit], report: &mut Report) {
    for (name, ast) in units.iter().flat_map(|unit| &unit.protocols) {
        let Some(stamp) = &ast.stamp else { continue };
        let Some(protocol) = schema.protocols.iter().find(|protocol| protocol.name.snake() == name.value)
        else {
            continue;
        };
        if protocol.prefix != Prefix::None {
            report.push(
                Diagnostic::new(Code::NotApplicable, stamp.span, "documents that are signed have no prefix")
                    .related(name.span, "the protocol")
                    .help("add `prefix: none` to the protocol, or leave out `stamp`"),
            );
        }
        let (time, nonce) = (Kind::is_time as fn(Kind) -> bool, Kind::is_nonce as fn(Kind) -> bool);
        let wanted = [
            (&stamp.time, time, "an unsigned integer of 8 bytes, `write: fixed`"),
            (&stamp.nonce, nonce, "text"),
        ];
        for (field, is_right, what) in wanted {
            let Some(field) = field else { continue };
            for message in &protocol.messages {
                check_stamp(field, message, is_right, what, report);
            }
        }
    }
}

fn check_stamp(field: &Text, message: &Message, is_right: fn(Kind) -> bool, what: &str, report: &mut Report) {
    let slot = message.layout.slots.iter().find(|slot| slot.at == field.value);
    if slot.is_some_and(|slot| is_right(slot.kind)) {
        return;
    }
    let text = format!("the document `{}` has no field `{}` that is {what}", message.name, field.value);
    let place = slot.map_or(message.name.span, |slot| slot.span);
    report.push(
        Diagnostic::new(Code::BadDocument, place, text)
            .related(field.span, "the stamp of its protocol asks for it")
            .help("every document of a protocol with a `stamp` has the fields that the stamp names"),
    );
}

/// A document can be made of values: it has one shape, and no rest. Each is reported once, however many messages it signs.
fn check_made(schema: &Schema, report: &mut Report) {
    let mut reported = HashSet::new();
    for message in schema.protocols.iter().flat_map(|protocol| &protocol.messages) {
        for signature in &message.signatures {
            let protocol = schema.protocol(&signature.protocol);
            let document = protocol.and_then(|of| of.by_name(message.direction, signature.document.snake()));
            let Some(document) = document else { continue };
            let Some(problem) = why_not_made(document, signature) else { continue };
            if reported.insert(document.name.span) {
                report.push(problem);
            }
        }
        for shape in &message.layout.shapes {
            for signature in message.signatures_of(shape) {
                check_constants(message, shape, signature, report);
            }
        }
    }
}

fn why_not_made(document: &Message, signature: &Signature) -> Option<Diagnostic> {
    let Message { name, layout, .. } = document;
    let (why, help) = if layout.shapes.iter().any(|shape| shape.variant.is_some()) {
        let help = "make each variant a document of its own; `signed` is a list then, of which each says its `variant`, or which \
                    message it `answers`";
        ("has variants".to_owned(), help.to_owned())
    } else {
        let rest = &layout.body.as_ref()?.at;
        let help = format!(
            "make it a value with a length before it: `{{ field: {rest}, type: TYPE, prefix: u16 }}`"
        );
        (format!("has a rest, `{rest}`"), help)
    };
    let text = format!("`{}.{name}` cannot sign a message, since it {why}", signature.protocol);
    let problem = Diagnostic::new(Code::BadDocument, signature.document.span, text);
    Some(problem.related(name.span, "the document").help(help))
}

/// A number that a value always is in a shape fits its place in the document. Any other is checked when it is signed.
fn check_constants(message: &Message, shape: &Shape, signature: &Signature, report: &mut Report) {
    for value in &signature.values {
        let DocumentSource::Slot(slot) = value.source else { continue };
        let Some(Source::Constant(number)) = shape.slot(slot).map(|slot| &slot.source) else { continue };
        if value.kind.integer_range().is_none_or(|range| range.contains(&i128::from(*number))) {
            continue;
        }
        let of = &message.layout.slots[slot];
        let variant = shape.variant.as_ref().map(|variant| format!(" in the variant `{variant}`"));
        let text = format!(
            "`{}` is {number}{}, which does not fit `{}` of the document: {} is wanted",
            of.at,
            variant.unwrap_or_default(),
            value.name,
            value.kind.expectation()
        );
        let problem = Diagnostic::new(Code::BadDocument, signature.document.span, text);
        report.push(problem.related(of.span, "the value").help("name another value, or say `given`"));
    }
}

/// Several documents are told apart by the variant, and by the message that is answered.
fn check_alternatives(name: &Text, signed: &[Signed], report: &mut Report) {
    let mut first: HashMap<(Option<String>, Option<String>), &Signed> = HashMap::new();
    for one in signed {
        let word = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
        let key = (word(&one.variant), word(&one.answers));
        let Some(earlier) = first.insert(key, one) else { continue };
        let message = format!("`{}` is signed by two documents in the same case", name.value);
        report.push(
            Diagnostic::new(Code::BadDocument, one.span, message)
                .related(earlier.span, "the other one")
                .help(
                    "leave out one of the two, or tell them apart: `variant: NAME`, or `answers: MESSAGE`, the message that \
                     is answered",
                ),
        );
    }
}

/// Whether a value of a document can be left out.
pub(crate) fn check_absence(place: &Text, wanted: &Slot, report: &mut Report) -> bool {
    let can_be = wanted.kind.empty_is_absent;
    if !can_be {
        let text = format!("`{}` of the document cannot be absent", wanted.at);
        report.push(
            Diagnostic::new(Code::BadDocument, place.span, text)
                .help("only optional text can; name a value of the message, or say `given`"),
        );
    }
    can_be
}

/// The value has to fit its place whatever it is; a number may turn out to be too large when it is signed.
pub(crate) fn check_fit(place: &Text, wanted: &Slot, found: &Slot, report: &mut Report) -> bool {
    let fits = match (wanted.kind.form, found.kind.form) {
        (Form::Bytes, Form::Bytes) => match wanted.kind.length {
            Length::Exactly(length) => found.kind.length == Length::Exactly(length),
            Length::Any | Length::AtMost(_) => true,
        },
        (Form::Text, Form::Text) => wanted.kind.empty_is_absent || !found.kind.empty_is_absent,
        (Form::Group(_), _) => false,
        (one, other) => one.as_str() == other.as_str() || (one.is_integer() && other.is_integer()),
    };
    if fits {
        return true;
    }
    let text = format!(
        "`{}` does not fit `{}` of the document: it is {}, and {} is wanted",
        found.at,
        wanted.at,
        found.expectation(),
        wanted.expectation()
    );
    report.push(
        Diagnostic::new(Code::BadDocument, place.span, text)
            .related(found.span, "the value")
            .related(wanted.span, "its place")
            .help(match wanted.kind.as_group() {
                Some(_) => "say `given`; the entries of a group are not taken from the message",
                None => "name another value, or say `given`",
            }),
    );
    false
}
