//! The page of a protocol: what all its messages have in common, and which there are.

use askama::Template;
use lonelypsp_schema::{Prefix, Protocol, Schema, UnknownFlags};

use crate::links::Links;
use crate::place;

use super::chrome::Chrome;
use super::{Side, render, sides};

#[derive(Template)]
#[template(path = "protocol.html")]
struct ProtocolPage {
    chrome: Chrome,
    name: String,
    doc: String,
    /// What stands before every message, in words.
    prefix: &'static str,
    flags: Vec<FlagRow>,
    unknown: Option<&'static str>,
    sides: Vec<Side>,
}

struct FlagRow {
    name: String,
    mask: String,
    doc: String,
}

pub(crate) fn emit_protocol(schema: &Schema, links: &Links<'_>, protocol: &Protocol) -> String {
    let page = links.page(&place::protocol(protocol, links.extension));
    let here = page.about(schema.protocol(protocol.name.snake()).unwrap_or(protocol));
    let row = protocol.flags.iter().map(|flag| FlagRow {
        name: flag.name.snake().to_owned(),
        mask: format!("{:04x}", flag.mask()),
        doc: here.block(&flag.doc),
    });
    let has_prefix = protocol.prefix == Prefix::FlagsAndCode;
    let view = ProtocolPage {
        chrome: Chrome::new(schema, &here, Some(protocol), None),
        name: protocol.name.snake().to_owned(),
        doc: here.block(&protocol.doc),
        prefix: match protocol.prefix {
            Prefix::FlagsAndCode => {
                "Every message begins with 2 bytes of flags and 2 bytes of type code, high byte first. Each direction \
                 numbers its types for itself."
            }
            Prefix::None => {
                "Nothing stands before a message: what the bytes are has to be known from elsewhere, unless they begin \
                 with the message's own code."
            }
        },
        flags: row.collect(),
        unknown: has_prefix.then_some(match protocol.unknown_flags {
            UnknownFlags::Ignore => {
                "Bits without a name are ignored when a message is read, and written as zero."
            }
            UnknownFlags::Refuse => "A message in which a bit without a name is set is refused.",
            UnknownFlags::Keep => "Bits without a name are a field of every message, `unknown_flags`.",
        }),
        sides: sides(&here, protocol),
    };
    render(&view)
}
