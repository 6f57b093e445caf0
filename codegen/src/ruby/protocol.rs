//! A protocol and its two directions.

use askama::Template;
use lonelypsp_schema::{Direction, Message, Prefix, Protocol};

use super::comment::{padded, padded_of};
use super::constants::some_pairs;
use super::flags;
use super::literal;
use super::message::{MessageView, view_message};
use super::signing::Around;
use crate::direction::{capitals, directions};
use crate::spelling::{pascal, screaming};

/// `lib/<gem>/<protocol>.rb` and `sig/<gem>/<protocol>.rbs`.
pub(super) struct ProtocolView {
    pub(super) snake: String,
    pub(super) doc: String,
    pub(super) module: String,
    pub(super) flags: Vec<FlagView>,
    pub(super) minimal_flag: String,
    pub(super) directions: Vec<DirectionView>,
    /// A constant with the flags that are fields of messages, if there are any.
    pub(super) carried: String,
    /// Whether its messages carry flags, named ones or others.
    pub(super) has_flags: bool,
    /// Whether a prefix stands before its messages, so that they say what they are.
    pub(super) has_prefix: bool,
}

impl ProtocolView {
    /// Whether a message of it is a sequence.
    pub(super) fn has_sequences(&self) -> bool {
        let mut messages = self.directions.iter().flat_map(|direction| &direction.messages);
        messages.any(|message| !message.reading.is_block())
    }

    /// Whether it has messages without a prefix.
    pub(super) fn has_bodies(&self) -> bool {
        !self.has_prefix && !self.directions.is_empty()
    }
}

pub(super) struct FlagView {
    pub(super) doc: String,
    pub(super) name: String,
    pub(super) mask: String,
}

/// One direction: its own file, and one for each message.
pub(super) struct DirectionView {
    pub(super) snake: &'static str,
    pub(super) module: &'static str,
    pub(super) sender: &'static str,
    pub(super) receiver: &'static str,
    /// In the order of the model.
    pub(super) messages: Vec<MessageView>,
    /// Type codes with classes, ascending.
    pub(super) codes: Vec<(String, String)>,
    pub(super) mask: String,
    pub(super) has_prefix: bool,
    /// How messages without a prefix can be told from one another, if they can.
    pub(super) leading: Option<Leading>,
}

/// The codes that messages begin with, in a direction without a prefix.
pub(super) struct Leading {
    /// How many bytes they have.
    pub(super) width: u8,
    /// Those messages by their codes, ascending; none if they are all that there are.
    pub(super) codes: Vec<(String, String)>,
}

impl Leading {
    /// The constant that has them.
    pub(super) fn table(&self) -> &'static str {
        if self.codes.is_empty() { "MESSAGE_TYPES" } else { "TYPES_BY_CODE" }
    }
}

impl DirectionView {
    /// The class of the runtime that its messages are of.
    pub(super) fn base(&self) -> &'static str {
        if self.has_prefix { "Prefixed" } else { "Body" }
    }

    /// All classes that a message can have, in the order of the model.
    pub(super) fn classes(&self) -> Vec<String> {
        let of = |message: &MessageView| match message.variants.as_slice() {
            [] => vec![message.class.clone()],
            variants => {
                variants.iter().map(|variant| format!("{}::{}", message.class, variant.class)).collect()
            }
        };
        self.messages.iter().flat_map(of).collect()
    }
}

pub(super) fn view_protocol(around: Around<'_>, protocol: &Protocol) -> ProtocolView {
    let flags = protocol.flags.iter().map(|flag| FlagView {
        doc: padded_of(&flag.doc, 6, &flag.availability),
        name: screaming(&flag.name),
        mask: flags::bits(flag.mask()),
    });
    let minimal = protocol.flags.iter().find(|flag| flag.selects_minimal);
    ProtocolView {
        snake: protocol.name.snake().to_owned(),
        doc: padded(&protocol.doc, 2),
        module: pascal(&protocol.name),
        minimal_flag: minimal.map_or("0".to_owned(), |flag| format!("Flags::{}", screaming(&flag.name))),
        flags: flags.collect(),
        carried: carried(protocol),
        has_flags: flags::are_carried(protocol),
        has_prefix: protocol.prefix == Prefix::FlagsAndCode,
        directions: view_directions(around, protocol),
    }
}

