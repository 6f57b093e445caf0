//! Whether a schema has what authorizations and etags are made of: the runtime has code for it, which finds the messages
//! and fields by their names.

use lonelypsp_schema::{Direction, Form, Layout, Message, Prefix, Protocol, Schema};

use crate::direction::directions;
use crate::spelling::pascal;

/// The modules and classes that this code has beside those of protocols.
const MODULES: [&str; 5] = ["Auth", "Connection", "ReprDigest", "StrongEtag", "TraceContext"];

/// Whether the code can be there.
pub(super) fn has_documents(schema: &Schema) -> bool {
    let is_taken = |protocol: &Protocol| MODULES.contains(&pascal(&protocol.name).as_str());
    let body = |name| schema.protocol(name).filter(|protocol| protocol.prefix == Prefix::None);
    body("signing").is_some_and(are_signed)
        && body("hashing").is_some_and(has_etag)
        && !schema.protocols.iter().any(is_taken)
}

/// Whether every message of both directions has a time and a nonce, which travel beside the signature.
fn are_signed(protocol: &Protocol) -> bool {
    let has = |message: &Message, name: &str, is_of: fn(Form) -> bool| {
        message.layout.slots.iter().any(|slot| slot.at == name && is_of(slot.kind.form))
    };
    directions(protocol).count() == Direction::BOTH.len()
        && protocol.messages.iter().all(|message| {
            has(message, "timestamp", |form| matches!(form, Form::Uint(_)))
                && has(message, "nonce", |form| matches!(form, Form::Text))
        })
}

fn has_etag(protocol: &Protocol) -> bool {
    let found = protocol.by_name(Direction::S2b, "strong_etag");
    found.is_some_and(|message| {
        let layout = &message.layout;
        let names: Vec<&str> = layout.slots.iter().map(|slot| slot.at.as_str()).collect();
        names == ["url", "topics", "globs"]
            && message.entry_by_entry(protocol).is_some()
            && group_has(layout, "topics", ["topic", "recovery"])
            && group_has(layout, "globs", ["glob", "recovery"])
    })
}

fn group_has(layout: &Layout, name: &str, fields: [&str; 2]) -> bool {
    let found = layout.groups.iter().find(|group| group.name.snake() == name);
    found.is_some_and(|group| group.slots.iter().map(|slot| slot.at.as_str()).eq(fields))
}
