//! One message as its file shows it: a class, a class in it for each variant, and before it one for each group's entries.

use askama::Template;
use lonelypsp_schema::{Message, Prefix, Protocol, Reading};

use super::comment::padded_of;
use super::constants::words;
use super::entry::{EntryView, view_entry};
use super::exact::exact_lines;
use super::fast::fast_lines;
use super::frame::frame_lines;
use super::http::http_lines;
use super::literal;
use super::program::Scope;
use super::scan::scan_lines;
use super::sequence::{Reader, sequence_lines};
use super::shape::{ShapeView, view_shape};
use super::signing::Around;
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
    /// How far it goes before its body.
    scan: String,
    /// What HTTP carries it in, as constants.
    pub(super) http: Option<String>,
    /// Those that others are made of come first.
    pub(super) entries: Vec<EntryView>,
    pub(super) has_prefix: bool,
    /// What the method that writes is told: how headers are to be spelled, or only whether bytes are wanted.
    pub(super) mode: &'static str,
    pub(super) shape: Option<ShapeView>,
    pub(super) variants: Vec<VariantView>,
    pub(super) reading: ReadingView,
    /// The pieces around its groups.
    frame: Option<String>,
}

/// How it is read.
pub(super) enum ReadingView {
    /// A block of headers.
    Block { names: String, fast: String, exact: String },
    /// A sequence.
    Sequence(Reader),
}

impl ReadingView {
    /// Whether it is a block of headers.
    pub(super) fn is_block(&self) -> bool {
        matches!(self, Self::Block { .. })
    }
}

/// A variant's class.
pub(super) struct VariantView {
    doc: String,
    pub(super) class: String,
    pub(super) shape: ShapeView,
}

/// The column of a message's class.
const COLUMN: usize = 6;

pub(super) fn view_message(around: Around<'_>, protocol: &Protocol, message: &Message) -> MessageView {
    let layout = &message.layout;
    let view_shape = |index: usize, column| view_shape(around, protocol, message, index, column);
    let numbered = || layout.shapes.iter().enumerate();
    let variants = numbered().filter_map(|(index, shape)| {
        let class = pascal(shape.variant.as_ref()?);
        let doc = padded_of(&shape.doc, COLUMN + 2, &shape.availability);
        Some(VariantView { doc, class, shape: view_shape(index, COLUMN + 4) })
    });
    let only = numbered().find(|(_, shape)| shape.variant.is_none());
    MessageView {
        doc: padded_of(&message.doc, COLUMN, &message.availability),
        class: pascal(&message.name),
        snake: message.name.snake().to_owned(),
        code: literal::integer(message.code.into()),
        sender: message.direction.sender(),
        direction: capitals(message.direction),
        has_prefix: protocol.prefix == Prefix::FlagsAndCode,
        mode: mode(protocol),
        scan: scan_lines(protocol, message, COLUMN + 2),
        http: http_lines(message, COLUMN + 2),
        entries: (0..layout.groups.len()).rev().map(|group| view_entry(protocol, message, group)).collect(),
        variants: variants.collect(),
        shape: only.map(|(index, _)| view_shape(index, COLUMN + 2)),
        reading: view_reading(protocol, message),
        frame: frame_lines(protocol, message, COLUMN + 6),
    }
}

/// The name of the parameter that says how a message is to be written, or only that it is.
pub(super) fn mode(protocol: &Protocol) -> &'static str {
    match protocol.prefix {
        Prefix::FlagsAndCode => "minimal",
        Prefix::None => "wanted",
    }
}

fn view_reading(protocol: &Protocol, message: &Message) -> ReadingView {
    let layout = &message.layout;
    let scope = Scope { protocol, layout };
    match &layout.plan.read {
        Reading::Block(block) => ReadingView::Block {
            names: words(COLUMN + 2, "HEADER_NAMES", layout.slots.iter().map(|header| header.at.as_str())),
            fast: fast_lines(scope, block, COLUMN + 6),
            exact: exact_lines(scope, block, COLUMN + 6),
        },
        Reading::Sequence(program) => {
            ReadingView::Sequence(sequence_lines(scope, message, program, COLUMN + 6))
        }
    }
}
