//! What stands around a message: the HTTP request that carries it, the documents that sign it, the messages that answer it.

use std::collections::BTreeSet;

use lonelypsp_schema::{DocumentSource, Message, Name, Signature};

use crate::catalogue::Rule;
use crate::rule::Language;

use super::Room;

pub(super) fn compare_around(room: &mut Room<'_, '_>) {
    compare_requests(room);
    compare_signatures(room);
    compare_answers(room);
}

fn compare_requests(room: &mut Room<'_, '_>) {
    let (old, new) = (&room.messages.old.http, &room.messages.new.http);
    let name = &room.messages.new.name;
    let line = |http: &lonelypsp_schema::Http| format!("{} {} HTTP/1.1", http.method, http.path);
    match (old, new) {
        (None, None) => {}
        (None, Some(other)) => {
            let text = format!("`{name}` is the body of {} {} now", other.method, other.path);
            let finding = room.finding(Rule::RequestAdded, text).with_lines("no request", &line(other));
            room.push(finding);
        }
        (Some(one), None) => {
            let text = format!("`{name}` is no longer the body of {} {}", one.method, one.path);
            let finding = room.finding(Rule::RequestRemoved, text).with_lines(&line(one), "no request");
            room.push(finding);
        }
        (Some(one), Some(other)) => {
            if (&one.method, &one.path) != (&other.method, &other.path) {
                let text = format!(
                    "`{name}` was the body of {} {} and is that of {} {}",
                    one.method, one.path, other.method, other.path
                );
                let finding = room.finding(Rule::RequestChanged, text).with_lines(&line(one), &line(other));
                room.push(finding);
            }
            let names = |http: &'_ lonelypsp_schema::Http| {
                http.headers.iter().map(|(name, _)| name.snake().to_owned()).collect::<BTreeSet<_>>()
            };
            let (from, to) = (names(one), names(other));
            for header in from.symmetric_difference(&to) {
                let is_new = to.contains(header);
                let (rule, what) = if is_new {
                    (Rule::RequestHeaderAdded, "has")
                } else {
                    (Rule::RequestHeaderRemoved, "no longer has")
                };
                let spelled = format!("{header}: …");
                let lines = if is_new {
                    ("no such header", spelled.as_str())
                } else {
                    (spelled.as_str(), "no such header")
                };
                let text = format!("the request of `{name}` {what} a header `{header}`");
                let finding = room.finding(rule, text).with_lines(lines.0, lines.1);
                room.push(finding);
            }
        }
    }
}

/// By which of a message's signatures: its variant, and what it answers.
fn key(signature: &Signature) -> (Option<&str>, Option<&str>) {
    (signature.variant.as_ref().map(Name::snake), signature.answers.as_ref().map(Name::snake))
}

fn compare_signatures(room: &mut Room<'_, '_>) {
    let messages = room.messages;
    let (old, new) = (messages.old, messages.new);
    for signature in &old.signatures {
        let Some(other) = new.signatures.iter().find(|other| key(other) == key(signature)) else {
            let text = format!("{} is no longer signed", described(old, signature));
            let finding = room.finding_at(Rule::SignatureRemoved, Some(signature.document.span), None, text);
            room.push(finding.with_lines(&said(old, signature), "no document"));
            continue;
        };
        let change = source_change(room, signature, other);
        let (rule, what) = match change {
            SourceChange::None => continue,
            SourceChange::Other => {
                (Rule::SignatureChanged, "is signed by another document, or by other values")
            }
            SourceChange::Given => {
                (Rule::SignedValueMoved, "is signed by a value that comes from somewhere else")
            }
        };
        let (one, after) = (said(old, signature), said(new, other));
        let text = format!("{} {what}", described(old, signature));
        let finding = room.finding_at(rule, Some(signature.document.span), Some(other.document.span), text);
        let finding = if rule == Rule::SignatureChanged {
            finding.with_lines(&one, &after)
        } else {
            finding.in_languages(&Language::ALL)
        };
        room.push(finding);
    }
    for signature in &new.signatures {
        if old.signatures.iter().any(|other| key(other) == key(signature)) {
            continue;
        }
        let text = format!("{} is signed now", described(new, signature));
        let finding = room.finding_at(Rule::SignatureAdded, None, Some(signature.document.span), text);
        room.push(finding.with_lines("no document", &said(new, signature)));
    }
}

/// How the values of what signs a message have changed.
enum SourceChange {
    None,
    /// What was given comes from the message now, or the other way round: the bytes can be the same.
    Given,
    /// The bytes are others.
    Other,
}

fn source_change(room: &Room<'_, '_>, old: &Signature, new: &Signature) -> SourceChange {
    let is_same_document = old.protocol == new.protocol && old.document.snake() == new.document.snake()
        || room.schemas.is_renamed((&old.protocol, &old.document), (&new.protocol, &new.document));
    if !is_same_document || old.values.len() > new.values.len() {
        return SourceChange::Other;
    }
    // Of a document with more values, that is said.
    let mut change = SourceChange::None;
    for (one, other) in old.values.iter().zip(&new.values) {
        match (one.source, other.source) {
            (DocumentSource::Slot(from), DocumentSource::Slot(to))
                if room.messages.slots.new_of(from) == Some(to) => {}
            (DocumentSource::Given, DocumentSource::Given)
            | (DocumentSource::Absent, DocumentSource::Absent) => {}
            (DocumentSource::Given, DocumentSource::Slot(_))
            | (DocumentSource::Slot(_), DocumentSource::Given) => {
                change = SourceChange::Given;
            }
            (DocumentSource::Given | DocumentSource::Slot(_) | DocumentSource::Absent, _) => {
                return SourceChange::Other;
            }
        }
    }
    change
}

fn described(message: &Message, signature: &Signature) -> String {
    let variant = signature.variant.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    let answers =
        signature.answers.as_ref().map(|name| format!(" in answer to `{name}`")).unwrap_or_default();
    format!("`{}`{variant}{answers}", message.name)
}

/// The document and where its values come from, by their names.
fn said(message: &Message, signature: &Signature) -> String {
    let value = |value: &lonelypsp_schema::DocumentValue| {
        let source = match value.source {
            DocumentSource::Slot(slot) => message.layout.slots.get(slot).map_or("", |slot| slot.at.as_str()),
            DocumentSource::Given => "given",
            DocumentSource::Absent => "none",
        };
        format!("{}: {source}", value.name)
    };
    let values: Vec<_> = signature.values.iter().map(value).collect();
    format!("{}.{} {{ {} }}", signature.protocol, signature.document, values.join(", "))
}

fn compare_answers(room: &mut Room<'_, '_>) {
    let names = |message: &Message| {
        message.answered_by.iter().map(|name| name.snake().to_owned()).collect::<BTreeSet<_>>()
    };
    let (old, new) = (names(room.messages.old), names(room.messages.new));
    // Where nothing is said, every answer is right.
    if old.is_empty() || new.is_empty() {
        return;
    }
    let name = &room.messages.new.name;
    for answer in old.symmetric_difference(&new) {
        let is_new = new.contains(answer);
        let (rule, what) = if is_new {
            (Rule::AnswerAdded, "can be answered by")
        } else {
            (Rule::AnswerRemoved, "is no longer answered by")
        };
        let (no, yes) = ("no answer to it".to_owned(), format!("{answer} answers it"));
        let lines = if is_new { (no, yes) } else { (yes, no) };
        let finding =
            room.finding(rule, format!("`{name}` {what} `{answer}`")).with_lines(&lines.0, &lines.1);
        room.push(finding);
    }
}
