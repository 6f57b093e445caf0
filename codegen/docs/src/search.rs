//! What the search of the site looks through: pages, protocols, messages, values, types, errors. A script that assigns it.

use std::collections::BTreeMap;

use lonelypsp_schema::{Message, Prefix, Protocol, Schema};
use serde_json::{Value as Json, json};

use crate::kinds::{KINDS, about};
use crate::links::{Links, capitals};
use crate::markdown::{plain, summary};
use crate::phrases::count;
use crate::place::{anchor, message, protocol};

/// What can be found. What weighs more is found before what has the same words.
struct Entry {
    title: String,
    about: String,
    to: String,
    /// What is shown of it.
    summary: String,
    text: String,
    weight: f64,
}

/// The script.
pub(crate) fn emit_index(schema: &Schema, links: &Links<'_>) -> String {
    let mut entries = pages(schema, links);
    for of in &schema.protocols {
        let to = protocol(of, links.extension);
        entries.push(entry(of.name.snake(), "protocol".to_owned(), to.clone(), &of.doc, 5.0));
        for flag in &of.flags {
            let (about, to) = (format!("flag of {}", of.name), format!("{to}#flag-{}", flag.name));
            entries.push(entry(flag.name.snake(), about, to, &flag.doc, 1.5));
        }
        // What travels is wanted rather than a document of the same name.
        let travels = of.prefix == Prefix::FlagsAndCode || of.messages.iter().any(|sent| sent.http.is_some());
        for sent in &of.messages {
            let about = format!("{}, from the {}", of.name, sent.direction.sender());
            let to = message(of, sent, links.extension);
            entries.push(entry(&capitals(sent), about, to, &sent.doc, if travels { 3.0 } else { 1.0 }));
        }
        entries.extend(values(of, links));
    }
    for ty in &schema.types {
        let to = format!("types.{}#type-{}", links.extension, anchor(ty.name.snake()));
        entries.push(entry(ty.name.snake(), "type".to_owned(), to, &ty.doc, 2.5));
    }
    for kind in KINDS {
        let to = format!("errors.{}#{}", links.extension, kind.as_str());
        entries.push(entry(kind.as_str(), "error".to_owned(), to, about(kind), 2.0));
    }
    let all: Vec<Json> = entries.iter().enumerate().map(|(id, entry)| json(id, entry)).collect();
    format!("(globalThis.lonely = globalThis.lonely || {{}}).entries = {};\n", Json::Array(all))
}

fn json(id: usize, entry: &Entry) -> Json {
    let Entry { title, about, to, summary, text, weight } = entry;
    json!({
        "id": id, "title": title, "about": about, "to": to, "summary": summary, "text": text, "weight": weight,
    })
}

fn entry(title: &str, about: String, to: String, doc: &str, weight: f64) -> Entry {
    let (title, text) = (title.to_owned(), plain(doc));
    Entry { title, about, to, summary: plain(&summary(doc)), text, weight }
}

/// What is no name of the schema.
fn pages(schema: &Schema, links: &Links<'_>) -> Vec<Entry> {
    let page = |name: &str| format!("{name}.{}", links.extension);
    let mut pages = vec![
        entry(&schema.name, "what this protocol is for".to_owned(), page("index"), &schema.doc, 2.0),
        entry(
            "Decode",
            "a page that reads what is pasted".to_owned(),
            page("decode"),
            "Paste a message as hex, base64, a hex dump or a literal of a program: what it is, byte by byte, or what is wrong with it.",
            2.0,
        ),
    ];
    if let Some(sample) = schema.sample() {
        let to = format!("{}#code", message(sample.protocol, sample.message, links.extension));
        let doc = "How a message is made, written and read in Rust, TypeScript, Python and Ruby: on the page of each, as on this one.";
        pages.push(entry("Code", format!("programs, as for {}", capitals(sample.message)), to, doc, 2.0));
    }
    pages
}

/// The values of a protocol, each name once, however many messages have it.
fn values(of: &Protocol, links: &Links<'_>) -> Vec<Entry> {
    let mut named: BTreeMap<&str, Vec<(&Message, &str)>> = BTreeMap::new();
    for sent in &of.messages {
        for slot in &sent.layout.slots {
            named.entry(&slot.at).or_default().push((sent, &slot.doc));
        }
    }
    let value = |(at, mut all): (&str, Vec<(&Message, &str)>)| {
        let (first, doc) = *all.first()?;
        let about = match all.len() {
            1 => format!("in {}.{}", of.name, capitals(first)),
            more => format!("in {} of {}", count(more as u64, "message"), of.name),
        };
        let to = match all.len() {
            1 => format!("{}#field-{}", message(of, first, links.extension), anchor(at)),
            _ => format!("names.{}#name-{}", links.extension, anchor(at)),
        };
        let messages: Vec<String> = all.iter().map(|(message, _)| capitals(message)).collect();
        all.sort_by_key(|(_, doc)| *doc);
        all.dedup_by_key(|(_, doc)| *doc);
        let texts: Vec<String> = all.iter().map(|(_, doc)| plain(doc)).collect();
        let text = format!("{} {}", texts.join(" "), messages.join(" "));
        Some(Entry { title: at.to_owned(), about, to, summary: plain(&summary(doc)), text, weight: 1.0 })
    };
    named.into_iter().filter_map(value).collect()
}