/// Of a protocol without a prefix those that have messages.
fn view_directions(around: Around<'_>, protocol: &Protocol) -> Vec<DirectionView> {
    let view = |direction| view_direction(around, protocol, direction);
    match protocol.prefix {
        Prefix::FlagsAndCode => Direction::BOTH.map(view).into(),
        Prefix::None => directions(protocol).map(view).collect(),
    }
}

fn carried(protocol: &Protocol) -> String {
    let flags = protocol.flags.iter().filter(|flag| !flag.selects_minimal);
    let flags: Vec<_> =
        flags.map(|flag| (flag.name.snake(), format!("Flags::{}", screaming(&flag.name)))).collect();
    some_pairs(6, "CARRIED_FLAGS", flags.iter().map(|(name, mask)| (*name, &**mask)))
}

fn view_direction(around: Around<'_>, protocol: &Protocol, direction: Direction) -> DirectionView {
    let messages = protocol.messages.iter().filter(|message| message.direction == direction);
    let views = messages.map(|message| view_message(around, protocol, message));
    let by_code = protocol.messages_of(direction);
    DirectionView {
        snake: direction.as_str(),
        module: capitals(direction),
        sender: direction.sender(),
        receiver: direction.receiver(),
        messages: views.collect(),
        mask: literal::integer(protocol.minimal_flag().into()),
        has_prefix: protocol.prefix == Prefix::FlagsAndCode,
        leading: view_leading(protocol, direction, &by_code),
        codes: by_code.into_iter().map(view_code).collect(),
    }
}

fn view_leading(protocol: &Protocol, direction: Direction, messages: &[&Message]) -> Option<Leading> {
    let width = protocol.leading_code(direction)?.bytes();
    let led = || messages.iter().filter(|message| message.leading_code().is_some());
    let codes =
        if led().count() == messages.len() { Vec::new() } else { led().copied().map(view_code).collect() };
    Some(Leading { width, codes })
}

/// A message's number and class.
fn view_code(message: &Message) -> (String, String) {
    (literal::integer(message.code.into()), pascal(&message.name))
}

/// The file of a protocol.
#[derive(Template)]
#[template(path = "ruby/protocol.rb", whitespace = "preserve")]
pub(super) struct ProtocolFile<'a> {
    pub(super) stamp: &'a str,
    pub(super) root: &'a str,
    pub(super) protocol: &'a ProtocolView,
}

/// Its signatures.
#[derive(Template)]
#[template(path = "ruby/protocol.rbs", whitespace = "preserve")]
pub(super) struct ProtocolSignatures<'a> {
    pub(super) stamp: &'a str,
    pub(super) root: &'a str,
    pub(super) protocol: &'a ProtocolView,
}

/// The file of the class that all messages of a direction have in common.
#[derive(Template)]
#[template(path = "ruby/base.rb", whitespace = "preserve")]
pub(super) struct BaseFile<'a> {
    pub(super) stamp: &'a str,
    pub(super) root: &'a str,
    pub(super) protocol: &'a ProtocolView,
    pub(super) direction: &'a DirectionView,
}

/// The file of a direction.
#[derive(Template)]
#[template(path = "ruby/direction.rb", whitespace = "preserve")]
pub(super) struct DirectionFile<'a> {
    pub(super) stamp: &'a str,
    pub(super) root: &'a str,
    pub(super) protocol: &'a ProtocolView,
    pub(super) direction: &'a DirectionView,
}

/// Its signatures.
#[derive(Template)]
#[template(path = "ruby/direction.rbs", whitespace = "preserve")]
pub(super) struct DirectionSignatures<'a> {
    pub(super) stamp: &'a str,
    pub(super) root: &'a str,
    pub(super) protocol: &'a ProtocolView,
    pub(super) direction: &'a DirectionView,
}

/// The file of a message.
#[derive(Template)]
#[template(path = "ruby/message_file.rb", whitespace = "preserve")]
pub(super) struct MessageFile<'a> {
    pub(super) stamp: &'a str,
    pub(super) root: &'a str,
    pub(super) protocol: &'a str,
    pub(super) direction: &'a str,
    pub(super) message: &'a MessageView,
}

/// Its signatures.
#[derive(Template)]
#[template(path = "ruby/message.rbs", whitespace = "preserve")]
pub(super) struct MessageSignatures<'a> {
    pub(super) stamp: &'a str,
    pub(super) root: &'a str,
    pub(super) protocol: &'a str,
    pub(super) direction: &'a str,
    pub(super) message: &'a MessageView,
}
