//! What a name in a text leads to.

use std::collections::HashMap;

use lonelypsp_schema::{Message, Prefix, Protocol, Schema};

use crate::kinds::KINDS;
use crate::{markdown, place};

/// Everything that can be named, by name.
pub(crate) struct Links<'s> {
    schema: &'s Schema,
    /// The protocols as pages list them: what travels first, documents last.
    protocols: Vec<&'s Protocol>,
    /// By their names in capitals.
    messages: HashMap<String, Vec<(&'s Protocol, &'s Message)>>,
    /// How the files of pages end.
    pub(crate) extension: &'static str,
}

impl<'s> Links<'s> {
    pub(crate) fn new(schema: &'s Schema, extension: &'static str) -> Self {
        let mut messages: HashMap<String, Vec<_>> = HashMap::new();
        for protocol in &schema.protocols {
            for message in &protocol.messages {
                messages.entry(capitals(message)).or_default().push((protocol, message));
            }
        }
        let rank = |protocol: &&Protocol| {
            let has_http = protocol.messages.iter().any(|message| message.http.is_some());
            (protocol.prefix != Prefix::FlagsAndCode, !has_http)
        };
        let mut protocols: Vec<&Protocol> = schema.protocols.iter().collect();
        protocols.sort_by_key(rank);
        Self { schema, protocols, messages, extension }
    }

    /// A page at that path.
    pub(crate) fn page(&self, path: &str) -> Here<'_, 's> {
        Here { links: self, protocol: None, message: None, depth: place::depth(path) }
    }
}

/// A message as texts name it: `CONFIRM_NOTIFY`.
pub(crate) fn capitals(message: &Message) -> String {
    message.name.snake().to_uppercase()
}

/// A page, from which links lead away.
#[derive(Clone, Copy)]
pub(crate) struct Here<'a, 's> {
    links: &'a Links<'s>,
    protocol: Option<&'s Protocol>,
    message: Option<&'s Message>,
    depth: usize,
}

impl<'s> Here<'_, 's> {
    /// All protocols, in the order of pages.
    pub(crate) fn protocols(&self) -> &[&'s Protocol] {
        &self.links.protocols
    }

    /// The same page as one about a protocol.
    pub(crate) fn about(self, protocol: &'s Protocol) -> Self {
        Self { protocol: Some(protocol), ..self }
    }

    /// The same page as one about a message.
    pub(crate) fn of(self, protocol: &'s Protocol, message: &'s Message) -> Self {
        Self { protocol: Some(protocol), message: Some(message), ..self }
    }

    /// From here to a path of the site.
    pub(crate) fn to(self, path: &str) -> String {
        place::relative(self.depth, path)
    }

    pub(crate) fn to_protocol(self, protocol: &Protocol) -> String {
        self.to(&place::protocol(protocol, self.links.extension))
    }

    pub(crate) fn to_message(self, protocol: &Protocol, message: &Message) -> String {
        self.to(&place::message(protocol, message, self.links.extension))
    }

    pub(crate) fn to_kind(self, kind: &str) -> String {
        self.to(&format!("errors.{}#{kind}", self.links.extension))
    }

    /// Text of the schema, or of ours, as HTML.
    pub(crate) fn block(self, text: &str) -> String {
        markdown::block(text, &self)
    }

    /// The text as Markdown that is obeyed nowhere either, with its links.
    pub(crate) fn source(self, text: &str) -> String {
        markdown::source(text, &self)
    }

    /// A text without paragraphs.
    pub(crate) fn inline(self, text: &str) -> String {
        markdown::inline(text, &self)
    }

    /// What a word in code leads to: a message, by its name in capitals or behind that of its protocol; a value of the message
    /// that the page is about; a flag; a kind of error; a protocol.
    pub(crate) fn find(self, word: &str) -> Option<String> {
        if let Some(found) = self.find_message(word) {
            let is_here = self.message.is_some_and(|here| std::ptr::eq(here, found.1));
            return (!is_here).then(|| self.to_message(found.0, found.1));
        }
        if let Some(message) = self.message
            && message.layout.slots.iter().any(|slot| slot.at == word)
        {
            return Some(format!("#{}{}", self.prefix("field-"), place::anchor(word)));
        }
        if let Some(protocol) = self.protocol
            && protocol.flags.iter().any(|flag| flag.name.snake() == word)
        {
            let page = if self.message.is_some() { self.to_protocol(protocol) } else { String::new() };
            return Some(format!("{page}#{}{word}", self.prefix("flag-")));
        }
        let kind = KINDS.iter().find(|kind| kind.as_str() == word).map(|kind| self.to_kind(kind.as_str()));
        kind.or_else(|| self.find_protocol(word))
    }

    /// Another protocol than that of the page.
    fn find_protocol(self, word: &str) -> Option<String> {
        let found = self.links.schema.protocol(word)?;
        let is_here = self.protocol.is_some_and(|here| std::ptr::eq(here, found));
        (!is_here).then(|| self.to_protocol(found))
    }

    /// Forges name places after headings.
    fn prefix(self, prefix: &'static str) -> &'static str {
        if self.links.extension == "md" { "" } else { prefix }
    }

    fn find_message(self, word: &str) -> Option<(&'s Protocol, &'s Message)> {
        if let Some((protocol, name)) = word.split_once('.') {
            let protocol = self.links.schema.protocol(protocol)?;
            return protocol.messages.iter().find(|m| m.name.snake() == name).map(|m| (protocol, m));
        }
        let found = self.links.messages.get(word)?;
        // Documents that sign messages are called like them, and their texts mean the messages.
        let near = self.protocol.filter(|protocol| protocol.stamp.is_none());
        let is_near =
            |(protocol, _): &&(&Protocol, &Message)| near.is_some_and(|here| std::ptr::eq(here, *protocol));
        // What travels is meant rather than a document of the same name.
        let travels = |(protocol, _): &&(&Protocol, &Message)| protocol.prefix == Prefix::FlagsAndCode;
        found.iter().find(is_near).or_else(|| found.iter().find(travels)).or_else(|| found.first()).copied()
    }
}
