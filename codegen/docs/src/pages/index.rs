//! The first page: what the schema is, and its protocols with their messages.

use askama::Template;
use lonelypsp_schema::Schema;

use crate::links::Links;
use crate::markdown::summary;

use super::chrome::Chrome;
use super::{Side, render, sides};

#[derive(Template)]
#[template(path = "index.html")]
struct IndexPage {
    chrome: Chrome,
    doc: String,
    protocols: Vec<ProtocolCard>,
}

struct ProtocolCard {
    name: String,
    href: String,
    summary: String,
    sides: Vec<Side>,
}

pub(crate) fn emit_index(schema: &Schema, links: &Links<'_>) -> String {
    let here = links.page("index.html");
    let card = here.protocols().iter().map(|protocol| {
        let here = here.about(protocol);
        ProtocolCard {
            name: protocol.name.snake().to_owned(),
            href: here.to_protocol(protocol),
            summary: here.inline(&summary(&protocol.doc)),
            sides: sides(&here, protocol),
        }
    });
    let protocols = card.collect();
    render(&IndexPage {
        chrome: Chrome::new(schema, &here, None, None),
        doc: here.block(&schema.doc),
        protocols,
    })
}
