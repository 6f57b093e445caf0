//! Text in UTF-8, which may be none where it is empty.

use fastrand::Rng;
use lonelypsp_schema::Kind;
use serde_json::{Value as Json, json};

use super::{Declared, Form, Labelled, choose, limit, randomness};

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

pub(super) struct Text;

impl Form for Text {
    fn valid(&self, _: Kind) -> Vec<Labelled> {
        TEXTS.iter().map(|(label, text)| Labelled::new(*label, *text)).collect()
    }

    fn broken(&self, _: Kind) -> (Vec<Labelled>, &'static str) {
        (NOT_TEXTS.iter().map(|(label, bytes)| Labelled::new(*label, *bytes)).collect(), "not_utf8")
    }

    fn typical(&self, kind: Kind, _: u8) -> Vec<u8> {
        if kind.empty_is_absent { b"Bearer x".to_vec() } else { b"foo/*".to_vec() }
    }

    fn full(&self, _: Kind) -> Vec<u8> {
        "a\0\r\n é € 😀 \u{feff}".into()
    }

    fn json(&self, kind: Kind, bytes: &[u8]) -> Json {
        if kind.empty_is_absent && bytes.is_empty() {
            return Json::Null;
        }
        json!(String::from_utf8_lossy(bytes))
    }

    fn malformed(&self, kind: Kind) -> Vec<Json> {
        if kind.empty_is_absent {
            vec![json!(7), json!(false), json!([]), json!({"a": "b"})]
        } else {
            vec![json!(7), json!(false), Json::Null, json!(["a"]), json!({})]
        }
    }

    fn random(&self, rng: &mut Rng, _: Kind) -> Vec<u8> {
        let length = randomness::length(rng) / 2;
        (0..length).map(|_| character(rng)).collect::<String>().into_bytes()
    }

    fn random_json(&self, rng: &mut Rng, kind: Kind) -> Json {
        let most = kind.length.most().map_or(300, usize::from);
        let mut text: String =
            (0..rng.usize(..6)).map(|_| choose(rng, &['a', '\0', '"', '\\', 'é', '語', '🦀'])).collect();
        while text.len() > most {
            text.pop();
        }
        if kind.empty_is_absent && text.is_empty() { Json::Null } else { text.into() }
    }

    fn is_shown(&self, wanted: &Json, raw: &[u8], _: &str) -> bool {
        raw == wanted.as_str().unwrap_or_default().as_bytes()
    }

    fn declare(&self, rng: &mut Rng) -> Declared {
        let mut ty = json!({ "kind": choose(rng, &["text", "optional_text"]) });
        if rng.bool() {
            ty["max"] = limit(rng).into();
        }
        Declared { ty, most: None, is_fixed: false, has_order: true }
    }
}

fn character(rng: &mut Rng) -> char {
    match rng.u8(..12) {
        0 => rng.char('\0'..=' '),
        1 => rng.char('\u{80}'..='\u{7ff}'),
        2 => rng.char('\u{800}'..='\u{ffff}'),
        3 => rng.char('\u{10000}'..=char::MAX),
        4 => {
            ['\u{feff}', '\u{7f}', '\u{d7ff}', '\u{e000}', '\u{fffd}', '"', '\\', '\u{2028}'][rng.usize(..8)]
        }
        _ => rng.char('!'..='~'),
    }
}
