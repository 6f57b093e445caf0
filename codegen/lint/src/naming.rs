//! Rules about names.

use std::collections::{BTreeMap, BTreeSet};

use lonelypsp_findings::Place;
use lonelypsp_schema::{Span, Spanned};

use crate::outline::{Message, Outline, Says};
use crate::tree::text;
use crate::words::STANDARD_HEADERS;
use crate::{Found, Lint};

pub(crate) fn look(outline: &Outline<'_>, found: &mut Found<'_>) {
    look_at_headers(outline, found);
    look_at_kinds(outline, found);
    look_at_confirmations(outline, found);
    for message in &outline.messages {
        look_at_message(message, found);
    }
    for ty in &outline.types {
        let words: Vec<_> = ty.name.value.split('_').collect();
        if words.len() > 1 && (words.first() == Some(&"type") || words.last() == Some(&"type")) {
            found.add(
                Lint::RepeatsType,
                ty.name.span,
                format!("the type `{}` says in its name that it is one", ty.name.value),
                |f| f,
            );
        }
        look_at_letters("type", ty.name, found);
    }
    for flag in outline.protocols.iter().flat_map(|protocol| &protocol.flags) {
        let negations = ["no", "not", "without", "disable", "disabled", "non", "un"];
        if flag.name.value.split('_').next().is_some_and(|first| negations.contains(&first))
            && flag.name.value.contains('_')
        {
            let message = format!("the flag `{}` says what is not so", flag.name.value);
            found.add(Lint::NegatedFlag, flag.name.span, message, |f| {
                f.help("name it after what is so when it is set")
            });
        }
        look_at_letters("flag", flag.name, found);
    }
    look_at_numbers(outline.types.iter().map(|ty| ty.name), found);
}

/// A name and where it stands.
type Placed<'t> = BTreeMap<&'t str, Span>;

fn look_at_headers(outline: &Outline<'_>, found: &mut Found<'_>) {
    let mut first: Placed<'_> = BTreeMap::new();
    for header in outline.messages.iter().flat_map(|message| &message.headers) {
        first.entry(header.name.value.as_str()).or_insert(header.name.span);
    }
    let mut by_letters: BTreeMap<String, (&str, Span)> = BTreeMap::new();
    let mut names: Vec<_> = first.into_iter().collect();
    names.sort_by_key(|(_, span)| *span);
    for (name, span) in names {
        if !name.starts_with("x-") && !STANDARD_HEADERS.contains(&name) {
            let message = format!("the header `{name}` does not begin with `x-`");
            found.add(Lint::HeaderPrefix, span, message, |f| f.help(format!("name it `x-{name}`")));
        }
        if name.trim_start_matches("x-").chars().count() == 1 {
            found.add(Lint::OneLetter, span, format!("the header `{name}` is called by one letter"), |f| f);
        }
        let letters = name.replace('-', "");
        let (other, before) = *by_letters.entry(letters).or_insert((name, span));
        if other != name {
            let message = format!("`{name}` and `{other}` differ by dashes only");
            found.add(Lint::NearHeader, span, message, |f| {
                f.related(Place::Here(before), "the other one").help("use one of the two")
            });
        }
    }
}

/// The form of what a header holds, whatever its limits.
fn look_at_kinds(outline: &Outline<'_>, found: &mut Found<'_>) {
    let mut first: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    for value in outline.values().filter(|value| value.decl.name.value.as_str() == value.name) {
        let Some(ty) = text(value.ty).and_then(|name| outline.ty(name)) else { continue };
        let kind = match Says::of(ty).kind {
            "optional_text" => "text",
            kind => kind,
        };
        let (other, before) = *first.entry(value.name).or_insert((kind, value.decl.name.span));
        if other != kind {
            let message = format!(
                "`{}` holds a value of kind `{kind}` here, and of kind `{other}` elsewhere",
                value.name
            );
            found.add(Lint::HeaderOfTwoKinds, value.decl.name.span, message, |f| {
                f.related(Place::Here(before), format!("here it is `{other}`"))
                    .help("give one of the two another name")
            });
        }
    }
}

