//! What every view of a protocol looks at.

use std::collections::{BTreeMap, HashSet};

use lonelypsp_schema::{Direction, Message, Prefix, Protocol, Schema};

use super::dropin::DropIn;
use super::flags;
use super::names;
use super::text::natural;
use crate::direction::directions;
use crate::stamp::stamp;

/// A protocol with what the schema and the tables say around it.
pub(super) struct Context<'s> {
    pub(super) protocol: &'s Protocol,
    pub(super) dropin: DropIn,
    /// The first line of every module. It takes a look at the whole schema, so it is made once.
    pub(super) stamp: String,
    parser_likes: HashSet<String>,
}

impl<'s> Context<'s> {
    pub(super) fn new(schema: &'s Schema, protocol: &'s Protocol) -> Self {
        let dropin = DropIn::of(schema, protocol);
        Self { protocol, dropin, stamp: stamp(schema), parser_likes: names::parser_likes(protocol) }
    }

    /// Whether messages look at more of their flags than how their headers are written.
    pub(super) fn has_flags(&self) -> bool {
        flags::matter(self.protocol)
    }

    /// Whether messages say what they are before anything else.
    pub(super) fn has_prefix(&self) -> bool {
        self.protocol.prefix == Prefix::FlagsAndCode
    }

    /// The directions that have messages.
    pub(super) fn directions(&self) -> Vec<Direction> {
        directions(self.protocol).collect()
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

    /// Messages by the module that they stand in, modules in the order of imports.
    pub(super) fn modules<'m>(
        &self,
        messages: impl IntoIterator<Item = &'m Message>,
    ) -> Vec<(String, Vec<&'m Message>)> {
        let mut modules = BTreeMap::<String, Vec<&Message>>::new();
        for message in messages {
            modules.entry(self.module(message)).or_default().push(message);
        }
        let mut modules: Vec<_> = modules.into_iter().collect();
        modules.sort_by_cached_key(|(module, _)| natural(module));
        modules
    }

    pub(super) fn module(&self, message: &Message) -> String {
        names::module(message, self.dropin)
    }
}
