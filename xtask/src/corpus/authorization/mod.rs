//! The corpus of `sign`, `verify` and `etag`.

mod etag;
mod header;
mod lifetime;
mod secrets;
mod sign;
mod verify;

use serde_json::{Map, Value, json};

use crate::wire::body::{Draft, Layout, typical};
use crate::wire::signature::{base64_url, header as header_text, hmac};

use super::bodies::fields;
use super::case::Topic;

pub(crate) fn topics(layouts: &[Layout]) -> Vec<Topic> {
    let documents: Vec<&Layout> = layouts.iter().filter(|layout| layout.protocol == "signing").collect();
    let hashed = layouts.iter().find(|layout| layout.protocol == "hashing");
    vec![sign::topic(&documents), verify::topic(&documents), etag::topic(hashed)]
}

/// The key of most cases: the bytes from 0 on.
pub(crate) const KEY: [u8; 64] = {
    let mut key = [0; 64];
    let mut byte: u8 = 0;
    while byte < 64 {
        key[byte as usize] = byte;
        byte += 1;
    }
    key
};

/// A key in whose text both characters stand that the alphabets differ in.
const ODD_KEY: [u8; 64] = {
    let mut key = [0xfb; 64];
    key[1] = 0xff;
    key[2] = 0xbf;
    key
};

/// The time that typical documents have.
const TIME: u64 = 1_700_000_000;

/// A document as it is signed.
struct Signed<'l> {
    draft: Draft<'l>,
    header: String,
}

impl<'l> Signed<'l> {
    fn typical(layout: &'l Layout) -> Self {
        Self::of(typical(layout), TIME, "abcDEF")
    }

    /// With another time and nonce.
    fn of(mut draft: Draft<'l>, time: u64, nonce: &str) -> Self {
        draft.set("timestamp", &time.to_be_bytes());
        draft.set("nonce", nonce.as_bytes());
        let code = hmac(&KEY, &draft.build().bytes);
        Self { header: header_text(time, nonce, &code), draft }
    }

    fn code(&self) -> Vec<u8> {
        hmac(&KEY, &self.draft.build().bytes)
    }
}

/// The request to sign a document.
fn sign(layout: &Layout, secret: &Value, fields: &Map<String, Value>) -> Value {
    json!({ "op": "sign", "message": layout.name, "secret": secret, "fields": fields })
}

/// The request to check a header.
fn verify(draft: &Draft<'_>, authorization: &Value) -> Value {
    let mut fields = fields(draft);
    fields.shift_remove("timestamp");
    fields.shift_remove("nonce");
    json!({
        "op": "verify", "message": draft.layout.name, "secret": base64_url(&KEY), "token_lifetime": "120",
        "now": "1700000001.5", "authorization": authorization, "fields": fields,
    })
}
