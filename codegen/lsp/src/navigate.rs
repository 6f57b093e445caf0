//! Names: where they are given, where they are mentioned, and how they are changed everywhere.

use std::collections::HashMap;
use std::ops::Range;

use lonelypsp_schema::compile;
use lsp_types as lsp;

use crate::answer::Asked;
use crate::index::{Mention, Symbol};

fn found(
    asked: &Asked<'_>,
    position: lsp::Position,
    is_wanted: impl Fn(&Mention) -> bool,
) -> Vec<lsp::Location> {
    let Some(mention) = asked.mention(asked.text().at(position)) else { return Vec::new() };
    places(asked, &mention.symbol, is_wanted)
        .filter_map(|(path, range)| Some(lsp::Location { uri: asked.server.workspace.uri(path)?, range }))
        .collect()
}

/// Whether the stamp of its protocol names it, so that it is called the same in all messages there.
fn is_stamped(asked: &Asked<'_>, symbol: &Symbol) -> bool {
    let Some(stamp) = stamp_of(symbol) else { return false };
    asked.schema.files.values().flat_map(|file| &file.mentions).any(|mention| mention.symbol == stamp)
}

/// What a stamp would mention of fields that are called so.
fn stamp_of(symbol: &Symbol) -> Option<Symbol> {
    match symbol {
        Symbol::Stamp(protocol, name) | Symbol::Field(protocol, _, name) => {
            Some(Symbol::Stamp(protocol.clone(), name.clone()))
        }
        Symbol::Type(_)
        | Symbol::Protocol(_)
        | Symbol::Flag(..)
        | Symbol::Message(..)
        | Symbol::Header(..) => None,
    }
}

/// All places where a name stands, of files that are as they were read.
fn places<'s>(
    asked: &Asked<'s>,
    symbol: &Symbol,
    is_wanted: impl Fn(&Mention) -> bool,
) -> impl Iterator<Item = (&'s String, lsp::Range)> {
    mentions(asked, symbol, is_wanted).filter_map(|(path, range)| {
        let (path, file) = asked.schema.files.get_key_value(path)?;
        Some((path, file.text.range(range)))
    })
}

/// The same as ranges of bytes.
fn mentions<'s>(
    asked: &Asked<'s>,
    symbol: &Symbol,
    is_wanted: impl Fn(&Mention) -> bool,
) -> impl Iterator<Item = (&'s str, Range<usize>)> {
    let files = asked.schema.files.iter().filter(|(_, file)| file.is_read);
    let stamp = is_stamped(asked, symbol).then(|| stamp_of(symbol)).flatten();
    let is_same = move |other: &Symbol| other == symbol || stamp.is_some() && stamp_of(other) == stamp;
    files.flat_map(move |(path, file)| {
        let mentions = file.mentions.iter().filter(|other| is_same(&other.symbol) && is_wanted(other));
        mentions.map(move |other| (path.as_str(), other.range.clone())).collect::<Vec<_>>()
    })
}

pub(crate) fn definitions(asked: &Asked<'_>, position: lsp::Position) -> Vec<lsp::Location> {
    found(asked, position, |mention| mention.given.is_some())
}

pub(crate) fn references(asked: &Asked<'_>, position: lsp::Position, with_given: bool) -> Vec<lsp::Location> {
    found(asked, position, |mention| with_given || mention.given.is_none())
}

/// The name that would be changed; none where there is none.
pub(crate) fn renamable(asked: &Asked<'_>, position: lsp::Position) -> Option<lsp::Range> {
    asked.mention(asked.text().at(position)).map(|mention| asked.text().range(mention.range.clone()))
}

/// A name as another one, wherever it stands.
pub(crate) fn rename(
    asked: &Asked<'_>,
    position: lsp::Position,
    name: &str,
) -> Result<lsp::WorkspaceEdit, String> {
    let mention =
        asked.mention(asked.text().at(position)).ok_or("there is no name here that can be changed")?;
    if let Some((path, _)) = asked.schema.files.iter().find(|(_, file)| !file.is_read) {
        return Err(format!("{path} is no YAML at the moment, so that names in it cannot be changed"));
    }
    let is_header = matches!(mention.symbol, Symbol::Header(..));
    let is_part = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    let is_name = name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(|letter| is_part(letter) || (is_header && letter == '-'));
    if !is_name {
        let example = if is_header { "x-reply-to" } else { "reply_to" };
        return Err(format!("`{name}` is not spelled as names here are, such as `{example}`"));
    }
    let other = renamed(&mention.symbol, name);
    if other != mention.symbol && places(asked, &other, |mention| mention.given.is_some()).next().is_some() {
        return Err(format!("there is `{name}` already"));
    }
    if let Some(problem) = what_breaks(asked, &mention.symbol, name) {
        return Err(format!("called `{name}`, it would break the schema: {problem}"));
    }
    let mut edits: HashMap<String, Vec<lsp::TextEdit>> = HashMap::new();
    for (path, range) in places(asked, &mention.symbol, |_| true) {
        edits.entry(path.clone()).or_default().push(lsp::TextEdit { range, new_text: name.to_owned() });
    }
    edit_of(asked, edits).ok_or_else(|| "a file has no address that the editor would know".to_owned())
}

