//! What a message is put together from, as text.

use crate::plan::Piece;

use super::{Printer, hex, line};

/// The fewest letters that are worth a pair of quotes.
const FEWEST: usize = 3;

impl Printer<'_> {
    /// The pieces of a shape, each row on a line: in both header modes, if there are two.
    pub(super) fn pieces(self, out: &mut String, shape: usize) {
        let row = |with_names: bool| {
            let pieces = self.message.pieces(self.protocol, shape, with_names);
            pieces.iter().map(|piece| self.piece(piece)).collect::<Vec<_>>().join(", ")
        };
        if self.layout.is_block() {
            line(out, 2, &format!("put together, minimal: {}", row(false)));
            line(out, 2, &format!("put together, expanded: {}", row(true)));
        } else {
            line(out, 2, &format!("put together: {}", row(false)));
        }
    }

    fn piece(self, piece: &Piece) -> String {
        match piece {
            Piece::Fixed(bytes) => fixed(bytes),
            Piece::Flags(0) => "flags".to_owned(),
            Piece::Flags(mode) => format!("flags with {mode:04x}"),
            Piece::Length { width, .. } | Piece::BodyLength(width) => format!("{} length", width.as_str()),
            Piece::Value(slot) => self.name(*slot).to_owned(),
            Piece::Count { width, .. } => format!("{} count", width.as_str()),
            Piece::Entries { slot, .. } => format!("entries of {}", self.name(*slot)),
            Piece::Body => "body".to_owned(),
        }
    }
}

/// Bytes in hexadecimal digits, words among them in quotes.
fn fixed(bytes: &[u8]) -> String {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    let runs = bytes.chunk_by(|one, other| is_letter(one) == is_letter(other));
    let text = runs.map(|run| match std::str::from_utf8(run) {
        Ok(word) if run.len() >= FEWEST && run.iter().all(is_letter) => format!("\"{word}\""),
        _ => hex(run),
    });
    text.collect()
}