fn look_at_confirmations(outline: &Outline<'_>, found: &mut Found<'_>) {
    let names: BTreeSet<&str> =
        outline.messages.iter().map(|message| message.decl.name.value.as_str()).collect();
    for message in &outline.messages {
        let name = &message.decl.name.value;
        let Some(confirmed) = name.strip_prefix("confirm_").filter(|confirmed| !names.contains(confirmed))
        else {
            continue;
        };
        let near = found.near(confirmed, names.iter().copied());
        let text = format!("`{name}` confirms `{confirmed}`, which is no message");
        found.add(Lint::ConfirmsNothing, message.decl.name.span, text, |f| match near {
            Some(near) => f.help(format!("did you mean `confirm_{near}`?")),
            None => f,
        });
    }
}

fn look_at_message(message: &Message<'_>, found: &mut Found<'_>) {
    let name = &message.decl.name.value;
    let words: Vec<_> = name.split('_').collect();
    let says_message = words.iter().find(|word| matches!(**word, "message" | "msg"));
    let says_protocol =
        Some(&message.protocol).filter(|protocol| words.len() > 1 && words.first() == Some(*protocol));
    if let (Some(word), true) = (says_message.or(says_protocol), words.len() > 1) {
        let text = format!("the message `{name}` says `{word}` in its name");
        found.add(Lint::RepeatsMessage, message.decl.name.span, text, |f| {
            f.help(format!("leave `{word}` out"))
        });
    }
    look_at_letters("message", message.decl.name, found);
    for variant in &message.variants {
        if variant.name.value.split('_').eq(words.iter().copied()) || is_around(&variant.name.value, name) {
            let text = format!("the variant `{}` repeats the name of its message", variant.name.value);
            found.add(Lint::VariantRepeatsMessage, variant.name.span, text, |f| f);
        }
        look_at_letters("variant", variant.name, found);
    }
    for item in message.items.iter().filter(|item| item.has_name()) {
        if let Some(name) = text(item.name).filter(|name| name.chars().count() == 1) {
            let message = format!("the {} `{name}` is called by one letter", item.key.value);
            found.add(Lint::OneLetter, item.name.span, message, |f| f);
        }
    }
    look_at_numbers_of(message, found);
}

fn is_around(name: &str, inner: &str) -> bool {
    let begins = name.strip_prefix(inner).is_some_and(|rest| rest.starts_with('_'));
    begins || name.strip_suffix(inner).is_some_and(|rest| rest.ends_with('_'))
}

fn look_at_letters(what: &str, name: &Spanned<String>, found: &mut Found<'_>) {
    if name.value.chars().count() == 1 {
        found.add(
            Lint::OneLetter,
            name.span,
            format!("the {what} `{}` is called by one letter", name.value),
            |f| f,
        );
    }
}

fn look_at_numbers_of(message: &Message<'_>, found: &mut Found<'_>) {
    look_at_numbers(message.headers.iter().map(|header| header.name), found);
    let names = message.items.iter().filter(|item| item.has_name());
    let names = names.filter_map(|item| Some(Spanned::new(text(item.name)?.to_owned(), item.name.span)));
    look_at_numbers(&names.collect::<Vec<_>>(), found);
}

/// Names that differ by the number at their end.
fn look_at_numbers<'n>(names: impl IntoIterator<Item = &'n Spanned<String>>, found: &mut Found<'_>) {
    let names: Vec<_> = names.into_iter().collect();
    let mut first: BTreeMap<&str, &Spanned<String>> = BTreeMap::new();
    for name in names {
        let stem = name.value.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['_', '-']);
        let before = *first.entry(stem).or_insert(name);
        if before.value != name.value {
            let message = format!("`{}` and `{}` differ by a number", before.value, name.value);
            found.add(Lint::Number, name.span, message, |f| {
                f.related(Place::Here(before.span), "the other one")
            });
        }
    }
}
