//! One message as its file shows it: a class, and a class in it for each variant.

use askama::Template;
use lonelypsp_schema::{Layout, Message, Protocol};

use super::comment::padded;
use super::constants::words;
use super::exact::exact_lines;
use super::fast::fast_lines;
use super::literal;
use super::shape::{ShapeView, view_shape};
use crate::direction::capitals;
use crate::spelling::pascal;

/// A message's class.
#[derive(Template)]
#[template(path = "ruby/message.rb", whitespace = "preserve")]
pub(super) struct MessageView {
    pub(super) doc: String,
    pub(super) class: String,
    pub(super) snake: String,
    pub(super) code: String,
    sender: &'static str,
    direction: &'static str,
    names: String,
    pub(super) shape: Option<ShapeView>,
    pub(super) variants: Vec<VariantView>,
    quick: String,
    exact: String,
}

/// A variant's class.
pub(super) struct VariantView {
    doc: String,
    pub(super) class: String,
    pub(super) shape: ShapeView,
}

/// The column of a message's class.
const COLUMN: usize = 6;

pub(super) fn view_message(protocol: &Protocol, message: &Message, layout: &Layout) -> MessageView {
    let view_shape = |index: usize, column| view_shape(protocol, message, layout, index, column);
    let numbered = || layout.shapes.iter().enumerate();
    let variants = numbered().filter_map(|(index, shape)| {
        let class = pascal(shape.variant.as_ref()?);
        Some(VariantView { doc: padded(&shape.doc, COLUMN + 2), class, shape: view_shape(index, COLUMN + 4) })
    });
    let only = numbered().find(|(_, shape)| shape.variant.is_none());
    MessageView {
        doc: padded(&message.doc, COLUMN),
        class: pascal(&message.name),
        snake: message.name.snake().to_owned(),
        code: literal::integer(message.code.into()),
        sender: message.direction.sender(),
        direction: capitals(message.direction),
        names: words(COLUMN + 2, "HEADER_NAMES", layout.slots.iter().map(|header| header.at.as_str())),
        variants: variants.collect(),
        shape: only.map(|(index, _)| view_shape(index, COLUMN + 2)),
        quick: fast_lines(layout, COLUMN + 6),
        exact: exact_lines(layout, COLUMN + 6),
    }
}
