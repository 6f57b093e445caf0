//! What is signed and hashed, as the crate's own strategies see it: documents by name, made of the request's values.

use std::time::Duration;

use lonelypsp::auth::{self, AuthorizeError, BearerToken, Key, Token, hmac};
use lonelypsp::{EncodeError, ErrorKind, sha512};
use lonelypsp_conformance::authorization::Nanoseconds;
use lonelypsp_conformance::json::{Problem, Wanted};
use lonelypsp_conformance::{Document, Presented, Testee};
use lonelypsp_schema::Direction;
use serde_json::{Map, Value as Json, json};

/// The fields of a document that the header carries.
const TIMESTAMP: &str = "timestamp";
const NONCE: &str = "nonce";

/// The protocols whose messages are signed and hashed.
pub(crate) struct Documents {
    pub(crate) signing: Box<dyn Testee + Send + Sync>,
    pub(crate) hashing: Box<dyn Testee + Send + Sync>,
}

/// A document that is encoded again for each time and nonce.
struct Named<'r> {
    signing: &'r (dyn Testee + Send + Sync),
    name: &'r str,
    fields: &'r Map<String, Json>,
}

impl Named<'_> {
    fn encode(&self, fields: &Map<String, Json>) -> Result<Vec<u8>, Problem> {
        write(self.signing, "signing", self.name, fields)
    }

    fn encode_at(&self, timestamp: u64, nonce: &str) -> Result<Vec<u8>, Problem> {
        let mut fields = self.fields.clone();
        fields.insert(TIMESTAMP.to_owned(), json!(timestamp.to_string()));
        fields.insert(NONCE.to_owned(), json!(nonce));
        self.encode(&fields)
    }
}

impl auth::Document for Named<'_> {
    /// Only strategies with a key for each direction ask for it, and none is used here.
    fn direction(&self) -> lonelypsp::Direction {
        lonelypsp::Direction::S2b
    }

    fn encode_with(&self, timestamp: u64, nonce: &str, buffer: &mut Vec<u8>) -> Result<(), EncodeError> {
        // What is wrong with the other values was said before.
        let written = self.encode_at(timestamp, nonce);
        buffer.extend(written.map_err(|_| EncodeError::new(ErrorKind::BadValue, None))?);
        Ok(())
    }
}

impl Documents {
    fn named<'r>(&'r self, document: &Document<'r>) -> Named<'r> {
        Named { signing: &*self.signing, name: document.name, fields: document.fields }
    }

    pub(crate) fn sign(&self, document: &Document<'_>) -> Result<String, Problem> {
        let key = key(document)?;
        let named = self.named(document);
        named.encode(document.fields)?;
        let text = |name: &str| document.fields.get(name).and_then(Json::as_str).unwrap_or_default();
        let timestamp = text(TIMESTAMP).parse().unwrap_or_default();
        hmac::sign(&named, timestamp, text(NONCE), &key).map_err(|error: AuthorizeError| {
            Problem::request(format!("the document cannot be signed: {error}"))
        })
    }

    pub(crate) fn verify(
        &self,
        document: &Document<'_>,
        presented: Presented<'_>,
    ) -> Result<&'static str, Problem> {
        let key = key(document)?;
        let named = self.named(document);
        // What cannot be written is said, whatever the header is.
        named.encode_at(0, "")?;
        let (now, lifetime) = (duration(presented.clock.now), duration(presented.clock.lifetime));
        let checked = hmac::check(&named, presented.authorization, now, lifetime, &key);
        Ok(result(checked))
    }

    pub(crate) fn etag(&self, fields: &Map<String, Json>) -> Result<[u8; 64], Problem> {
        Ok(sha512(&write(&*self.hashing, "hashing", "strong_etag", fields)?))
    }
}

/// What comes of checking a header against a token.
pub(crate) fn token(token: &str, authorization: Option<&str>) -> Result<&'static str, Problem> {
    let token =
        BearerToken::from_text(token).map_err(|error| Problem::request(format!("`token`: {error}")))?;
    Ok(result(Token::both(token).check(lonelypsp::Direction::S2b, authorization)))
}

fn result(checked: Result<(), auth::Refusal>) -> &'static str {
    match checked {
        Ok(()) => "ok",
        Err(refusal) => refusal.result().as_str(),
    }
}

fn key(document: &Document<'_>) -> Result<Key, Problem> {
    Key::from_text(document.secret).map_err(|error| Problem::request(format!("`secret`: {error}")))
}

fn write(
    testee: &(dyn Testee + Send + Sync),
    protocol: &str,
    name: &str,
    fields: &Map<String, Json>,
) -> Result<Vec<u8>, Problem> {
    let wanted = Wanted { message: name, variant: None, mode: None, flags: None, fields };
    testee.encode(protocol, None::<Direction>, &wanted)
}

/// Times beyond what the crate takes are the latest that it does.
fn duration(time: Nanoseconds) -> Duration {
    time.to_duration().unwrap_or(Duration::MAX)
}
