//! What the search of the site looks through: messages, values, types, errors. A script that assigns it.

use lonelypsp_schema::Schema;
use serde_json::{Value as Json, json};

use crate::kinds::{KINDS, about};
use crate::links::{Links, capitals};
use crate::markdown::{plain, summary};
use crate::place::{anchor, message, protocol};

/// The script.
pub(crate) fn emit_index(schema: &Schema, links: &Links<'_>) -> String {
    let mut entries: Vec<Json> = Vec::new();
    let mut add = |title: &str, about: String, to: String, text: String| {
        let id = entries.len();
        entries.push(json!({ "id": id, "title": title, "about": about, "to": to, "text": text }));
    };
    for of in &schema.protocols {
        let to = protocol(of, links.extension);
        add(of.name.snake(), "protocol".to_owned(), to.clone(), plain(&of.doc));
        for flag in &of.flags {
            let about = format!("flag of {}", of.name);
            add(flag.name.snake(), about, format!("{to}#flag-{}", flag.name), plain(&summary(&flag.doc)));
        }
        for sent in &of.messages {
            let to = message(of, sent, links.extension);
            let about = format!("{}, from the {}", of.name, sent.direction.sender());
            add(&capitals(sent), about, to.clone(), plain(&sent.doc));
            for slot in &sent.layout.slots {
                let about = format!("in {}.{}", of.name, capitals(sent));
                let to = format!("{to}#field-{}", anchor(&slot.at));
                add(&slot.at, about, to, plain(&summary(&slot.doc)));
            }
        }
    }
    for kind in KINDS {
        let to = format!("errors.{}#{}", links.extension, kind.as_str());
        add(kind.as_str(), "error".to_owned(), to, plain(about(kind)));
    }
    format!("(globalThis.lonely = globalThis.lonely || {{}}).entries = {};\n", Json::Array(entries))
}
