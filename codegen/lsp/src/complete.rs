//! What could stand at the place where somebody types.

use std::collections::BTreeSet;

use lonelypsp_schema::language::{HEADER, ITEM, KINDS, Key, MESSAGE, Mapping, SIGNED, TYPE, Takes};
use lsp_types as lsp;

use crate::answer::Asked;
use crate::index::Symbol;
use crate::language::{Spot, Wanted, about_key, in_words, of_file, spot};
use crate::scan::{Step, place};
use crate::text::word;

/// What could stand there; nothing where only a person can know.
pub(crate) fn complete(asked: &Asked<'_>, position: lsp::Position) -> Vec<lsp::CompletionItem> {
    let text = asked.text();
    let at = text.at(position);
    let typed = word(text.body(), at);
    let Some(place) = place(text.body(), typed.start) else { return Vec::new() };
    let file = of_file(text.body());
    let Some(spot) = spot(file, &place.steps) else { return Vec::new() };
    let mut items = match (&place.key, spot.mapping()) {
        (Some(there), Some(mapping)) => keys(mapping, there),
        (Some(_), None) if is_named(&spot) => names_of_entries(asked, &spot, &place.steps),
        _ => values(asked, &spot),
    };
    let range = text.range(typed);
    for item in &mut items {
        let new_text = item.insert_text.take().unwrap_or_else(|| item.label.clone());
        item.text_edit = Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit { range, new_text }));
    }
    items
}

fn item(label: &str, kind: lsp::CompletionItemKind, detail: &str, about: String) -> lsp::CompletionItem {
    let markdown = lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: about };
    lsp::CompletionItem {
        label: label.to_owned(),
        kind: Some(kind),
        detail: Some(detail.to_owned()),
        documentation: Some(lsp::Documentation::MarkupContent(markdown)),
        ..lsp::CompletionItem::default()
    }
}

/// The keys that a mapping does not have yet, those first that it needs.
fn keys(mapping: &'static Mapping, there: &[String]) -> Vec<lsp::CompletionItem> {
    let missing =
        mapping.keys.iter().enumerate().filter(|(_, key)| !there.iter().any(|name| name == key.name));
    let items = missing.map(|(nth, key)| {
        let behind = if has_lines(&key.takes) { ":" } else { ": " };
        let needed = u8::from(key.default.is_some());
        lsp::CompletionItem {
            insert_text: Some(format!("{}{behind}", key.name)),
            sort_text: Some(format!("{needed}{nth:03}")),
            ..item(
                key.name,
                lsp::CompletionItemKind::PROPERTY,
                &in_words(&key.takes),
                about_key(mapping, key),
            )
        }
    });
    items.collect()
}

/// Whether what a key takes usually stands on lines of its own.
fn has_lines(takes: &Takes) -> bool {
    match takes {
        Takes::One(_) | Takes::Named(..) => true,
        Takes::Prose
        | Takes::Text(_)
        | Takes::Word(_)
        | Takes::Integer(..)
        | Takes::Changing(..)
        | Takes::Boolean
        | Takes::Condition
        | Takes::List(_)
        | Takes::OneOrMore(_)
        | Takes::TextOr(..) => false,
    }
}

fn is_named(spot: &Spot) -> bool {
    matches!(spot.wanted, Wanted::Takes(Takes::Named(..) | Takes::Condition))
}

/// The names that entries can have where they are those of something else.
fn names_of_entries(asked: &Asked<'_>, spot: &Spot, steps: &[Step]) -> Vec<lsp::CompletionItem> {
    let Some((mapping, key)) = spot.key else { return Vec::new() };
    let is_own = std::ptr::eq(mapping, &raw const MESSAGE);
    let is_of_message = matches!(key.name, "when" | "headers" | "fields") && !is_own;
    let message = steps.iter().rev().nth(steps.len().saturating_sub(2));
    let Some(Step::Key(message, _)) = message.filter(|_| is_of_message) else { return Vec::new() };
    let is_there = |symbol: &Symbol| match symbol {
        Symbol::Header(_, of, _) | Symbol::Field(_, of, _) => of == message,
        Symbol::Flag(..) => key.name == "when",
        Symbol::Type(_) | Symbol::Protocol(_) | Symbol::Message(..) | Symbol::Stamp(..) => false,
    };
    named(asked, lsp::CompletionItemKind::FIELD, is_there)
}

