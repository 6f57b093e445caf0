//! Integers, high byte first: unsigned ones, and signed ones in two's complement.

use std::collections::BTreeSet;

use fastrand::Rng;
use lonelypsp_schema::{Form as Of, Kind, Spelling};
use serde_json::{Value as Json, json};

use super::{Bad, Declared, Form, Labelled, choose, randomness};

pub(super) struct Integer;

impl Form for Integer {
    /// Every number of bytes; all bits, no bits, the sign alone, one behind leading zeros.
    fn valid(&self, kind: Kind) -> Vec<Labelled> {
        let max = width(kind);
        let mut values = vec![Labelled::new("0-bytes", [])];
        for length in 1..=max {
            let behind = |first: u8, rest: u8| [vec![first], vec![rest; length - 1]].concat();
            values.push(Labelled::new(format!("{length}-ffs"), behind(0xff, 0xff)));
            if length == 1 || length == max {
                let one = [vec![0; length - 1], vec![1]].concat();
                values.push(Labelled::new(format!("{length}-zeros"), behind(0, 0)));
                values.push(Labelled::new(format!("{length}-with-leading-zeros"), one));
                values.push(Labelled::new(format!("{length}-sign-only"), behind(0x80, 0)));
                values.push(Labelled::new(format!("{length}-all-but-sign"), behind(0x7f, 0xff)));
            }
        }
        values
    }

    /// The length counts, not the number.
    fn broken(&self, kind: Kind) -> (Vec<Labelled>, &'static str) {
        let max = width(kind);
        let behind = |first: u8, rest: u8, length: usize| [vec![first], vec![rest; length - 1]].concat();
        let values = vec![
            Labelled::new(format!("{}-zeros", max + 1), behind(0, 0, max + 1)),
            Labelled::new(format!("{}-ffs", max + 1), behind(0xff, 0xff, max + 1)),
            Labelled::new(format!("{}-bytes", max + 1), behind(1, 0, max + 1)),
            Labelled::new(format!("{}-zeros", max + 8), behind(0, 0, max + 8)),
        ];
        (values, "too_long")
    }

    fn typical(&self, kind: Kind, index: u8) -> Vec<u8> {
        let number = 300 + u64::from(index);
        match kind.form {
            Of::Int => at_width(5_u64.wrapping_neg(), width(kind)),
            _ if width(kind) == 1 => vec![3 + index],
            Of::Uint(Spelling::Minimal) => spell(number),
            _ => at_width(number, width(kind)),
        }
    }

    fn full(&self, kind: Kind) -> Vec<u8> {
        match kind.form {
            Of::Int => [vec![0x80], vec![0; width(kind) - 1]].concat(),
            _ => vec![0xff; width(kind)],
        }
    }

    fn json(&self, kind: Kind, bytes: &[u8]) -> Json {
        let is_negative = kind.form == Of::Int && bytes.first().is_some_and(|byte| *byte >= 0x80);
        let sign = if is_negative { -1 } else { 0 };
        let number: i128 = bytes.iter().fold(sign, |number, byte| number << 8 | i128::from(*byte));
        json!(number.to_string())
    }

    fn malformed(&self, _: Kind) -> Vec<Json> {
        let texts = [
            "", " 7", "7 ", "+7", "07", "00", "-0", "-07", "--7", "-", "7.0", "7e0", "0x7", "1_000", "seven",
            "٧", "7\n",
        ];
        let others = [json!(7), json!(7.5), json!(true), Json::Null, json!([])];
        others.into_iter().chain(texts.iter().map(|text| json!(text))).collect()
    }

