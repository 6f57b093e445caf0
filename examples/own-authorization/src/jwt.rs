//! The strategy: JSON Web Tokens (RFC 7519), signed with HMAC-SHA-256 (`HS256` of RFC 7518), each for one message.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use lonelypsp::Direction;
use lonelypsp::auth::{AuthResult, AuthorizeError, Document, Refusal, SyncStrategy};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const SCHEME: &str = "Bearer ";

/// Sends tokens, and allows messages that come with one. Both sides have the key.
pub(crate) struct Jwt {
    key: Vec<u8>,
    issuer: String,
    lifetime: Duration,
    /// The time since 1970, if it is not the clock's.
    now: Option<Duration>,
}

impl Jwt {
    pub(crate) fn new(key: &[u8], issuer: &str, lifetime: Duration) -> Self {
        Self { key: key.to_vec(), issuer: issuer.to_owned(), lifetime, now: None }
    }

    /// The same at another time.
    pub(crate) fn at(self, now: Duration) -> Self {
        Self { now: Some(now), ..self }
    }

    fn now(&self) -> Option<u64> {
        let now = self.now.or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).ok());
        now.map(|now| now.as_secs())
    }

    /// What comes of the text up to the second dot.
    fn mac(&self, signed: &str) -> Hmac<Sha256> {
        Hmac::new_from_slice(&self.key).expect("HMAC takes keys of any length").chain_update(signed)
    }
}

/// Whom a token is for: a token that a subscriber has sent is nothing that a broadcaster could send on.
fn audience(direction: Direction) -> &'static str {
    match direction {
        Direction::S2b => "broadcaster",
        Direction::B2s => "subscriber",
    }
}

/// The hash of what the message says, so that its token is of no use with another. All that a document needs besides is a
/// time and a nonce, which a token has in claims of its own.
fn digest(document: &dyn Document) -> Result<String, lonelypsp::EncodeError> {
    let mut bytes = Vec::new();
    document.encode_with(0, "", &mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(Sha256::digest(bytes)))
}

fn encode(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

fn decode(text: &str) -> Option<Value> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

fn forbidden(reason: &str) -> Refusal {
    Refusal::Other { result: AuthResult::Forbidden, reason: reason.to_owned() }
}

impl SyncStrategy for Jwt {
    fn authorize_now(&self, document: &dyn Document) -> Result<Option<String>, AuthorizeError> {
        let now = self.now().ok_or(AuthorizeError::Clock)?;
        let claims = json!({
            "iss": self.issuer,
            "aud": audience(document.direction()),
            "iat": now,
            "exp": now.saturating_add(self.lifetime.as_secs()),
            "doc": digest(document).map_err(AuthorizeError::Unsignable)?,
        });
        let signed = format!("{}.{}", encode(&json!({ "alg": "HS256", "typ": "JWT" })), encode(&claims));
        let code = self.mac(&signed).finalize().into_bytes();
        Ok(Some(format!("{SCHEME}{signed}.{}", URL_SAFE_NO_PAD.encode(code))))
    }

    fn check_now(&self, document: &dyn Document, authorization: Option<&str>) -> Result<(), Refusal> {
        let token = authorization.ok_or(Refusal::Absent)?.strip_prefix(SCHEME).ok_or(Refusal::Scheme)?;
        let (signed, code) = token.rsplit_once('.').ok_or(Refusal::Encoding)?;
        let (head, claims) = signed.split_once('.').ok_or(Refusal::Encoding)?;
        let head = decode(head).ok_or(Refusal::Encoding)?;
        // The token has no say in how it is checked.
        if head["alg"] != "HS256" {
            return Err(forbidden("the token is not signed with HS256"));
        }
        let code = URL_SAFE_NO_PAD.decode(code).map_err(|_| Refusal::Encoding)?;
        // In constant time, and before any claim is believed.
        self.mac(signed).verify_slice(&code).map_err(|_| Refusal::Mismatch)?;
        let claims = decode(claims).ok_or(Refusal::Encoding)?;
        let now = self.now().ok_or(Refusal::Clock)?;
        if claims["iss"] != self.issuer || claims["aud"] != audience(document.direction()) {
            return Err(forbidden("the token is from somebody else, or for somebody else"));
        }
        if claims["exp"].as_u64().is_none_or(|until| until <= now) {
            return Err(forbidden("the token has expired"));
        }
        if claims["doc"] != digest(document).map_err(Refusal::Unsignable)? {
            return Err(forbidden("the token is for another message"));
        }
        Ok(())
    }
}