/// The names of whatever is given.
fn named(
    asked: &Asked<'_>,
    kind: lsp::CompletionItemKind,
    is_wanted: impl Fn(&Symbol) -> bool,
) -> Vec<lsp::CompletionItem> {
    let mut names = BTreeSet::new();
    let mut items = Vec::new();
    for file in asked.schema.files.values() {
        for mention in &file.mentions {
            let given = mention.given.clone().filter(|_| is_wanted(&mention.symbol));
            let Some(given) = given.filter(|_| names.insert(mention.symbol.name())) else { continue };
            let said = if file.is_read { file.said(&given) } else { String::new() };
            let first = said.lines().next().unwrap_or_default();
            items.push(item(mention.symbol.name(), kind, first, format!("```yaml\n{said}\n```")));
        }
    }
    items
}

fn values(asked: &Asked<'_>, spot: &Spot) -> Vec<lsp::CompletionItem> {
    let words = |words: &[(&str, &str)]| {
        let word = |(word, meaning): &(&str, &str)| {
            item(word, lsp::CompletionItemKind::ENUM_MEMBER, meaning, (*meaning).to_owned())
        };
        words.iter().map(word).collect()
    };
    match spot.wanted {
        Wanted::Takes(Takes::Word(all)) => words(all),
        Wanted::Takes(Takes::Boolean) | Wanted::Asked => {
            words(&[("true", "it is so"), ("false", "it is not so")])
        }
        Wanted::Takes(Takes::TextOr(_, mapping)) if std::ptr::eq(*mapping, &raw const HEADER) => types(asked),
        Wanted::Takes(Takes::TextOr(_, mapping)) if mapping.name == "a body" => {
            words(&[("bytes", "a field `body`")])
        }
        Wanted::Takes(Takes::Text(_)) => {
            spot.key.map(|(mapping, key)| texts(asked, mapping, key)).unwrap_or_default()
        }
        Wanted::Takes(
            Takes::Prose
            | Takes::Integer(..)
            | Takes::Changing(..)
            | Takes::Condition
            | Takes::List(_)
            | Takes::One(_)
            | Takes::OneOrMore(_)
            | Takes::TextOr(..)
            | Takes::Named(..),
        )
        | Wanted::Mapping(_) => Vec::new(),
    }
}

fn types(asked: &Asked<'_>) -> Vec<lsp::CompletionItem> {
    named(asked, lsp::CompletionItemKind::CLASS, |symbol| matches!(symbol, Symbol::Type(_)))
}

/// What a key that takes the name of something else can have.
fn texts(asked: &Asked<'_>, mapping: &Mapping, key: &Key) -> Vec<lsp::CompletionItem> {
    let is = |other: *const Mapping| std::ptr::eq(mapping, other);
    match key.name {
        "kind" if is(&raw const TYPE) => {
            let kind = |kind: &lonelypsp_schema::language::KindOf| {
                let about = format!(
                    "A reader takes {}; a writer gives {}.\n\n```yaml\n{}\n```",
                    kind.read, kind.written, kind.example
                );
                item(kind.name, lsp::CompletionItemKind::ENUM_MEMBER, kind.read, about)
            };
            KINDS.iter().map(kind).collect()
        }
        "type" if is(&raw const HEADER) || is(&raw const ITEM) => types(asked),
        "protocol" => {
            named(asked, lsp::CompletionItemKind::MODULE, |symbol| matches!(symbol, Symbol::Protocol(_)))
        }
        "answered_by" | "answers" => {
            named(asked, lsp::CompletionItemKind::STRUCT, |symbol| matches!(symbol, Symbol::Message(..)))
        }
        "document" if is(&raw const SIGNED) => documents(asked),
        "equals" => vec![item("length(body)", lsp::CompletionItemKind::FUNCTION, "", String::new())],
        "verify" => vec![item("sha512(body)", lsp::CompletionItemKind::FUNCTION, "", String::new())],
        "since" | "until" => versions(asked),
        _ => Vec::new(),
    }
}

/// `PROTOCOL.MESSAGE` of all.
fn documents(asked: &Asked<'_>) -> Vec<lsp::CompletionItem> {
    let all = asked.schema.files.values().flat_map(|file| &file.mentions);
    let document = |symbol: &Symbol| match symbol {
        Symbol::Message(protocol, message) => Some(format!("{protocol}.{message}")),
        Symbol::Type(_)
        | Symbol::Protocol(_)
        | Symbol::Flag(..)
        | Symbol::Header(..)
        | Symbol::Field(..)
        | Symbol::Stamp(..) => None,
    };
    let given = all.filter(|mention| mention.given.is_some()).filter_map(|mention| document(&mention.symbol));
    let names: BTreeSet<String> = given.collect();
    names.iter().map(|name| item(name, lsp::CompletionItemKind::STRUCT, "", String::new())).collect()
}

fn versions(asked: &Asked<'_>) -> Vec<lsp::CompletionItem> {
    let versions = asked.schema.schema.iter().flat_map(|schema| &schema.versions);
    versions.map(|version| item(version, lsp::CompletionItemKind::CONSTANT, "", String::new())).collect()
}