/// The first problem that a sound schema would have with another name: that it is a keyword, or that a value was found by its name
/// where nothing says so.
fn what_breaks(asked: &Asked<'_>, symbol: &Symbol, name: &str) -> Option<String> {
    let is_sound = asked
        .schema
        .problems
        .iter()
        .all(|problem| problem.diagnostic.severity != Some(lsp::DiagnosticSeverity::ERROR));
    if !is_sound {
        return None;
    }
    let mut edits: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
    for (path, range) in mentions(asked, symbol, |_| true) {
        edits.entry(path).or_default().push(range);
    }
    let workspace = &asked.server.workspace;
    let load = |path: &str| {
        let mut text = workspace.load(path)?;
        let file = asked.schema.files.get_key_value(path);
        let mut ranges = file.and_then(|(path, _)| edits.get(path.as_str())).cloned().unwrap_or_default();
        ranges.sort_by_key(|range| std::cmp::Reverse(range.start));
        for range in ranges {
            if text.get(range.clone()) == Some(symbol.name()) {
                text.replace_range(range, name);
            }
        }
        Ok(text)
    };
    let problems = compile(&asked.document.root, load).err()?;
    Some(problems.list.first()?.message.clone())
}

fn renamed(symbol: &Symbol, name: &str) -> Symbol {
    let name = name.to_owned();
    match symbol.clone() {
        Symbol::Type(_) => Symbol::Type(name),
        Symbol::Protocol(_) => Symbol::Protocol(name),
        Symbol::Flag(protocol, _) => Symbol::Flag(protocol, name),
        Symbol::Message(protocol, _) => Symbol::Message(protocol, name),
        Symbol::Header(protocol, message, _) => Symbol::Header(protocol, message, name),
        Symbol::Field(protocol, message, _) => Symbol::Field(protocol, message, name),
        Symbol::Stamp(protocol, _) => Symbol::Stamp(protocol, name),
    }
}

/// Edits of files as the editor takes them.
pub(crate) fn edit_of(
    asked: &Asked<'_>,
    edits: impl IntoIterator<Item = (String, Vec<lsp::TextEdit>)>,
) -> Option<lsp::WorkspaceEdit> {
    let mut changes: Vec<lsp::TextDocumentEdit> = Vec::new();
    for (path, edits) in edits {
        let uri = asked.server.workspace.uri(&path)?;
        let version = asked.server.workspace.documents.get(&path).map(|document| document.version);
        let edits = edits.into_iter().map(lsp::OneOf::Left);
        match changes.iter_mut().find(|change| change.text_document.uri == uri) {
            Some(change) => change.edits.extend(edits),
            None => changes.push(lsp::TextDocumentEdit {
                text_document: lsp::OptionalVersionedTextDocumentIdentifier { uri, version },
                edits: edits.collect(),
            }),
        }
    }
    changes.sort_by(|a, b| a.text_document.uri.cmp(&b.text_document.uri));
    let document_changes = Some(lsp::DocumentChanges::Edits(changes));
    Some(lsp::WorkspaceEdit { document_changes, ..lsp::WorkspaceEdit::default() })
}

/// What a file gives names to: messages have their values below them, protocols their flags.
pub(crate) fn symbols(asked: &Asked<'_>) -> lsp::DocumentSymbolResponse {
    let mut roots: Vec<lsp::DocumentSymbol> = Vec::new();
    let file = asked.schema.files.get(asked.path).filter(|file| file.is_read);
    for mention in file.iter().flat_map(|file| &file.mentions) {
        let Some(given) = mention.given.clone() else { continue };
        let symbol = symbol(mention, asked.text().range(given), asked.text().range(mention.range.clone()));
        let is_inner = matches!(mention.symbol, Symbol::Flag(..) | Symbol::Header(..) | Symbol::Field(..));
        match roots.last_mut().filter(|_| is_inner) {
            Some(outer) => outer.children.get_or_insert_default().push(symbol),
            None => roots.push(symbol),
        }
    }
    lsp::DocumentSymbolResponse::Nested(roots)
}

#[allow(deprecated, reason = "the type has a field that is to be left empty")]
fn symbol(mention: &Mention, mut range: lsp::Range, selection_range: lsp::Range) -> lsp::DocumentSymbol {
    range.start = range.start.min(selection_range.start);
    range.end = range.end.max(selection_range.end);
    let (kind, detail) = match &mention.symbol {
        Symbol::Type(_) => (lsp::SymbolKind::CLASS, "type"),
        Symbol::Protocol(_) => (lsp::SymbolKind::MODULE, "protocol"),
        Symbol::Flag(..) => (lsp::SymbolKind::BOOLEAN, "flag"),
        Symbol::Message(..) => (lsp::SymbolKind::STRUCT, "message"),
        Symbol::Header(..) => (lsp::SymbolKind::FIELD, "header"),
        Symbol::Field(..) | Symbol::Stamp(..) => (lsp::SymbolKind::FIELD, "field"),
    };
    lsp::DocumentSymbol {
        name: mention.symbol.name().to_owned(),
        detail: Some(detail.to_owned()),
        kind,
        tags: None,
        deprecated: None,
        range,
        selection_range,
        children: None,
    }
}