    /// Numbers that do not fit. The reference has no limit to minimal integers but that they are not negative.
    fn beyond(&self, kind: Kind) -> Vec<Bad> {
        let bits = 8 * width(kind);
        let is_signed = kind.form == Of::Int;
        let above = if is_signed { 1_i128 << (bits - 1) } else { 1 << bits };
        let below = if is_signed { -above - 1 } else { -1 };
        let is_unbounded = kind.form == Of::Uint(Spelling::Minimal);
        let bad = |number: i128| {
            let bad = Bad::new("out_of_range", number.to_string(), json!(number.to_string()));
            if is_unbounded && number >= 0 { bad.written() } else { bad }
        };
        let numbers = [above, above + 1, 1 << 64, 1 << 100, below, below - 1, -(1 << 64), i128::MAX];
        let mut seen = BTreeSet::new();
        numbers.into_iter().filter(|number| seen.insert(*number)).map(bad).collect()
    }

    fn random(&self, rng: &mut Rng, kind: Kind) -> Vec<u8> {
        let length = rng.usize(..=width(kind));
        randomness::bytes(rng, length)
    }

    fn random_json(&self, rng: &mut Rng, kind: Kind) -> Json {
        let unused = 64 - 8 * u32::try_from(width(kind)).unwrap_or_default();
        let most = u64::MAX >> unused;
        let edges = [0, 1, 2, 127, 128, 255, 256, 65535, 65536, 1 << 32, 1 << 53, most >> 1, most];
        let edge = choose(rng, &edges);
        let number = if edge <= most && rng.u8(..4) > 0 { edge } else { rng.u64(..=most) };
        match kind.form {
            Of::Int => (number.cast_signed() << unused >> unused).to_string().into(),
            _ => number.to_string().into(),
        }
    }

    fn is_shown(&self, wanted: &Json, _: &[u8], shown: &str) -> bool {
        wanted.as_str() == Some(shown)
    }

    fn declare(&self, rng: &mut Rng) -> Declared {
        if rng.u8(..3) > 0 {
            return uint(rng);
        }
        let ty = json!({ "kind": "int", "max_bytes": rng.u8(1..=8) });
        Declared { ty, most: None, is_fixed: true, has_order: true }
    }
}

/// A type of unsigned integers.
pub(super) fn uint(rng: &mut Rng) -> Declared {
    let width = choose(rng, &[1, 1, 2, 3, 4, 4, 5, 6, 7, 8, 8]);
    let mut ty = json!({ "kind": "uint", "max_bytes": width });
    if rng.bool() {
        ty["write"] = choose(rng, &["minimal", "fixed"]).into();
    }
    let is_fixed = ty["write"] == "fixed";
    Declared { ty, most: Some(u64::MAX >> (64 - 8 * width)), is_fixed, has_order: true }
}

/// A number in as few bytes as it needs.
pub(crate) fn spell(number: u64) -> Vec<u8> {
    number.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect()
}

fn at_width(number: u64, width: usize) -> Vec<u8> {
    number.to_be_bytes()[8 - width..].to_vec()
}

/// The most bytes that one has.
fn width(kind: Kind) -> usize {
    kind.integer_bytes().map(usize::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_as_their_kind_says() {
        let (int, uint) = (Kind::int(2), Kind::uint(8, Spelling::Minimal));
        assert_eq!(Integer.json(int, b"\xfb"), json!("-5"));
        assert_eq!(Integer.json(int, b"\x80\0"), json!("-32768"));
        assert_eq!(Integer.json(int, b""), json!("0"));
        assert_eq!(Integer.json(uint, &[0xff; 8]), json!("18446744073709551615"));
    }

    #[test]
    fn numbers_out_of_range_are_just_outside() {
        let bads = Integer.beyond(Kind::int(2));
        assert!(bads.iter().any(|bad| bad.value == json!("32768") && !bad.is_written));
        assert!(bads.iter().any(|bad| bad.value == json!("-32769")));
        let bads = Integer.beyond(Kind::uint(4, Spelling::Minimal));
        assert!(bads.iter().any(|bad| bad.value == json!("4294967296") && bad.is_written));
        assert!(bads.iter().any(|bad| bad.value == json!("-1") && !bad.is_written));
    }

    #[test]
    fn zero_is_spelled_without_a_byte() {
        assert_eq!((spell(0), spell(300)), (vec![], vec![1, 44]));
    }
}
