//! What the published package `lonelypsp` has and a schema does not say, so that programs written for it run on the
//! generated package unchanged: how messages are grouped into modules, fields that stand elsewhere than on the wire, and
//! names that do not follow a rule.
//!
//! It applies to the protocol `stateful` of a schema called `lonelypsp`. A message that the tables do not know is treated
//! as in any other schema.

use lonelypsp_schema::{Direction, DocumentSource, Message, Name, Protocol, Schema, Shape, Signature};

/// Messages that share a module, which has a union of them.
struct Group {
    module: &'static str,
    union: &'static str,
    direction: Direction,
    messages: &'static [&'static str],
}

const GROUPS: &[Group] = &[
    Group {
        module: "subscribe",
        union: "S2B_Subscribe",
        direction: Direction::S2b,
        messages: &["subscribe_exact", "subscribe_glob"],
    },
    Group {
        module: "unsubscribe",
        union: "S2B_Unsubscribe",
        direction: Direction::S2b,
        messages: &["unsubscribe_exact", "unsubscribe_glob"],
    },
    Group {
        module: "confirm_subscribe",
        union: "B2S_ConfirmSubscribe",
        direction: Direction::B2s,
        messages: &["confirm_subscribe_exact", "confirm_subscribe_glob"],
    },
    Group {
        module: "confirm_unsubscribe",
        union: "B2S_ConfirmUnsubscribe",
        direction: Direction::B2s,
        messages: &["confirm_unsubscribe_exact", "confirm_unsubscribe_glob"],
    },
];

/// Fields in the order of the constructor, by message and variant. Fields that are not named follow in wire order.
const FIELD_ORDERS: &[(&str, Option<&str>, &[&str])] = &[
    (
        "notify",
        Some("uncompressed"),
        &[
            "authorization",
            "tracing",
            "identifier",
            "compressor_id",
            "topic",
            "verified_uncompressed_sha512",
            "uncompressed_message",
        ],
    ),
    (
        "notify",
        Some("compressed"),
        &[
            "authorization",
            "tracing",
            "identifier",
            "compressor_id",
            "topic",
            "verified_compressed_sha512",
            "compressed_message",
            "decompressed_length",
        ],
    ),
    (
        "enable_zstd_custom",
        None,
        &[
            "identifier",
            "compression_level",
            "min_size",
            "max_size",
            "dictionary",
            "authorization",
            "tracing",
            "sha512",
        ],
    ),
];

/// Parsers that have a second name.
const PARSER_ALIASES: &[(&str, &str)] = &[("confirm_receive", "S2B_ConfirmRecieveParser")];

/// The protocol whose documents are signed.
pub(super) const SIGNING: &str = "signing";

/// The protocol of messages that carry their authorization themselves.
pub(super) const STATEFUL: &str = "stateful";

/// Documents of messages of the protocol `stateful` begin so; whoever checks one is given the message.
const OF_STATEFUL: &str = "stateful_";

/// Fields of documents that methods take as something else: parameter, type, and the value in it.
pub(super) const SIGNED_OTHERWISE: &[(&str, &str, &str, &str)] =
    &[("etag", "strong_etag", "StrongEtag", "etag_of(strong_etag)")];

/// Documents that are signed with the time of the moment.
pub(super) const SIGNED_WITHOUT_CLOCK: &[&str] = &["stateful_configure"];

/// What methods that check a document are given beside its values.
pub(super) const CHECKED_WITH: &[(&str, &str, &str)] =
    &[("set_subscriptions", "subscriptions", "SetSubscriptionsInfo")];

/// Methods that check a document and are not called after it.
const ALLOWED_NAMES: &[(&str, &str)] = &[
    ("check_subscriptions_response", "is_check_subscription_response_allowed"),
    ("set_subscriptions_response", "is_set_subscription_response_allowed"),
];

