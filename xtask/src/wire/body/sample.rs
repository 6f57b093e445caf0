//! Whole messages to begin with, and values at the edges.

use lonelypsp_schema::Length;

use crate::forms::{Labelled, float_text, valid};
use crate::wire::sha512;

use super::draft::{Draft, Item, Piece};
use super::layout::{Field, Kind, Layout, Part, Role};

/// What the values of a message are like.
#[derive(Clone, Copy)]
enum Fill {
    Typical,
    Empty,
    Full,
}

/// Short values, no two of one message alike.
pub(crate) fn typical(layout: &Layout) -> Draft<'_> {
    fill(layout, Fill::Typical)
}

/// The shortest values and no entries.
pub(crate) fn empty(layout: &Layout) -> Draft<'_> {
    fill(layout, Fill::Empty)
}

/// Values of many different bytes, numbers at their limits.
pub(crate) fn full(layout: &Layout) -> Draft<'_> {
    fill(layout, Fill::Full)
}

fn fill(layout: &Layout, how: Fill) -> Draft<'_> {
    let item = |(index, part): (usize, &Part)| match part {
        Part::Code(bytes) | Part::Literal(bytes) => Item::Literal(bytes.to_vec()),
        Part::Value(field) => Item::Value(Piece::new(value(field, index, how))),
        Part::Group { fields, .. } => Item::Entries(entries(fields, how), None),
        Part::Rest(_) => Item::Rest(match how {
            Fill::Typical => b"hello".to_vec(),
            Fill::Empty => Vec::new(),
            Fill::Full => (0..=u8::MAX).collect(),
        }),
    };
    let items = layout.parts.iter().enumerate().map(item).collect();
    let mut draft = Draft { layout, items, behind: Vec::new() };
    describe_body(&mut draft);
    draft
}

/// Makes the length and the digest those of the rest.
pub(crate) fn describe_body(draft: &mut Draft<'_>) {
    let Some(rest) = draft.rest().map(<[u8]>::to_vec) else { return };
    for (part, item) in draft.layout.parts.iter().zip(&mut draft.items) {
        let (Part::Value(field), Item::Value(piece)) = (part, item) else { continue };
        match field.role {
            Role::RestLength => piece.bytes = (rest.len() as u64).to_be_bytes().to_vec(),
            Role::RestDigest => piece.bytes = sha512(&rest),
            Role::Free => {}
        }
    }
}

fn value(field: &Field, index: usize, how: Fill) -> Vec<u8> {
    match how {
        Fill::Typical => typical_value(field, index),
        Fill::Empty => field.blank(),
        Fill::Full => match field.kind {
            Kind::Bytes => (0..=u8::MAX).rev().cycle().take(field.most().min(300)).collect(),
            Kind::Text | Kind::OptionalText => "a\0\r\n é € 😀 \u{feff}".into(),
            Kind::Exact(length) | Kind::Uint(length) => vec![0xff; length],
            Kind::Bool => vec![1],
            Kind::Float => f64::MAX.to_be_bytes().to_vec(),
        },
    }
}

fn typical_value(field: &Field, index: usize) -> Vec<u8> {
    let small = u8::try_from(index).unwrap_or(u8::MAX);
    match (field.kind, field.name) {
        (_, "timestamp") => at_width(1_700_000_000, 8),
        (_, "nonce") => b"abcDEF".to_vec(),
        (_, "glob") => b"foo/*".to_vec(),
        (_, "recovery") => b"http://h/m".to_vec(),
        (_, "authorization") => b"Bearer x".to_vec(),
        (Kind::Text | Kind::OptionalText, _) => b"http://h/r".to_vec(),
        (Kind::Bytes, _) if field.prefix == 1 => vec![b'i', b'd', b'0', b'0' | small],
        (Kind::Bytes, _) => vec![0xaa, 0xbb, small],
        (Kind::Exact(length), _) => (small..=u8::MAX).cycle().take(length).collect(),
        (Kind::Uint(1), _) => vec![3 + small],
        (Kind::Uint(width), _) => at_width(300 + u64::from(small), width),
        (Kind::Bool, _) => vec![small % 2],
        (Kind::Float, _) => 1_700_000_000.25_f64.to_be_bytes().to_vec(),
    }
}

