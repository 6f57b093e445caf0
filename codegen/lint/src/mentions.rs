//! Messages and headers that documentation names.

use std::collections::BTreeSet;

use lonelypsp_schema::Span;

use crate::docs::{Documented, documented};
use crate::outline::Outline;
use crate::tree::{get, get_entries};
use crate::{Found, Lint};

pub(crate) fn look(outline: &Outline<'_>, found: &mut Found<'_>) {
    let messages: BTreeSet<String> =
        outline.messages.iter().map(|message| message.decl.name.value.to_uppercase()).collect();
    let headers = outline.messages.iter().flat_map(|message| {
        let http =
            get(message.decl.node, "http").map(|http| get_entries(http, "headers")).unwrap_or_default();
        let own = message.headers.iter().map(|header| header.name.value.as_str());
        own.chain(http.iter().map(|(name, _)| name.value.as_str()))
    });
    let headers: BTreeSet<&str> = headers.collect();
    for subject in documented(outline) {
        for mention in mentions(subject.text) {
            if is_message(mention) && !messages.contains(mention) {
                let near = found.near(mention, messages.iter().map(String::as_str));
                // Capitals without `_` may be an abbreviation.
                if near.is_some() || mention.contains('_') {
                    report(Lint::UnknownMessage, "message", mention, near, &subject, found);
                }
            } else if is_header(mention) && !headers.contains(mention) {
                let near = found.near(mention, headers.iter().copied());
                report(Lint::UnknownHeader, "header", mention, near, &subject, found);
            }
        }
    }
}

fn report(
    rule: Lint,
    what: &str,
    mention: &str,
    near: Option<&str>,
    subject: &Documented<'_>,
    found: &mut Found<'_>,
) {
    let span = place(found.text(subject.doc.span), subject.doc.span, mention);
    let message = format!("the documentation of {} names `{mention}`, which is no {what}", subject.owner);
    found.add(rule, span, message, |f| match near {
        Some(near) => f.help(format!("did you mean `{near}`?")),
        None => f,
    });
}

/// What stands between single backquotes.
fn mentions(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn is_message(mention: &str) -> bool {
    let is_word = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    mention.len() > 2 && mention.starts_with(|c: char| c.is_ascii_uppercase()) && mention.chars().all(is_word)
}

fn is_header(mention: &str) -> bool {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    mention.starts_with("x-") && mention.len() > 2 && mention.chars().all(is_word)
}

/// Where the mention stands in the text as it was written, if it stands there so.
fn place(text: &str, doc: Span, mention: &str) -> Span {
    let raw = text.get(doc.start as usize..doc.end as usize).unwrap_or_default();
    let at = raw.find(&format!("`{mention}`")).and_then(|at| u32::try_from(at + 1).ok());
    let length = u32::try_from(mention.len()).unwrap_or_default();
    at.map_or(doc, |at| Span { start: doc.start + at, end: doc.start + at + length, ..doc })
}
