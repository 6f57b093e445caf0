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
        expected: Expected<'_>,
        input: &[u8],
        reencode: bool,
    ) -> Result<Json, Problem>;

    /// Writes a message.
    ///
    /// # Errors
    ///
    /// What is wrong with its names or values, or that there is no such protocol.
    fn encode(
        &self,
        protocol: &str,
        direction: Option<Direction>,
        wanted: &Wanted<'_>,
    ) -> Result<Vec<u8>, Problem>;
}

/// What a request says of the bytes that are to be decoded. At least one of the two is said.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'r> {
    /// Who sent them; not said where only one side sends a message of that name.
    pub direction: Option<Direction>,
    /// The message that they are, where they do not say it themselves.
    pub message: Option<&'r str>,
}
