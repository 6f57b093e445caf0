//! True exactly when it is the one byte 01.

use fastrand::Rng;
use lonelypsp_schema::Kind;
use serde_json::{Value as Json, json};

use super::{Declared, Form, Labelled, noise};

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

pub(super) struct Bool;

impl Form for Bool {
    fn valid(&self, _: Kind) -> Vec<Labelled> {
        FLAGS.iter().map(|(label, bytes)| Labelled::new(*label, *bytes)).collect()
    }

    fn broken(&self, _: Kind) -> (Vec<Labelled>, &'static str) {
        (Vec::new(), "")
    }

    fn typical(&self, _: Kind, index: u8) -> Vec<u8> {
        vec![index % 2]
    }

    fn full(&self, _: Kind) -> Vec<u8> {
        vec![1]
    }

    fn json(&self, _: Kind, bytes: &[u8]) -> Json {
        json!(bytes == [1])
    }

    fn malformed(&self, _: Kind) -> Vec<Json> {
        vec![json!(0), json!(1), json!("true"), json!("01"), json!(""), Json::Null]
    }

    fn random(&self, rng: &mut Rng, _: Kind) -> Vec<u8> {
        if rng.u8(..5) == 0 { noise(rng, 3) } else { vec![rng.u8(..2)] }
    }

    fn random_json(&self, rng: &mut Rng, _: Kind) -> Json {
        rng.bool().into()
    }

    fn is_shown(&self, wanted: &Json, _: &[u8], shown: &str) -> bool {
        wanted.as_bool().is_some_and(|yes| shown == if yes { "1" } else { "0" })
    }

    fn declare(&self, _: &mut Rng) -> Declared {
        Declared { ty: json!({ "kind": "bool" }), most: None, is_fixed: true, has_order: false }
    }
}
