//! The pages of the site. Each is a view with final texts, and a template that decides nothing.

mod chrome;
mod decode;
mod errors;
mod facts;
mod index;
mod message;
mod names;
mod protocol;
mod types;

pub(crate) use decode::emit_decode;
pub(crate) use errors::emit_errors;
pub(crate) use index::emit_index;
pub(crate) use message::{About, emit_message};
pub(crate) use names::emit_names;
pub(crate) use protocol::emit_protocol;
pub(crate) use types::emit_types;

use lonelypsp_schema::{Direction, Message, Prefix, Protocol};

use crate::links::{Here, capitals};
use crate::markdown::summary;

/// One message in a list.
struct Entry {
    title: String,
    href: String,
    /// If its bytes have it.
    code: Option<u16>,
    /// Its first paragraph, as HTML.
    summary: String,
}

/// The messages of one side in a list.
struct Side {
    title: String,
    entries: Vec<Entry>,
}

fn sides(here: &Here<'_, '_>, protocol: &Protocol) -> Vec<Side> {
    let side = |direction: Direction| {
        let entry = |message: &&Message| Entry {
            title: capitals(message),
            href: here.to_message(protocol, message),
            code: has_code(protocol, message).then_some(message.code),
            summary: here.inline(&summary(&message.doc)),
        };
        let entries = protocol.messages_of(direction).iter().map(entry).collect();
        let (sender, receiver) = (direction.sender(), direction.receiver());
        let title = match protocol.stamp {
            None => format!("From the {sender} to the {receiver}"),
            // Nobody sends them.
            Some(_) => format!("For what the {sender} sends to the {receiver}"),
        };
        Side { title, entries }
    };
    Direction::BOTH.into_iter().map(side).filter(|side| !side.entries.is_empty()).collect()
}

/// Whether the number of a message stands in its bytes.
fn has_code(protocol: &Protocol, message: &Message) -> bool {
    protocol.prefix == Prefix::FlagsAndCode || message.leading_code().is_some()
}

/// The page of a template. Writing to a text cannot fail.
fn render(view: &impl askama::Template) -> String {
    let mut text = view.render().unwrap_or_default();
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
