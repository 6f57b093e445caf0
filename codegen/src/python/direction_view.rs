//! What modules about a whole protocol need of a direction.

use lonelypsp_schema::Direction;

use super::context::Context;
use super::names;
use super::text::union;
use crate::direction::capitals;

/// A direction that has messages.
pub(super) struct DirectionView {
    pub(super) upper: &'static str,
    pub(super) lower: &'static str,
    pub(super) sender: &'static str,
    pub(super) type_class: String,
    pub(super) union: String,
    pub(super) parsers: Vec<String>,
}

pub(super) fn view_direction(context: &Context<'_>, direction: Direction) -> DirectionView {
    let messages = context.protocol.messages_of(direction);
    let upper = capitals(direction);
    let classes: Vec<_> = messages.iter().map(|message| names::message_class(message)).collect();
    DirectionView {
        upper,
        lower: direction.as_str(),
        sender: direction.sender(),
        type_class: context.type_class(direction),
        union: union(&format!("{upper}_Message: TypeAlias ="), &classes).join("\n"),
        parsers: messages.iter().map(|message| context.parser_class(message)).collect(),
    }
}
