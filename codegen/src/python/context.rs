//! What every view of a protocol looks at.

use std::collections::HashSet;

use lonelypsp_schema::{Direction, Message, Protocol, Schema};

use super::dropin::DropIn;
use super::names;

/// A protocol with what the schema and the tables say around it.
pub(super) struct Context<'s> {
    pub(super) schema: &'s Schema,
    pub(super) protocol: &'s Protocol,
    pub(super) dropin: DropIn,
    parser_likes: HashSet<String>,
}

impl<'s> Context<'s> {
    pub(super) fn new(schema: &'s Schema, protocol: &'s Protocol) -> Self {
        let dropin = DropIn::of(schema, protocol);
        Self { schema, protocol, dropin, parser_likes: names::parser_likes(protocol) }
    }

    /// The directions that have messages.
    pub(super) fn directions(&self) -> Vec<Direction> {
        Direction::BOTH
            .into_iter()
            .filter(|d| self.protocol.messages.iter().any(|m| m.direction == *d))
            .collect()
    }

    pub(super) fn parser_class(&self, message: &Message) -> String {
        names::parser_class(message, &self.parser_likes)
    }

    pub(super) fn type_class(&self, direction: Direction) -> String {
        names::type_class(self.protocol, direction)
    }

    pub(super) fn flags_class(&self) -> String {
        names::flags_class(self.protocol, self.dropin)
    }

    pub(super) fn module(&self, message: &Message) -> String {
        names::module(message, self.dropin)
    }
}
