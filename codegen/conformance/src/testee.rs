//! What a conformance request asks of an implementation.

use lonelypsp_schema::Direction;
use serde_json::Value as Json;

use crate::json::{Problem, Wanted};

/// An implementation of the protocol that can be tested.
pub trait Testee {
    /// The version of the protocol that it implements.
    fn version(&self) -> &str;

    /// The names of the protocols that it speaks.
    fn protocols(&self) -> Vec<&str>;

    /// Reads a message; `reencode` asks for it to be written again in both modes.
    ///
    /// # Errors
    ///
    /// What is wrong with the message, or that there is no such protocol.
    fn decode(
        &self,
        protocol: &str,
        direction: Direction,
        input: &[u8],
        reencode: bool,
    ) -> Result<Json, Problem>;

    /// Writes a message.
    ///
    /// # Errors
    ///
    /// What is wrong with its names or values, or that there is no such protocol.
    fn encode(&self, protocol: &str, direction: Direction, wanted: &Wanted<'_>) -> Result<Vec<u8>, Problem>;
}
