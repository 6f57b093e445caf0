//! The page of the types of values: what each is, and who has values of it.

use std::collections::BTreeMap;

use askama::Template;
use lonelypsp_schema::{Message, Protocol, Schema, Slot};

use crate::links::{Links, capitals};
use crate::phrases::{form, spelling};
use crate::place::anchor;

use super::chrome::Chrome;
use super::render;

#[derive(Template)]
#[template(path = "types.html")]
struct TypesPage {
    chrome: Chrome,
    types: Vec<TypeRow>,
}

struct TypeRow {
    name: String,
    id: String,
    form: &'static str,
    expectation: String,
    spelling: Option<String>,
    is_secret: bool,
    users: Vec<UserRow>,
}

/// A value of that type.
struct UserRow {
    title: String,
    href: String,
    at: String,
}

/// The values of a type: where they are, and what they are.
type Used<'s> = Vec<(&'s Protocol, &'s Message, &'s Slot)>;

pub(crate) fn emit_types(schema: &Schema, links: &Links<'_>) -> String {
    let here = links.page("types.html");
    let mut types: BTreeMap<&str, Used<'_>> = BTreeMap::new();
    for protocol in &schema.protocols {
        for message in &protocol.messages {
            let layout = &message.layout;
            let entries = layout.groups.iter().flat_map(|group| &group.slots);
            for slot in layout.slots.iter().chain(entries).filter(|slot| !slot.type_name.is_empty()) {
                types.entry(&slot.type_name).or_default().push((protocol, message, slot));
            }
        }
    }
    let row = types.into_iter().filter_map(|(name, used)| {
        let (_, _, first) = used.first()?;
        Some(TypeRow {
            name: name.to_owned(),
            id: format!("type-{}", anchor(name)),
            form: form(first.kind),
            expectation: first.kind.expectation(),
            spelling: spelling(first.kind).map(|text| here.inline(text)),
            is_secret: first.secret,
            users: used
                .iter()
                .map(|(protocol, message, slot)| UserRow {
                    title: format!("{}.{}", protocol.name, capitals(message)),
                    href: here.to_message(protocol, message),
                    at: slot.at.clone(),
                })
                .collect(),
        })
    });
    render(&TypesPage { types: row.collect(), chrome: Chrome::new(schema, &here, None, None) })
}
