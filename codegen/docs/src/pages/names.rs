//! Every name in alphabetical order: what those read who have no script that searches.

use std::collections::BTreeMap;

use askama::Template;
use lonelypsp_schema::Schema;

use crate::links::{Links, capitals};
use crate::place::anchor;

use super::chrome::Chrome;
use super::render;

#[derive(Template)]
#[template(path = "names.html")]
struct NamesPage {
    chrome: Chrome,
    names: Vec<NameRow>,
}

struct NameRow {
    name: String,
    id: String,
    places: Vec<Place>,
}

struct Place {
    title: String,
    href: String,
}

pub(crate) fn emit_names(schema: &Schema, links: &Links<'_>) -> String {
    let here = links.page("names.html");
    let mut names: BTreeMap<(String, String), Vec<Place>> = BTreeMap::new();
    let mut add = |name: &str, title: String, href: String| {
        let key = (name.to_lowercase(), name.to_owned());
        names.entry(key).or_default().push(Place { title, href });
    };
    for protocol in &schema.protocols {
        add(protocol.name.snake(), "protocol".to_owned(), here.to_protocol(protocol));
        for flag in &protocol.flags {
            let href = format!("{}#flag-{}", here.to_protocol(protocol), flag.name);
            add(flag.name.snake(), format!("flag of {}", protocol.name), href);
        }
        for message in &protocol.messages {
            let href = here.to_message(protocol, message);
            let title = format!("{}, from the {}", protocol.name, message.direction.sender());
            add(&capitals(message), title, href.clone());
            for slot in &message.layout.slots {
                let title = format!("{}.{}", protocol.name, capitals(message));
                add(&slot.at, title, format!("{href}#field-{}", anchor(&slot.at)));
            }
        }
    }
    let names = names.into_iter().map(|((_, name), places)| {
        let id = format!("name-{}", anchor(&name));
        NameRow { name, id, places }
    });
    let names = names.collect();
    render(&NamesPage { chrome: Chrome::new(schema, &here, None, None), names })
}
