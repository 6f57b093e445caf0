//! Pieces as boxes in lines.
//!
//! A box is as wide as its bytes are many, up to eight, and at least as wide as what is written in it: widths say what is
//! longer, not by how much. Below a box stands its offset, as long as everything before it has a length that is known.

use crate::svg::{Anchor, Picture, text_width};

use super::pieces::{Cell, Piece, Size};

/// Lines are broken beyond this, on a page and on that of a phone.
pub(super) const WIDE: u32 = 700;
pub(super) const NARROW: u32 = 316;
const MARGIN: u32 = 6;
const BOX: u32 = 46;
/// A line of boxes with the offsets below them.
const LINE: u32 = 70;
/// What a frame takes of the width on either side, and above its first line.
const INSET: u32 = 12;
const LABEL: u32 = 24;
/// Frames in frames do not become narrower than this.
const NARROWEST: u32 = 240;
/// As many pixels as a byte is wide.
const BYTE: u32 = 22;

pub(super) fn draw(pieces: &[Piece], width: u32, picture: &mut Picture) {
    let mut pen = Pen { picture, offset: Some(0), right: 0 };
    let bottom = pen.flow(pieces, [MARGIN, MARGIN], width);
    let right = pen.right;
    picture.set_size(right + MARGIN, bottom);
}

struct Pen<'p> {
    picture: &'p mut Picture,
    /// Where the next box begins in the message, if that is always the same.
    offset: Option<u64>,
    /// The rightmost point so far.
    right: u32,
}

impl Pen<'_> {
    /// Draws from this point on, and says where the next line would begin.
    fn flow(&mut self, pieces: &[Piece], [left, top]: [u32; 2], width: u32) -> u32 {
        let (mut x, mut y) = (left, top);
        for piece in pieces {
            match piece {
                Piece::Boxes(cells) => {
                    let widths: Vec<u32> = cells.iter().map(width_of).collect();
                    let total = widths.iter().fold(0_u32, |total, width| total.saturating_add(*width));
                    if x > left && x.saturating_add(total) > left + width {
                        (x, y) = (left, y.saturating_add(LINE));
                    }
                    for (cell, width) in cells.iter().zip(widths) {
                        self.cell(cell, [x, y], width);
                        x = x.saturating_add(width);
                    }
                }
                Piece::Frame { label, pieces } => {
                    if x > left {
                        y = y.saturating_add(LINE);
                    }
                    y = self.frame(label, pieces, [left, y], width);
                    x = left;
                }
            }
        }
        if x > left { y.saturating_add(LINE) } else { y }
    }

    fn frame(&mut self, label: &str, pieces: &[Piece], [x, y]: [u32; 2], width: u32) -> u32 {
        self.offset = None;
        self.picture.text("p-small", Anchor::Start, [x + INSET, y + 16], label);
        let before = std::mem::replace(&mut self.right, x + INSET + text_width(label));
        let inner = width.saturating_sub(2 * INSET).max(NARROWEST);
        let bottom = self.flow(pieces, [x + INSET, y + LABEL], inner);
        // There are no offsets below the last line.
        let height = bottom.saturating_sub(y).saturating_sub(LINE - BOX - INSET);
        let right = self.right + INSET;
        self.picture.rect("p-frame", [x, y, right - x, height]);
        self.offset = None;
        self.right = before.max(right);
        y.saturating_add(height).saturating_add(INSET)
    }

    fn cell(&mut self, cell: &Cell, [x, y]: [u32; 2], width: u32) {
        self.picture.rect(cell.class.name(), [x, y, width, BOX]);
        let middle = x + width / 2;
        let value = cell.value.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
        self.picture.text("p-name", Anchor::Middle, [middle, y + 19], &format!("{}{value}", cell.name));
        self.picture.text("p-small", Anchor::Middle, [middle, y + 36], &short_size(cell));
        if let Some(offset) = self.offset {
            self.picture.text("p-small", Anchor::Start, [x + 1, y + BOX + 14], &offset.to_string());
        }
        self.offset = match cell.size {
            Size::Exactly(bytes) => self.offset.and_then(|offset| offset.checked_add(bytes)),
            Size::AtMost(_) | Size::Any => None,
        };
        self.right = self.right.max(x.saturating_add(width));
    }
}

/// Beside a length there is no room for the word.
fn short_size(cell: &Cell) -> String {
    match cell.size {
        Size::Exactly(bytes) if cell.name == "len" => bytes.to_string(),
        _ => cell.size(),
    }
}

fn width_of(cell: &Cell) -> u32 {
    let value = cell.value.as_ref().map_or(0, |value| text_width(value) + text_width(" = "));
    let text = (text_width(&cell.name) + value).max(text_width(&short_size(cell))) + 14;
    let bytes = match cell.size {
        Size::Exactly(bytes) => u32::try_from(bytes.min(8)).unwrap_or(8),
        Size::AtMost(most) => u32::try_from(most.clamp(3, 6)).unwrap_or(6),
        Size::Any => 7,
    };
    text.max(bytes * BYTE).max(2 * BYTE * 3 / 4)
}
