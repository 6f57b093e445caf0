//! The names of a file: where they are given, and where they are mentioned.

use std::ops::Range;

use lonelypsp_findings::extent;
use lonelypsp_schema::yaml::{Node, Value, parse_yaml};
use lonelypsp_schema::{SourceMap, Spanned};

use crate::node::{Entry, entries_of, get, list_of, text_of};

/// What has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Symbol {
    Type(String),
    Protocol(String),
    /// A flag of a protocol.
    Flag(String, String),
    /// A message of a protocol.
    Message(String, String),
    /// A header of such a message.
    Header(String, String, String),
    /// A field, a group, the rest or the body of such a message.
    Field(String, String, String),
    /// The fields of that name in all messages of a protocol, which its stamp names.
    Stamp(String, String),
}

impl Symbol {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Type(name)
            | Self::Protocol(name)
            | Self::Flag(_, name)
            | Self::Message(_, name)
            | Self::Header(_, _, name)
            | Self::Field(_, _, name)
            | Self::Stamp(_, name) => name,
        }
    }
}

/// A place where a name stands.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) symbol: Symbol,
    /// Where the name is, without quotes.
    pub(crate) range: Range<usize>,
    /// Where it is given: all that is said there. None where it is only mentioned.
    pub(crate) given: Option<Range<usize>>,
}

/// The names of a file; none if it cannot be read as YAML.
pub(crate) fn index(text: &str) -> Option<Vec<Mention>> {
    let mut sources = SourceMap::default();
    let file = sources.add(String::new(), text.to_owned());
    let root = parse_yaml(file, text).ok()?;
    let mut index = Index { text, mentions: Vec::new() };
    index.file(&root);
    index.mentions.sort_by_key(|mention| (mention.range.start, mention.range.end));
    Some(index.mentions)
}

struct Index<'t> {
    text: &'t str,
    mentions: Vec<Mention>,
}

/// The message that is looked at.
#[derive(Clone, Copy)]
struct Within<'t> {
    protocol: &'t str,
    message: &'t str,
    headers: &'t [Entry],
    is_sequence: bool,
}

impl Within<'_> {
    /// The value of that name, or else the flag.
    fn value(&self, name: &str) -> Symbol {
        let own = |name: &str| (self.protocol.to_owned(), self.message.to_owned(), name.to_owned());
        if self.headers.iter().any(|(key, _)| key.value == name) {
            let (protocol, message, name) = own(name);
            return Symbol::Header(protocol, message, name);
        }
        let (protocol, message, name) = own(name);
        Symbol::Field(protocol, message, name)
    }
}

