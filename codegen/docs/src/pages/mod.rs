//! The pages of the site. Each is a view with final texts, and a template that decides nothing.

mod chrome;
mod errors;
mod index;
mod message;
mod names;
mod protocol;
mod types;

pub(crate) use errors::emit_errors;
pub(crate) use index::emit_index;
pub(crate) use message::{About, emit_message};
pub(crate) use names::emit_names;
pub(crate) use protocol::emit_protocol;
pub(crate) use types::emit_types;

use lonelypsp_schema::{Direction, Message, Protocol};

use crate::links::{Here, capitals};
use crate::markdown::summary;

/// One message in a list.
struct Entry {
    title: String,
    href: String,
    code: u16,
    /// Its first paragraph, as HTML.
    summary: String,
}

/// The messages of one side in a list.
struct Side {
    sender: &'static str,
    receiver: &'static str,
    entries: Vec<Entry>,
}

fn sides(here: &Here<'_, '_>, protocol: &Protocol) -> Vec<Side> {
    let side = |direction: Direction| {
        let entry = |message: &&Message| Entry {
            title: capitals(message),
            href: here.to_message(protocol, message),
            code: message.code,
            summary: here.inline(&summary(&message.doc)),
        };
        let entries = protocol.messages_of(direction).iter().map(entry).collect();
        Side { sender: direction.sender(), receiver: direction.receiver(), entries }
    };
    Direction::BOTH.into_iter().map(side).filter(|side| !side.entries.is_empty()).collect()
}

/// The page of a template. Writing to a text cannot fail.
fn render(view: &impl askama::Template) -> String {
    let mut text = view.render().unwrap_or_default();
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
