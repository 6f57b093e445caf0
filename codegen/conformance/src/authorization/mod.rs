//! The HMAC authorization, with the documents of any schema: a second opinion about what the libraries sign and refuse.
//!
//! A document is a message of a protocol without a prefix that has the fields `timestamp` and `nonce`. Both travel in the
//! header beside the code, so that whoever checks takes them from there.

mod header;
mod key;
mod refusal;
mod seconds;

use hmac::{Hmac, KeyInit as _, Mac as _};
use lonelypsp_schema::Protocol;
use serde_json::{Map, Value as Json, json};
use sha2::{Digest as _, Sha512};

use crate::json::{Problem, Wanted, encode_wanted, find_message};

pub use header::Header;
pub use key::{BadKey, Key};
pub use refusal::Refusal;
pub use seconds::Nanoseconds;

/// The fields of a document that the header carries.
const TIMESTAMP: &str = "timestamp";
const NONCE: &str = "nonce";
/// The name of the document that a strong etag is the hash of.
pub const STRONG_ETAG: &str = "strong_etag";

/// When a header is looked at, and how old it may be.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The time, since 1970-01-01 00:00:00 UTC.
    pub now: Nanoseconds,
    /// How far from it a header's time may be, on either side.
    pub lifetime: Nanoseconds,
}

/// The header that authorizes a document with these fields, the time and nonce among them.
///
/// # Errors
///
/// There is no such document, or it cannot be written.
pub fn sign(
    protocol: &Protocol,
    document: &str,
    key: &Key,
    fields: &Map<String, Json>,
) -> Result<String, Problem> {
    let written = write(protocol, document, fields)?;
    let text = |name: &str| fields.get(name).and_then(Json::as_str).unwrap_or_default();
    Ok(Header::format(text(TIMESTAMP), text(NONCE), &code(key, &written)))
}

/// Whether a header authorizes a document, whose fields are given without time and nonce; and if not, why. The document as
/// it was checked comes with it, once the header could be read.
///
/// # Errors
///
/// There is no such document, or it cannot be written.
pub fn verify(
    protocol: &Protocol,
    document: &str,
    key: &Key,
    clock: Clock,
    header: Option<&str>,
    fields: &Map<String, Json>,
) -> Result<Verified, Problem> {
    let header = match Header::read(header, clock) {
        Ok(header) => header,
        Err(refusal) => {
            // What cannot be written is said in any case.
            write(protocol, document, &with_head(fields, "0", ""))?;
            return Ok(Verified { refusal: Some(refusal), document: None });
        }
    };
    let written = write(protocol, document, &with_head(fields, &header.timestamp.to_string(), header.nonce))?;
    let is_same = mac(key, &written).verify_slice(&header.code).is_ok();
    Ok(Verified { refusal: (!is_same).then_some(Refusal::Mismatch), document: Some(written) })
}

/// What came of checking a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Why it is refused, if it is.
    pub refusal: Option<Refusal>,
    /// The bytes that it was compared with, if it came so far.
    pub document: Option<Vec<u8>>,
}

/// The strong etag of subscriptions: the SHA-512 of the document that has these fields.
///
/// # Errors
///
/// What is wrong with them.
pub fn etag(protocol: &Protocol, fields: &Map<String, Json>) -> Result<[u8; 64], Problem> {
    Ok(Sha512::digest(write(protocol, STRONG_ETAG, fields)?).into())
}

fn with_head(fields: &Map<String, Json>, timestamp: &str, nonce: &str) -> Map<String, Json> {
    let mut fields = fields.clone();
    fields.insert(TIMESTAMP.to_owned(), json!(timestamp));
    fields.insert(NONCE.to_owned(), json!(nonce));
    fields
}

fn write(protocol: &Protocol, document: &str, fields: &Map<String, Json>) -> Result<Vec<u8>, Problem> {
    let message = find_message(protocol, None, document)?;
    let wanted = Wanted { message: document, variant: None, mode: None, flags: None, fields };
    encode_wanted(protocol, message.direction, &wanted)
}

fn code(key: &Key, document: &[u8]) -> [u8; 64] {
    mac(key, document).finalize().into_bytes().into()
}

fn mac(key: &Key, document: &[u8]) -> Hmac<Sha512> {
    let mut mac = Hmac::<Sha512>::new(&key.block().into());
    mac.update(document);
    mac
}