impl Index<'_> {
    fn file(&mut self, root: &Node) {
        for (name, node) in entries_of(root, "types") {
            self.give(name, node, Symbol::Type(name.value.clone()));
        }
        for (name, node) in entries_of(root, "protocols") {
            self.give(name, node, Symbol::Protocol(name.value.clone()));
            for (flag, node) in entries_of(node, "flags") {
                self.give(flag, node, Symbol::Flag(name.value.clone(), flag.value.clone()));
            }
            for (_, field) in entries_of(node, "stamp") {
                self.mention(field, |field| Symbol::Stamp(name.value.clone(), field));
            }
        }
        let protocol = get(root, "protocol");
        if let Some(node) = protocol {
            self.mention(node, Symbol::Protocol);
        }
        let protocol = protocol.and_then(text_of).unwrap_or_default();
        for (name, node) in entries_of(root, "messages") {
            self.give(name, node, Symbol::Message(protocol.to_owned(), name.value.clone()));
            self.message(protocol, &name.value, node);
        }
    }

    fn message(&mut self, protocol: &str, message: &str, node: &Node) {
        let within = Within {
            protocol,
            message,
            headers: entries_of(node, "headers"),
            is_sequence: get(node, "sequence").is_some(),
        };
        for (name, header) in within.headers {
            self.give(name, header, within.value(&name.value));
            match text_of(header) {
                Some(_) => self.mention(header, Symbol::Type),
                None => self.value(&within, header),
            }
        }
        if let Some(body) = get(node, "body") {
            self.item(&within, body);
        }
        self.items(&within, get(node, "sequence"));
        for (_, variant) in entries_of(node, "variants") {
            self.condition(&within, variant);
            let values = entries_of(variant, "headers").iter().chain(entries_of(variant, "fields"));
            for (name, said) in values {
                self.add(name.span.start, name.span.end, within.value(&name.value), None);
                self.value(&within, said);
            }
        }
        let message = |name: String| Symbol::Message(protocol.to_owned(), name);
        for answer in list_of(get(node, "answered_by")) {
            self.mention(answer, message);
        }
        for signed in list_of(get(node, "signed")) {
            if let Some(answers) = get(signed, "answers") {
                self.mention(answers, message);
            }
            if let Some(document) = get(signed, "document") {
                self.document(document);
                self.signed_values(&within, document, signed);
            }
        }
    }

    fn items(&mut self, within: &Within<'_>, list: Option<&Node>) {
        for item in list_of(list) {
            self.item(within, item);
            self.value(within, item);
            if let Some(sorted) = get(item, "sorted") {
                self.mention(sorted, |name| within.value(&name));
            }
            self.items(within, get(item, "items"));
        }
    }

    /// The name of an item, or of a body.
    fn item(&mut self, within: &Within<'_>, item: &Node) {
        let named = ["field", "group", "rest"].iter().find_map(|key| get(item, key));
        if let Some((node, name)) = named.and_then(|node| Some((node, text_of(node)?))) {
            let given = extent(item);
            let all = given.start as usize..given.end as usize;
            self.add(node.span.start, node.span.end, within.value(name), Some(all));
        }
    }

    /// Where the values of a document come from: `FIELD OF THE DOCUMENT: VALUE OF THE MESSAGE`.
    fn signed_values(&mut self, within: &Within<'_>, document: &Node, signed: &Node) {
        let Some((protocol, message)) = text_of(document).and_then(|text| text.split_once('.')) else {
            return;
        };
        for (field, value) in entries_of(signed, "values") {
            let symbol = Symbol::Field(protocol.to_owned(), message.to_owned(), field.value.clone());
            self.add(field.span.start, field.span.end, symbol, None);
            if text_of(value).is_some_and(|text| !["given", "none"].contains(&text)) {
                self.mention(value, |name| within.value(&name));
            }
        }
    }

    /// What a header, or an item, says of its type and of other values.
    fn value(&mut self, within: &Within<'_>, node: &Node) {
        if let Some(ty) = get(node, "type") {
            self.mention(ty, Symbol::Type);
        }
        for computed in [get(node, "equals"), get(node, "verify")].into_iter().flatten() {
            self.computed(within, computed);
        }
        self.condition(within, node);
    }

    /// `NAME`, `length(NAME)` or `sha512(NAME)`. The body of a message with headers is called `body` whatever its field is called.
    fn computed(&mut self, within: &Within<'_>, node: &Node) {
        let Some(text) = text_of(node) else { return };
        let (before, name) = match text.split_once('(') {
            Some((before, rest)) => (before.len() + 1, rest.trim_end_matches(')')),
            None => (0, text),
        };
        let is_body = before > 0 && !within.is_sequence;
        if !is_body {
            let start = self.bare(node.span.start, node.span.end).start + before;
            self.push(start..start + name.len(), within.value(name), None);
        }
    }

    fn condition(&mut self, within: &Within<'_>, node: &Node) {
        for (name, asked) in entries_of(node, "when") {
            let symbol = match asked.value {
                Value::Bool(_) => Symbol::Flag(within.protocol.to_owned(), name.value.clone()),
                _ => within.value(&name.value),
            };
            self.add(name.span.start, name.span.end, symbol, None);
        }
    }

    /// `PROTOCOL.MESSAGE`.
    fn document(&mut self, node: &Node) {
        let Some((protocol, message)) = text_of(node).and_then(|text| text.split_once('.')) else { return };
        let bare = self.bare(node.span.start, node.span.end);
        let dot = bare.start + protocol.len();
        let symbol = Symbol::Protocol(protocol.to_owned());
        self.push(bare.start..dot, symbol, None);
        let symbol = Symbol::Message(protocol.to_owned(), message.to_owned());
        self.push(dot + 1..bare.end, symbol, None);
    }

    fn give(&mut self, name: &Spanned<String>, node: &Node, symbol: Symbol) {
        let end = extent(node).end.max(name.span.end);
        let end = self.closed(name.span.start, end);
        // What an alias repeats lies elsewhere.
        let end = if extent(node).start < name.span.start { name.span.end } else { end };
        self.add(name.span.start, name.span.end, symbol, Some(name.span.start as usize..end as usize));
    }

    /// With the braces and brackets that are open there: what stands in them ends with its last entry.
    fn closed(&self, start: u32, end: u32) -> u32 {
        let said = self.text.get(start as usize..end as usize).unwrap_or_default();
        let count = |signs: [char; 2]| said.chars().filter(|sign| signs.contains(sign)).count();
        let mut open = count(['{', '[']).saturating_sub(count(['}', ']']));
        let (mut at, mut closed) = (end as usize, end);
        for sign in self.text.get(at..).unwrap_or_default().chars() {
            at += sign.len_utf8();
            match sign {
                '}' | ']' if open > 0 => open -= 1,
                ' ' | '\n' | ',' if open > 0 => continue,
                _ => break,
            }
            closed = u32::try_from(at).unwrap_or(end);
        }
        closed
    }

    fn mention(&mut self, node: &Node, symbol: impl FnOnce(String) -> Symbol) {
        if let Some(text) = text_of(node) {
            self.add(node.span.start, node.span.end, symbol(text.to_owned()), None);
        }
    }

    fn add(&mut self, start: u32, end: u32, symbol: Symbol, given: Option<Range<usize>>) {
        self.push(self.bare(start, end), symbol, given);
    }

    /// Names that are spelled by escapes, or stand elsewhere behind an anchor, are left out.
    fn push(&mut self, range: Range<usize>, symbol: Symbol, given: Option<Range<usize>>) {
        if self.text.get(range.clone()) == Some(symbol.name()) {
            self.mentions.push(Mention { symbol, range, given });
        }
    }

    /// Without quotes.
    fn bare(&self, start: u32, end: u32) -> Range<usize> {
        let (start, end) = (start as usize, end as usize);
        let text = self.text.get(start..end).unwrap_or_default();
        let is_quoted = text.len() > 1 && text.starts_with(['"', '\'']) && text.ends_with(['"', '\'']);
        if is_quoted { start + 1..end - 1 } else { start..end }
    }
}
