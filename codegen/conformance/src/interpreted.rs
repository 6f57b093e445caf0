//! The interpreter as a testee.

use lonelypsp_interpret::{HeaderMode, decode};
use lonelypsp_schema::{Direction, Protocol, Schema};
use serde_json::Value as Json;

use crate::json::{Problem, Wanted, decoded_to_json, encode_wanted, hex};
use crate::testee::Testee;

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
        direction: Direction,
        input: &[u8],
        reencode: bool,
    ) -> Result<Json, Problem> {
        let decoded = decode(self.protocol(protocol)?, direction, input)?;
        let mut answer = decoded_to_json(&decoded);
        if reencode {
            for mode in [HeaderMode::Minimal, HeaderMode::Expanded] {
                let written = decoded.encode(mode).ok().map(|bytes| hex::format(&bytes));
                answer[mode.as_str()] = written.into();
            }
        }
        Ok(answer)
    }

    fn encode(&self, protocol: &str, direction: Direction, wanted: &Wanted<'_>) -> Result<Vec<u8>, Problem> {
        encode_wanted(self.protocol(protocol)?, direction, wanted)
    }
}