/// Keys ascend by their bytes, though not by their lengths.
fn entries(fields: &[Field], how: Fill) -> Vec<Vec<Piece>> {
    let entry = |key: &str, recovery: &str| {
        let piece = |field: &Field| match (field.kind, field.name) {
            (Kind::Float, _) => Piece::new(1_700_000_000.25_f64.to_be_bytes()),
            (_, "recovery" | "data") => Piece::new(recovery),
            _ => Piece::new(key),
        };
        fields.iter().map(piece).collect()
    };
    match how {
        Fill::Typical => vec![entry("a", ""), entry("b", "http://h/m")],
        Fill::Empty => Vec::new(),
        Fill::Full => [("", "x"), ("a", ""), ("aa", "é"), ("b", ""), ("é", "😀")]
            .into_iter()
            .map(|(key, recovery)| entry(key, recovery))
            .collect(),
    }
}

/// A number in so many bytes.
fn at_width(number: u64, width: usize) -> Vec<u8> {
    number.to_be_bytes()[8 - width..].to_vec()
}

/// Values of a field at the edges of what it can hold, but those of 65535 bytes.
pub(crate) fn limits(field: &Field) -> Vec<Labelled> {
    let labelled = |label: String, bytes: Vec<u8>| Labelled { label, bytes };
    let of_length = |length: usize| {
        let bytes = (1..=u8::MAX).cycle().take(length).collect();
        labelled(format!("{length}-bytes"), bytes)
    };
    match field.kind {
        Kind::Bytes if field.prefix == 1 => [0, 1, 254, 255].map(of_length).into(),
        Kind::Bytes => [0, 1, 255, 256, 257].map(of_length).into(),
        Kind::Text | Kind::OptionalText => {
            let mut values = valid(lonelypsp_schema::Kind::text(Length::Any));
            if field.prefix == 1 {
                values.push(labelled("255-bytes".to_owned(), vec![b'a'; 255]));
                values.push(labelled("255-bytes-in-85-characters".to_owned(), "€".repeat(85).into()));
            } else {
                values.push(labelled("256-bytes".to_owned(), "é".repeat(128).into()));
            }
            values
        }
        Kind::Exact(length) => [("zeros", 0), ("ffs", 0xff)]
            .map(|(label, byte)| labelled(label.to_owned(), vec![byte; length]))
            .into(),
        Kind::Uint(width) => numbers(width)
            .into_iter()
            .map(|number| labelled(format!("number-{number}"), at_width(number, width)))
            .collect(),
        Kind::Float => floats(),
        Kind::Bool => [0, 1].map(|byte| labelled(format!("{byte:02x}"), vec![byte])).into(),
    }
}

/// Numbers at the edges of a double, and where its shortest spelling changes.
fn floats() -> Vec<Labelled> {
    let numbers = [
        0.0,
        -0.0,
        0.1,
        -1.5,
        5e-324,
        f64::MIN_POSITIVE,
        f64::MAX,
        f64::MIN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
        1e21,
        1e-7,
        123_456_789_012_345_680.0,
        9_007_199_254_740_993.0,
    ];
    let labelled = |number: f64| Labelled { label: float_text(number), bytes: number.to_be_bytes().to_vec() };
    numbers.map(labelled).into()
}

/// Zero, the largest, and what has its bits at the ends of bytes.
fn numbers(width: usize) -> Vec<u64> {
    let most = u64::MAX >> (64 - 8 * width);
    let mut numbers = vec![0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x1_0000, 1 << 31, 1 << 63, most / 2, most];
    numbers.retain(|number| *number <= most);
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
