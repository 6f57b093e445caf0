//! The interpreter as a testee.

use lonelypsp_interpret::{Decoded, HeaderMode, Pieces, decode, decode_as};
use lonelypsp_schema::{Direction, Prefix, Protocol, Schema};
use serde_json::{Map, Value as Json};

use crate::authorization::{BadKey, Key, Refusal, etag, sign, verify};
use crate::json::{Expectation, Problem, Wanted, decoded_to_json, encode_wanted, expect, find_message, hex};
use crate::testee::{Document, Expected, Input, Presented, Testee};

/// The protocol of signed documents.
const SIGNING: &str = "signing";
/// The protocol of hashed documents.
const HASHING: &str = "hashing";

/// Answers by walking the wire plan of a schema.
pub struct Interpreted {
    schema: Schema,
}

impl Interpreted {
    /// For the messages of this schema.
    pub const fn new(schema: Schema) -> Self {
        Self { schema }
    }

    fn protocol(&self, name: &str) -> Result<&Protocol, Problem> {
        self.schema.protocol(name).ok_or_else(|| Problem::request(format!("there is no protocol `{name}`")))
    }
}

impl Testee for Interpreted {
    fn version(&self) -> &str {
        &self.schema.version
    }

    fn protocols(&self) -> Vec<&str> {
        self.schema.protocols.iter().map(|protocol| protocol.name.snake()).collect()
    }

    fn decode(
        &self,
        protocol: &str,
        expected: Expected<'_>,
        input: &Input,
        reencode: bool,
    ) -> Result<Json, Problem> {
        let protocol = self.protocol(protocol)?;
        // What has a prefix says what it is.
        let name = expected.message.filter(|_| protocol.prefix == Prefix::None);
        let expectation = expect(protocol, expected.direction, name)?;
        let Some(given) = input.pieces() else {
            let decoded = match expectation {
                Expectation::Message(message) => decode_as(protocol, message, input.bytes()),
                Expectation::From(direction) => decode(protocol, direction, input.bytes()),
            };
            return Ok(answer(&decoded?, reencode));
        };
        let mut pieces = match expectation {
            Expectation::Message(message) => Pieces::of(protocol, message),
            Expectation::From(direction) => Pieces::new(protocol, direction),
        };
        let body = given.flat_map(|piece| pieces.push(piece)).copied().collect::<Vec<_>>();
        Ok(answer(&pieces.finish()?.with_body(&body), reencode))
    }

    fn encode(
        &self,
        protocol: &str,
        direction: Option<Direction>,
        wanted: &Wanted<'_>,
    ) -> Result<Vec<u8>, Problem> {
        let protocol = self.protocol(protocol)?;
        let direction = match direction {
            Some(direction) => direction,
            None if protocol.prefix == Prefix::FlagsAndCode => {
                return Err(Problem::request("`direction` has to be s2b or b2s"));
            }
            None => find_message(protocol, None, wanted.message)?.direction,
        };
        encode_wanted(protocol, direction, wanted)
    }

    fn sign(&self, document: &Document<'_>) -> Result<String, Problem> {
        sign(self.protocol(SIGNING)?, document.name, &key(document)?, document.fields)
    }

    fn verify(&self, document: &Document<'_>, presented: Presented<'_>) -> Result<&'static str, Problem> {
        let Presented { authorization, clock } = presented;
        let protocol = self.protocol(SIGNING)?;
        let verified =
            verify(protocol, document.name, &key(document)?, clock, authorization, document.fields)?;
        Ok(verified.refusal.map_or("ok", Refusal::result))
    }

    fn token(&self, token: &str, authorization: Option<&str>) -> Result<&'static str, Problem> {
        Ok(match authorization {
            None => "unauthorized",
            Some(given) if given.strip_prefix("Bearer ") == Some(token) => "ok",
            Some(_) => "forbidden",
        })
    }

    fn etag(&self, fields: &Map<String, Json>) -> Result<[u8; 64], Problem> {
        etag(self.protocol(HASHING)?, fields)
    }
}

/// The answer that a message was read.
fn answer(decoded: &Decoded<'_, '_>, reencode: bool) -> Json {
    let mut answer = decoded_to_json(decoded);
    if reencode && decoded.target.protocol.prefix == Prefix::None {
        answer["encoded"] = decoded.encode(HeaderMode::Minimal).ok().map(|bytes| hex::format(&bytes)).into();
    } else if reencode {
        for mode in [HeaderMode::Minimal, HeaderMode::Expanded] {
            let written = decoded.encode(mode).ok().map(|bytes| hex::format(&bytes));
            answer[mode.as_str()] = written.into();
        }
    }
    answer
}

fn key(document: &Document<'_>) -> Result<Key, Problem> {
    document.secret.parse().map_err(|bad: BadKey| Problem::request(format!("`secret`: {bad}")))
}
