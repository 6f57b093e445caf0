//! Values at the edges of what a kind allows, on both sides.

use lonelypsp_schema::{Form, Kind, Length};

use crate::model::integer_bytes;

/// A value with a name for it.
#[derive(Clone, Debug)]
pub(crate) struct Labelled {
    pub(crate) label: String,
    pub(crate) bytes: Vec<u8>,
}

fn labelled(label: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Labelled {
    Labelled { label: label.into(), bytes: bytes.into() }
}

const TEXTS: [(&str, &str); 6] = [
    ("empty", ""),
    ("nul", "a\0b"),
    ("newlines", "a\r\nb"),
    ("bom", "\u{feff}a"),
    ("every-width", "\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}"),
    ("around-surrogates", "\u{d7ff}\u{e000}"),
];

const NOT_TEXTS: [(&str, &[u8]); 13] = [
    ("stray-continuation", b"\x80"),
    ("overlong-nul", b"\xc0\x80"),
    ("overlong-two", b"\xc1\xbf"),
    ("overlong-three", b"\xe0\x9f\xbf"),
    ("overlong-four", b"\xf0\x8f\xbf\xbf"),
    ("surrogate", b"\xed\xa0\x80"),
    ("surrogate-pair", b"\xed\xa0\xbd\xed\xb8\x80"),
    ("beyond-unicode", b"\xf4\x90\x80\x80"),
    ("ff-amid-text", b"a\xffb"),
    ("cut-two", b"a\xc3"),
    ("cut-three", b"a\xe2\x82"),
    ("cut-four", b"\xf0\x9f\x98"),
    ("no-continuation", b"\xc3("),
];

const FLAGS: [(&str, &[u8]); 8] = [
    ("empty", b""),
    ("00", b"\0"),
    ("01", b"\x01"),
    ("02", b"\x02"),
    ("ff", b"\xff"),
    ("0001", b"\0\x01"),
    ("0100", b"\x01\0"),
    ("digit", b"1"),
];

/// Values that a reader takes.
pub(crate) fn valid(kind: Kind) -> Vec<Labelled> {
    match kind.form {
        Form::Bytes => match kind.length {
            Length::Any => of_lengths(&[0, 1, 256]),
            Length::AtMost(max) => of_lengths(&[0, 1, max - 1, max]),
            Length::Exactly(length) => {
                let length = usize::from(length);
                vec![labelled("zeros", vec![0; length]), labelled("ffs", vec![0xff; length])]
            }
        },
        Form::Text => TEXTS.iter().map(|(label, text)| labelled(*label, *text)).collect(),
        Form::Bool => FLAGS.iter().map(|(label, bytes)| labelled(*label, *bytes)).collect(),
        Form::Uint(_) | Form::Int => integers(integer_bytes(kind).unwrap_or_default()),
        Form::Float => floats(),
        Form::Group(_) => Vec::new(),
    }
}

/// Values that a reader refuses, and the kind of error that this is.
pub(crate) fn broken(kind: Kind) -> Vec<(Labelled, &'static str)> {
    let (values, error) = match kind.form {
        Form::Bytes => match kind.length {
            Length::Any => (Vec::new(), ""),
            Length::AtMost(max) => (of_lengths(&[max + 1, max + 192]), "too_long"),
            Length::Exactly(length) => {
                (of_lengths(&[length - 1, length + 1, 0, 1, 2 * length]), "wrong_length")
            }
        },
        Form::Bool | Form::Group(_) => (Vec::new(), ""),
        Form::Float => (of_lengths(&[0, 1, 4, 7, 9, 16]), "wrong_length"),
        Form::Text => (NOT_TEXTS.iter().map(|(label, bytes)| labelled(*label, *bytes)).collect(), "not_utf8"),
        Form::Uint(_) | Form::Int => (long_integers(kind), "too_long"),
    };
    values.into_iter().map(|value| (value, error)).collect()
}

fn of_lengths(lengths: &[u16]) -> Vec<Labelled> {
    let value = |length: &u16| {
        let bytes: Vec<u8> = (1..=u8::MAX).cycle().take(usize::from(*length)).collect();
        labelled(format!("{length}-bytes"), bytes)
    };
    lengths.iter().map(value).collect()
}

/// Every number of bytes; all bits, no bits, the sign alone, one behind leading zeros.
fn integers(max: usize) -> Vec<Labelled> {
    let mut values = vec![labelled("0-bytes", [])];
    for length in 1..=max {
        let behind = |first: u8, rest: u8| [vec![first], vec![rest; length - 1]].concat();
        values.push(labelled(format!("{length}-ffs"), behind(0xff, 0xff)));
        if length == 1 || length == max {
            let one = [vec![0; length - 1], vec![1]].concat();
            values.push(labelled(format!("{length}-zeros"), behind(0, 0)));
            values.push(labelled(format!("{length}-with-leading-zeros"), one));
            values.push(labelled(format!("{length}-sign-only"), behind(0x80, 0)));
            values.push(labelled(format!("{length}-all-but-sign"), behind(0x7f, 0xff)));
        }
    }
    values
}

/// Every class of numbers and the edges between them; of what is no number, the one that is written.
fn floats() -> Vec<Labelled> {
    let values = [0.0, -0.0, 0.1, -1.5, 1e21, f64::MIN_POSITIVE, f64::MAX, f64::INFINITY, f64::NEG_INFINITY];
    let others = [1, 0x000f_ffff_ffff_ffff, 0x7ff8_0000_0000_0000].map(f64::from_bits);
    let labelled = |value: f64| labelled(format!("{value:e}"), value.to_be_bytes());
    values.into_iter().chain(others).map(labelled).collect()
}

/// The length counts, not the number.
fn long_integers(kind: Kind) -> Vec<Labelled> {
    let max = integer_bytes(kind).unwrap_or_default();
    let behind = |first: u8, rest: u8, length: usize| [vec![first], vec![rest; length - 1]].concat();
    vec![
        labelled(format!("{}-zeros", max + 1), behind(0, 0, max + 1)),
        labelled(format!("{}-ffs", max + 1), behind(0xff, 0xff, max + 1)),
        labelled(format!("{}-bytes", max + 1), behind(1, 0, max + 1)),
        labelled(format!("{}-zeros", max + 8), behind(0, 0, max + 8)),
    ]
}
