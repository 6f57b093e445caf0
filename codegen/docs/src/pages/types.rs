//! The page of the types of values: what each is, and who has values of it.

use std::collections::HashMap;

use askama::Template;
use lonelypsp_schema::{Message, Protocol, Schema, Slot};

use crate::links::{Links, capitals};
use crate::phrases::{expectation, form, most_of_text, spelling};
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
    is_secret: bool,
    /// What its author says of it.
    doc: String,
    /// What values of it have to be. It can depend on where they stand.
    limits: Vec<String>,
    users: Vec<UserRow>,
}

/// A value of that type.
struct UserRow {
    title: String,
    href: String,
    at: String,
}

/// A value of a type: where it is, and what it is.
struct Used<'s> {
    protocol: &'s Protocol,
    message: &'s Message,
    /// Where it is among the values of the message; an entry's has no place there.
    index: Option<usize>,
    slot: &'s Slot,
}

pub(crate) fn emit_types(schema: &Schema, links: &Links<'_>) -> String {
    let here = links.page("types.html");
    let used = used(schema);
    let row = schema.types.iter().map(|ty| {
        let name = ty.name.snake();
        let used = used.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut limits: Vec<String> = Vec::new();
        for Used { message, index, slot, .. } in used {
            let all = [Some(expectation(slot)), most_of_text(slot)].into_iter().flatten();
            for limit in all.chain(spelling(&message.layout, *index, slot).map(str::to_owned)) {
                let limit = here.inline(&limit);
                if !limits.contains(&limit) {
                    limits.push(limit);
                }
            }
        }
        if used.is_empty() {
            limits.push(ty.kind.expectation());
        }
        TypeRow {
            name: name.to_owned(),
            id: format!("type-{}", anchor(name)),
            form: form(ty.kind),
            is_secret: ty.secret,
            doc: here.block(&ty.doc),
            limits,
            users: used
                .iter()
                .map(|Used { protocol, message, slot, .. }| UserRow {
                    title: format!("{}.{}", protocol.name, capitals(message)),
                    href: here.to_message(protocol, message),
                    at: slot.at.clone(),
                })
                .collect(),
        }
    });
    render(&TypesPage { types: row.collect(), chrome: Chrome::new(schema, &here, None, None) })
}

/// The values of each type, by its name.
fn used(schema: &Schema) -> HashMap<&str, Vec<Used<'_>>> {
    let mut all: HashMap<&str, Vec<Used<'_>>> = HashMap::new();
    for protocol in &schema.protocols {
        for message in &protocol.messages {
            let layout = &message.layout;
            let own = layout.slots.iter().enumerate().map(|(index, slot)| (Some(index), slot));
            let entries = layout.groups.iter().flat_map(|group| &group.slots).map(|slot| (None, slot));
            for (index, slot) in own.chain(entries).filter(|(_, slot)| !slot.type_name.is_empty()) {
                all.entry(&slot.type_name).or_default().push(Used { protocol, message, index, slot });
            }
        }
    }
    all
}
