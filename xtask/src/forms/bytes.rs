//! Bytes, of any length, of at most so many, or of exactly so many.

use fastrand::Rng;
use lonelypsp_schema::{Kind, Length};
use serde_json::{Value as Json, json};

use crate::hex::{from_hex, hex};

use super::{Bad, Declared, Form, Labelled, choose, limit, of_lengths, randomness};

pub(super) struct Bytes;

impl Form for Bytes {
    fn valid(&self, kind: Kind) -> Vec<Labelled> {
        match kind.length {
            Length::Any => of_lengths(&[0, 1, 256]),
            Length::AtMost(max) => of_lengths(&[0, 1, max - 1, max]),
            Length::Exactly(length) => {
                let length = usize::from(length);
                vec![Labelled::new("zeros", vec![0; length]), Labelled::new("ffs", vec![0xff; length])]
            }
        }
    }

    fn broken(&self, kind: Kind) -> (Vec<Labelled>, &'static str) {
        match kind.length {
            Length::Any => (Vec::new(), ""),
            Length::AtMost(max) => (of_lengths(&[max + 1, max + 192]), "too_long"),
            Length::Exactly(length) => {
                (of_lengths(&[length - 1, length + 1, 0, 1, 2 * length]), "wrong_length")
            }
        }
    }

    fn typical(&self, kind: Kind, index: u8) -> Vec<u8> {
        match kind.length {
            Length::Any => vec![0xaa, 0xbb, index],
            Length::AtMost(max) => [b'i', b'd', b'0' | index].into_iter().take(max.into()).collect(),
            Length::Exactly(length) => (0..=u8::MAX).cycle().skip(index.into()).take(length.into()).collect(),
        }
    }

    fn full(&self, kind: Kind) -> Vec<u8> {
        match kind.length.most() {
            None => (0..=u8::MAX).rev().collect(),
            Some(most) => vec![0xff; most.into()],
        }
    }

    fn json(&self, _: Kind, bytes: &[u8]) -> Json {
        json!(hex(bytes))
    }

    fn malformed(&self, _: Kind) -> Vec<Json> {
        let texts = ["a", "aabbc", "AA", "aB", "zz", "aa bb", " aa", "0x00"];
        let others = [json!(7), json!(true), Json::Null, json!([]), json!({})];
        texts.iter().map(|text| json!(text)).chain(others).collect()
    }

    fn beyond(&self, kind: Kind) -> Vec<Bad> {
        let (lengths, error) = match kind.length {
            Length::Any => (Vec::new(), ""),
            Length::AtMost(max) => (vec![max + 1], "too_long"),
            Length::Exactly(length) => (vec![length - 1, length + 1, 0], "wrong_length"),
        };
        let bad = |length: u16| {
            Bad::new(error, format!("{length}-bytes"), json!("61".repeat(length.into()))).written()
        };
        lengths.into_iter().map(bad).collect()
    }

    fn random(&self, rng: &mut Rng, kind: Kind) -> Vec<u8> {
        let length = match kind.length {
            Length::Any => randomness::length(rng),
            Length::AtMost(max) => {
                let max = usize::from(max);
                let length = [0, 1, max - 1, max, rng.usize(..=max), rng.usize(..=max.min(9))];
                choose(rng, &length)
            }
            Length::Exactly(length) => length.into(),
        };
        randomness::bytes(rng, length)
    }

    fn random_json(&self, rng: &mut Rng, kind: Kind) -> Json {
        let most = kind.length.most().map_or(300, usize::from);
        let length = match kind.length {
            Length::Exactly(_) => most,
            Length::Any | Length::AtMost(_) => choose(rng, &[0, 1, 2, 3, 9, 64, 255, 256, 300]).min(most),
        };
        hex(&(0..length).map(|_| rng.u8(..)).collect::<Vec<_>>()).into()
    }

    fn is_shown(&self, wanted: &Json, raw: &[u8], _: &str) -> bool {
        wanted.as_str().is_some_and(|hex| from_hex(hex).as_deref() == Some(raw))
    }

    fn declare(&self, rng: &mut Rng) -> Declared {
        let limit = limit(rng);
        let ty = match rng.u8(..3) {
            0 => json!({ "kind": "bytes" }),
            1 => json!({ "kind": "bytes", "max": limit }),
            // Exactly so many are in every message.
            _ => {
                let length = if rng.u8(..6) > 0 { limit.min(256) } else { limit };
                json!({ "kind": "bytes", "length": length })
            }
        };
        let is_fixed = ty["length"].is_number();
        Declared { ty, most: None, is_fixed, has_order: true }
    }
}

/// A type of SHA-512 digests.
pub(super) fn digest() -> Declared {
    Declared { ty: json!({ "kind": "bytes", "length": 64 }), most: None, is_fixed: true, has_order: true }
}
