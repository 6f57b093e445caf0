//! Structs that derive their codecs as a contestant: what borrows costs what the generated structs cost.

use lonelypsp::{DecodeError, EncodeError, HeaderMode as OwnMode, LonelyMessage, Unverified};

use crate::cases::{Case, Contestant, Key, Message, Operation, Run, own_cases, wire};
use crate::handwritten::HeaderMode;

type UnverifiedNotify = Unverified<'static, Notify<'static>>;

/// `SUBSCRIBE_EXACT`, with its fields in another order than the schema's.
#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
pub struct SubscribeExact<'a> {
    /// `x-topic`
    pub topic: &'a [u8],
    /// `authorization`
    pub authorization: Option<&'a str>,
    /// `x-tracing`
    pub tracing: &'a [u8],
}

/// `CONFIRM_NOTIFY`
#[derive(LonelyMessage)]
#[lonely(message = "stateful.confirm_notify")]
pub struct ConfirmNotify<'a> {
    /// `x-identifier`
    pub identifier: &'a [u8],
    /// `x-subscribers`
    pub subscribers: u64,
    /// `authorization`
    pub authorization: Option<&'a str>,
    /// `x-tracing`
    pub tracing: &'a [u8],
}

/// `NOTIFY`
#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify")]
pub enum Notify<'a> {
    /// Not compressed.
    Uncompressed(NotifyUncompressed<'a>),
    /// Compressed.
    Compressed(NotifyCompressed<'a>),
}

/// A `NOTIFY` that is not compressed.
#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify", variant = "uncompressed")]
pub struct NotifyUncompressed<'a> {
    /// `authorization`
    pub authorization: Option<&'a str>,
    /// `x-tracing`
    pub tracing: &'a [u8],
    /// `x-identifier`
    pub identifier: &'a [u8],
    /// `x-topic`
    pub topic: &'a [u8],
    /// `x-compressed-sha512`
    #[lonely(header = "x-compressed-sha512")]
    pub digest: &'a [u8; 64],
    /// The body.
    #[lonely(body)]
    pub message: &'a [u8],
}

/// A `NOTIFY` that is compressed.
#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify", variant = "compressed")]
pub struct NotifyCompressed<'a> {
    /// `authorization`
    pub authorization: Option<&'a str>,
    /// `x-tracing`
    pub tracing: &'a [u8],
    /// `x-identifier`
    pub identifier: &'a [u8],
    /// `x-topic`
    pub topic: &'a [u8],
    /// `x-compressor`
    pub compressor_id: u64,
    /// `x-decompressed-length`
    pub decompressed_length: u64,
    /// `x-compressed-sha512`
    #[lonely(header = "x-compressed-sha512")]
    pub digest: &'a [u8; 64],
    /// The body.
    #[lonely(body)]
    pub message: &'a [u8],
}

/// The cases of this message.
pub fn cases(message: Message, mode: HeaderMode) -> Vec<Case> {
    let own_mode = match mode {
        HeaderMode::Minimal => OwnMode::Minimal,
        HeaderMode::Expanded => OwnMode::Expanded,
    };
    own_cases!(Contestant::Derived, message, mode, own_mode)
}
