//! How one schema reads bytes.

use lonelypsp_interpret::{trace, trace_as};
use lonelypsp_schema::{Direction, Schema};

use crate::inspect::{Row, rows};

/// The rows of a message, as one schema reads it.
pub(super) struct Reading<'s> {
    schema: &'s Schema,
    protocol: &'s str,
    message: Option<&'s str>,
    direction: Direction,
}

/// How a schema reads bytes of this protocol, and of this message if readers are told which it is.
pub(super) fn of<'s>(
    schema: &'s Schema,
    place: Option<&'s (String, Option<String>)>,
    direction: Direction,
) -> Option<Reading<'s>> {
    let (protocol, message) = place?;
    Some(Reading { schema, protocol, message: message.as_deref(), direction })
}

impl Reading<'_> {
    pub(super) fn rows<'i>(&self, bytes: &'i [u8]) -> Vec<Row<'i>> {
        let Some(protocol) = self.schema.protocol(self.protocol) else { return Vec::new() };
        let message = self.message.and_then(|name| protocol.by_name(self.direction, name));
        let trace = match message {
            Some(message) => trace_as(protocol, message, bytes),
            None => trace(protocol, self.direction, bytes),
        };
        // The values are made up, so that there is nothing to hide.
        rows(protocol, &trace, bytes, true)
    }
}
