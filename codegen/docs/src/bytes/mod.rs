//! The picture of a message's bytes.

mod draw;
mod pieces;

use lonelypsp_schema::{Message, Name, Prefix, Protocol};

use crate::links::capitals;
use crate::svg::Picture;

use pieces::{Piece, expanded, written};

/// A picture with what it shows.
pub(crate) struct Bytes {
    /// Under which circumstances the bytes are so.
    pub(crate) caption: String,
    pub(crate) picture: Picture,
    /// The same with short lines.
    pub(crate) narrow: Picture,
}

/// The pictures of a message: one for each shape, and one of the block with names if it has one.
pub(crate) fn pictures(protocol: &Protocol, message: &Message) -> Vec<Bytes> {
    let shapes = message.layout.shapes.iter().zip(&message.layout.plan.write).enumerate();
    let mut all: Vec<Bytes> = shapes
        .map(|(index, (shape, steps))| {
            let pieces = written(protocol, message, steps);
            let mut caption = shape.variant.as_ref().map(|name| format!("`{name}`")).unwrap_or_default();
            if message.layout.is_block() {
                let comma = if caption.is_empty() { "" } else { ", " };
                caption = format!("{caption}{comma}minimal header block");
            }
            if caption.is_empty() {
                "one after another".clone_into(&mut caption);
            }
            let variant = shape.variant.as_ref().map(Name::snake);
            picture(message, &format!("shape-{index}"), &caption, variant, &pieces)
        })
        .collect();
    if message.layout.is_block() && protocol.prefix == Prefix::FlagsAndCode {
        let caption = "expanded header block: headers by name, in any order";
        all.push(picture(message, "expanded", caption, None, &expanded(protocol, message)));
    }
    all
}

fn picture(message: &Message, id: &str, caption: &str, variant: Option<&str>, pieces: &[Piece]) -> Bytes {
    let variant = variant.map(|name| format!(", {name}")).unwrap_or_default();
    let title = format!("The bytes of {}{variant}: {}", capitals(message), caption.replace('`', ""));
    let drawn = |id: String, width: u32| {
        let mut picture = Picture::new(id, title.clone(), pieces::describe(pieces));
        draw::draw(pieces, width, &mut picture);
        picture
    };
    Bytes {
        caption: caption.to_owned(),
        picture: drawn(format!("bytes-{id}"), draw::WIDE),
        narrow: drawn(format!("bytes-{id}-narrow"), draw::NARROW),
    }
}
