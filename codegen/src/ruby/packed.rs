//! The bytes of a message, or of an entry, all put together at once by `pack`.

use lonelypsp_schema::{Piece, Width};

use super::checks::Checks;
use super::lines::{Lines, WIDTH};
use super::literal;

/// What is packed, and how `pack` is told of it.
pub(super) struct Packed {
    /// What each piece is, those that belong to one value together.
    rows: Vec<Vec<String>>,
    /// How `pack` names each piece.
    format: Vec<&'static str>,
}

impl Packed {
    /// What these pieces are made of what was checked.
    pub(super) fn of(pieces: &[Piece], checks: &Checks<'_>) -> Self {
        let mut packed = Self { rows: Vec::new(), format: Vec::new() };
        let mut row = Vec::new();
        for piece in pieces {
            let (format, text) = print_piece(piece, checks);
            packed.format.push(format);
            row.push(text);
            if matches!(piece, Piece::Value(_) | Piece::Entries { .. } | Piece::Body) {
                packed.rows.push(std::mem::take(&mut row));
            }
        }
        packed.rows.extend((!row.is_empty()).then_some(row));
        packed
    }

    /// In a list of which each value has a line of its own, or one for each piece where it would be too long.
    pub(super) fn print(self, format: &str, lines: &mut Lines) {
        let rows = self.rows.into_iter().flat_map(|row| {
            let line = row.join(", ");
            if line.len() + 24 <= WIDTH { vec![line] } else { row }
        });
        match &rows.collect::<Vec<_>>()[..] {
            [] => lines.line("''.b"),
            [only] => lines.line(format!("[{only}].pack({format})")),
            rows => {
                lines.line("[");
                lines.nested(|lines| lines.separated(rows.iter().cloned()));
                lines.line(format!("].pack({format})"));
            }
        }
    }

    /// In a list that fills its lines, with something behind it.
    pub(super) fn print_filled(&self, format: &str, behind: &str, lines: &mut Lines) {
        let all: Vec<String> = self.rows.iter().flatten().cloned().collect();
        lines.list("[", &all, &format!("].pack({format}){behind}"));
    }

    /// How `pack` is told of all of it.
    pub(super) fn format(&self) -> String {
        self.format.concat()
    }

    /// The same as a constant.
    pub(super) fn print_format(&self, name: &str, lines: &mut Lines) {
        let mut texts = vec![String::new()];
        for part in &self.format {
            match texts.last_mut().filter(|text| 40 + text.len() + part.len() <= WIDTH) {
                Some(text) => text.push_str(part),
                None => texts.push((*part).to_owned()),
            }
        }
        let open = format!("{name} = ");
        let pad = " ".repeat(open.len());
        for (index, text) in texts.iter().enumerate() {
            let before = if index == 0 { &open } else { &pad };
            let after = if index + 1 == texts.len() { "" } else { " \\" };
            lines.line(format!("{before}'{text}'{after}"));
        }
    }
}

fn print_piece(piece: &Piece, checks: &Checks<'_>) -> (&'static str, String) {
    match piece {
        Piece::Fixed(bytes) => ("a*", literal::fixed(bytes)),
        Piece::Flags(0) => ("n", "flags".to_owned()),
        Piece::Flags(mode) => ("n", format!("flags | {}", literal::integer((*mode).into()))),
        Piece::Length { slot, width } => (packed(*width), format!("{}.bytesize", checks.local(*slot))),
        Piece::Value(slot) | Piece::Entries { slot, .. } => ("a*", checks.local(*slot)),
        Piece::Count { slot, width } => (packed(*width), format!("{}.size", checks.field(*slot))),
        Piece::BodyLength(width) => (packed(*width), "body.bytesize".to_owned()),
        Piece::Body => ("a*", "body".to_owned()),
    }
}

/// How `pack` names a number of that width.
const fn packed(width: Width) -> &'static str {
    match width {
        Width::U8 => "C",
        Width::U16 => "n",
        Width::U32 => "N",
        Width::U64 => "Q>",
    }
}