/// The documents of the package's `auth`, if it has that: those of the protocol `signing` of a schema called `lonelypsp`
/// that also says what a strong etag is.
pub(super) fn signed(schema: &Schema) -> Option<&Protocol> {
    let has = |name: &str| schema.protocol(name).is_some_and(|protocol| !protocol.messages.is_empty());
    let is_whole = ["hashing", "stateless", STATEFUL].into_iter().all(has);
    let is_whole = is_whole && schema.name == "lonelypsp";
    schema.protocol(SIGNING).filter(|protocol| is_whole && protocol.stamp.is_some())
}

/// A message that a document is checked with, since it carries the authorization; and how that document signs it.
#[derive(Clone, Copy)]
pub(super) struct Carrier<'s> {
    pub(super) message: &'s Message,
    signature: &'s Signature,
}

impl<'s> Carrier<'s> {
    /// The one of a document, if it has one.
    pub(super) fn of(schema: &'s Schema, document: &Message) -> Option<Self> {
        let name = document.name.snake();
        let messages = schema.protocol(STATEFUL).filter(|_| name.starts_with(OF_STATEFUL))?.messages.iter();
        let mut carriers = messages
            .filter(|message| message.direction == document.direction)
            .flat_map(|message| message.signatures.iter().map(move |signature| Self { message, signature }));
        carriers.find(|carrier| carrier.signature.document.snake() == name)
    }

    /// The field of the message that holds a value of the document.
    pub(super) fn field(self, value: &str) -> Option<&'s str> {
        let value = self.signature.values.iter().find(|of| of.name == value)?;
        let DocumentSource::Slot(slot) = value.source else { return None };
        self.message.layout.shapes.iter().find_map(|shape| shape.slot(slot)?.field()).map(Name::snake)
    }
}

/// The method that checks a document.
pub(super) fn is_allowed(document: &str) -> String {
    let found = ALLOWED_NAMES.iter().find(|(name, _)| *name == document);
    found.map_or_else(|| format!("is_{document}_allowed"), |(_, method)| (*method).to_owned())
}

const FLAGS_CLASS: &str = "PubSubStatefulMessageFlags";

/// The tables, or nothing for any other protocol.
#[derive(Clone, Copy, Debug)]
pub(super) struct DropIn {
    applies: bool,
}

impl DropIn {
    pub(super) fn of(schema: &Schema, protocol: &Protocol) -> Self {
        Self { applies: schema.name == "lonelypsp" && protocol.name.snake() == "stateful" }
    }

    /// The module that a message shares with others.
    pub(super) fn module(self, message: &Message) -> Option<&'static str> {
        self.group(message).map(|group| group.module)
    }

    /// The union that a message belongs to.
    pub(super) fn union(self, message: &Message) -> Option<&'static str> {
        self.group(message).map(|group| group.union)
    }

    fn group(self, message: &Message) -> Option<&'static Group> {
        let name = message.name.snake();
        let holds = |group: &&Group| group.direction == message.direction && group.messages.contains(&name);
        GROUPS.iter().find(holds).filter(|_| self.applies)
    }

    /// The order of a shape's fields, if it is not that of the wire.
    pub(super) fn field_order(self, message: &Message, shape: &Shape) -> &'static [&'static str] {
        let variant = shape.variant.as_ref().map(lonelypsp_schema::Name::snake);
        let found = FIELD_ORDERS.iter().find(|(name, of, _)| *name == message.name.snake() && *of == variant);
        found.filter(|_| self.applies).map_or(&[], |(_, _, order)| order)
    }

    /// The second name of a message's parser.
    pub(super) fn parser_alias(self, message: &Message) -> Option<&'static str> {
        let found = PARSER_ALIASES.iter().find(|(name, _)| *name == message.name.snake());
        found.filter(|_| self.applies).map(|(_, alias)| *alias)
    }

    /// The class of the flags, if it does not follow the rule.
    pub(super) fn flags_class(self) -> Option<&'static str> {
        self.applies.then_some(FLAGS_CLASS)
    }
}
