//! What a key means, and what stands behind a name.

use std::fmt::Write as _;
use std::ops::Range;

use lonelypsp_schema::SourceMap;
use lonelypsp_schema::language::{KINDS, KindOf, TYPE};
use lonelypsp_schema::yaml::{Node, Value, parse_yaml};
use lsp_types as lsp;

use crate::answer::Asked;
use crate::index::{Mention, Symbol};
use crate::language::{Wanted, about_key, of_file, spot};
use crate::scan::place;
use crate::text::word;

/// More lines of YAML than anybody wants to see at once.
const MOST_LINES: usize = 30;

pub(crate) fn hover(asked: &Asked<'_>, position: lsp::Position) -> Option<lsp::Hover> {
    let text = asked.text();
    let at = text.at(position);
    let (range, value) = match asked.mention(at) {
        Some(mention) => (mention.range.clone(), about_name(asked, mention)),
        None => about_word(text.body(), at)?,
    };
    let contents = lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value };
    Some(lsp::Hover { contents: lsp::HoverContents::Markup(contents), range: Some(text.range(range)) })
}

/// What the language says of a word.
fn about_word(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let word = word(text, at);
    let said = text.get(word.clone()).filter(|said| !said.is_empty())?;
    let place = place(text, word.end)?;
    let spot = spot(of_file(text), &place.steps)?;
    if let (Some(_), Some(mapping)) = (&place.key, spot.mapping()) {
        let key = mapping.key(said)?;
        return Some((word, about_key(mapping, key)));
    }
    let about = match spot.wanted {
        Wanted::Takes(lonelypsp_schema::language::Takes::Word(words)) => {
            let (word, meaning) = words.iter().find(|(word, _)| *word == said)?;
            format!("**`{word}`**: {meaning}")
        }
        _ => {
            let (mapping, key) = spot.key?;
            let is_kind = std::ptr::eq(mapping, &raw const TYPE) && key.name == "kind";
            let kind = KINDS.iter().find(|kind| is_kind && kind.name == said)?;
            format!(
                "**`{}`**: a reader takes {}; a writer gives {}.\n\n```yaml\n{}\n```",
                kind.name, kind.read, kind.written, kind.example
            )
        }
    };
    Some((word, about))
}

/// What is said where a name is given, and how it looks in bytes.
fn about_name(asked: &Asked<'_>, mention: &Mention) -> String {
    let mut out = String::new();
    for file in asked.schema.files.values().filter(|file| file.is_read) {
        let given = file.mentions.iter().filter(|other| other.symbol == mention.symbol);
        for range in given.filter_map(|other| other.given.clone()) {
            let said = file.said(&range);
            if let Some(doc) = read(&said).and_then(|node| text_at(&node, "doc")) {
                let _ = write!(out, "{}\n\n", doc.trim_end());
            }
            let lines: Vec<_> = said.lines().take(MOST_LINES).collect();
            let _ = write!(out, "```yaml\n{}\n```\n\n", lines.join("\n"));
            if let Symbol::Type(_) = mention.symbol {
                out.push_str(&wire_of_type(&said));
            }
        }
    }
    match &mention.symbol {
        Symbol::Message(protocol, message) => out.push_str(&bytes_of_message(asked, protocol, message)),
        Symbol::Header(..) | Symbol::Field(..) => out.push_str(&type_of(asked, mention)),
        Symbol::Type(_) | Symbol::Protocol(_) | Symbol::Flag(..) | Symbol::Stamp(..) => {}
    }
    out
}

/// A message byte for byte, when the schema was sound last.
fn bytes_of_message(asked: &Asked<'_>, protocol: &str, message: &str) -> String {
    let schema = asked.schema.schema.as_ref();
    let found = schema.and_then(|schema| schema.protocol(protocol)).and_then(|protocol| {
        let message = protocol.messages.iter().find(|one| one.name.snake() == message)?;
        (asked.server.workspace.environment().example)(protocol, message)
    });
    found.map(|bytes| format!("An example: `{}`\n", spaced(&bytes))).unwrap_or_default()
}

/// The type of a header or field, with its wire form.
fn type_of(asked: &Asked<'_>, mention: &Mention) -> String {
    let files = || asked.schema.files.values().filter(|file| file.is_read);
    let said = files().find_map(|file| {
        let given =
            file.mentions.iter().find(|other| other.symbol == mention.symbol && other.given.is_some())?;
        let all = given.given.clone()?;
        let ty = file.mentions.iter().find(|other| {
            let is_type = matches!(other.symbol, Symbol::Type(_));
            is_type && all.start <= other.range.start && other.range.end <= all.end
        })?;
        Some(ty.symbol.clone())
    });
    said.map(|symbol| {
        let ty = Mention { symbol, range: 0..0, given: None };
        format!("Its type:\n\n{}", about_name(asked, &ty))
    })
    .unwrap_or_default()
}

/// How values of a type lie in messages.
fn wire_of_type(said: &str) -> String {
    let Some(node) = read(said) else { return String::new() };
    let name = text_at(&node, "kind").unwrap_or_default();
    let Some(kind) = KindOf::named(&name) else { return String::new() };
    let number = |key: &str| number_at(&node, key);
    let (value, end) = kind.value;
    let is_in_full = name == "int" || (name == "uint" && text_at(&node, "write").as_deref() == Some("fixed"));
    let width = if is_in_full { number("max_bytes").unwrap_or(8) } else { 0 };
    let width = usize::try_from(width).unwrap_or(8).min(8);
    let sign = if value.starts_with('-') { 0xff } else { 0 };
    let bytes = [vec![sign; width.saturating_sub(end.len())], end.to_vec()].concat();
    // The bytes of a value that has so many are not shown.
    let is_shown = number("length").is_none();
    let mut out = format!("On the wire: a reader takes {}; a writer gives {}.", kind.read, kind.written);
    if is_shown {
        let _ = write!(out, " {value} is `{}`.", spaced(&bytes));
    }
    out + "\n"
}

fn spaced(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

/// What stands behind the name that a piece of YAML gives.
fn read(said: &str) -> Option<Node> {
    let mut sources = SourceMap::default();
    let file = sources.add(String::new(), said.to_owned());
    let closed = said.matches('{').count().saturating_sub(said.matches('}').count());
    let lists = said.matches('[').count().saturating_sub(said.matches(']').count());
    // The end of what stands in braces is where its last entry ends.
    let text = format!("{said}{}{}", " ]".repeat(lists.min(8)), " }".repeat(closed.min(8)));
    let root = parse_yaml(file, &text).ok()?;
    match root.value {
        Value::Map(entries) if entries.len() == 1 => entries.first().map(|(_, node)| node.clone()),
        value => Some(Node::new(value, root.span)),
    }
}

fn at<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|(name, _)| name.value == key).map(|(_, node)| node)
}

fn text_at(node: &Node, key: &str) -> Option<String> {
    match &at(node, key)?.value {
        Value::Text(scalar) => Some(scalar.text.clone()),
        _ => None,
    }
}

fn number_at(node: &Node, key: &str) -> Option<i128> {
    match at(node, key)?.value {
        Value::Integer(number) => Some(number),
        _ => None,
    }
}
