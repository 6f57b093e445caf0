//! Rules about what must not be told.

use std::collections::{BTreeMap, BTreeSet};

use lonelypsp_findings::Place;

use crate::outline::{Outline, Says};
use crate::tree::{get, get_text, items, text};
use crate::words::{PUBLIC, SECRETS};
use crate::{Found, Lint};

pub(crate) fn look(outline: &Outline<'_>, found: &mut Found<'_>) {
    look_at_names(outline, found);
    look_at_order(outline, found);
    look_at_authorizations(outline, found);
}

/// The word of a name that stands for something secret, if one does.
fn secret_word(name: &str) -> Option<&str> {
    let words: Vec<_> = name.split(['_', '-']).collect();
    if words.iter().any(|word| PUBLIC.contains(word)) {
        return None;
    }
    words.into_iter().find(|word| SECRETS.contains(word))
}

/// Each type is reported once, at the first value that looks like a secret.
fn look_at_names(outline: &Outline<'_>, found: &mut Found<'_>) {
    let mut seen = BTreeSet::new();
    for value in outline.values() {
        let Some(ty) = text(value.ty).and_then(|name| outline.ty(name)) else { continue };
        let says = Says::of(ty);
        let Some(word) = secret_word(value.name).or_else(|| secret_word(&ty.name.value)) else { continue };
        if says.is_secret || !says.is_text_or_bytes() || !seen.insert((value.name, ty.name.value.as_str())) {
            continue;
        }
        let span =
            if value.decl.name.value.as_str() == value.name { value.decl.name.span } else { value.ty.span };
        let text = format!(
            "`{}` of `{}` looks like a secret (`{word}`), and its type `{}` does not say that it is one",
            value.name, value.message.name.value, ty.name.value
        );
        found.add(Lint::NotSecret, span, text, |f| {
            f.related(Place::Here(ty.name.span), "the type")
                .help(format!("say `secret: true` of `{}`", ty.name.value))
        });
    }
}

fn look_at_order(outline: &Outline<'_>, found: &mut Found<'_>) {
    for item in outline.messages.iter().flat_map(|message| &message.items) {
        let Some(sorted) = get(item.node, "sorted") else { continue };
        let inner = get(item.node, "items").map(items).unwrap_or_default();
        let key = inner.iter().find(|inner| get_text(inner, "field") == text(sorted));
        let ty = key.and_then(|key| get_text(key, "type")).and_then(|name| outline.ty(name));
        if ty.is_some_and(|ty| Says::of(ty).is_secret) {
            let message =
                format!("entries are sorted by `{}`, which is secret", text(sorted).unwrap_or_default());
            found.add(Lint::SecretDecides, sorted.span, message, |f| f.help("sort by something else"));
        }
    }
}

/// In a protocol of which messages with an authorization are signed, one that is not.
fn look_at_authorizations(outline: &Outline<'_>, found: &mut Found<'_>) {
    let mut signed: BTreeMap<&str, bool> = BTreeMap::new();
    for message in &outline.messages {
        *signed.entry(message.protocol).or_default() |= get(message.decl.node, "signed").is_some();
    }
    for message in outline.messages.iter().filter(|message| signed.get(message.protocol) == Some(&true)) {
        let has = message.headers.iter().any(|header| header.name.value == "authorization")
            || message.items.iter().any(|item| text(item.name) == Some("authorization"));
        if has && get(message.decl.node, "signed").is_none() {
            let text = format!("nothing says what the authorization of `{}` signs", message.decl.name.value);
            found.add(Lint::Unsigned, message.decl.name.span, text, |f| {
                f.help("say `signed`, as other messages do")
            });
        }
    }
}
