//! The messages that this program looks at. `message` names one of the schema, whose headers, limits and checks hold. A
//! field that it does not have, or whose type cannot hold the value, is a compile error.

use std::sync::Arc;

use bytes::Bytes;
use lonelypsp::{LonelyMessage, Other};

use crate::hops;
use crate::topic::Topic;

/// A `SUBSCRIBE_EXACT`. The order of fields is of no concern.
#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
pub(crate) struct Subscribe {
    /// A type with an opinion about its values.
    pub(crate) topic: Topic,
    /// Shared text: a clone is a reference count.
    pub(crate) authorization: Option<Arc<str>>,
    /// Names, where the schema has bytes; the functions of a module convert them.
    #[lonely(rename = "tracing", with = hops)]
    pub(crate) hops: Vec<String>,
    /// Nothing of the message: never written, and its default when a message is read.
    #[lonely(skip)]
    pub(crate) renewals: u32,
}

/// A `CONTINUE_RECEIVE`.
#[derive(LonelyMessage)]
#[lonely(message = "stateful.continue_receive")]
pub(crate) struct Acknowledge {
    /// Shared bytes.
    pub(crate) identifier: Bytes,
    pub(crate) part_id: u64,
    pub(crate) authorization: Option<Arc<str>>,
    pub(crate) tracing: Bytes,
}

/// One of several messages, by type code.
#[derive(LonelyMessage)]
pub(crate) enum Request {
    Subscribe(Subscribe),
    Acknowledge(Acknowledge),
    /// Every other message, known to the schema or not. Without this variant it would be an error.
    #[lonely(other)]
    Other(Other<Bytes>),
}
