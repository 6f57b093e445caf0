//! The same content for wincode, borrowed from the input.

pub use wincode::{ReadResult, WriteResult, deserialize, serialize};
use wincode::{SchemaRead, SchemaWrite};

/// `SUBSCRIBE_EXACT`
#[derive(Clone, Debug, PartialEq, SchemaRead, SchemaWrite)]
pub struct SubscribeExact<'a> {
    /// `authorization`
    pub authorization: Option<&'a str>,
    /// `x-tracing`
    pub tracing: &'a [u8],
    /// `x-topic`
    pub topic: &'a [u8],
}

/// `CONFIRM_NOTIFY`
#[derive(Clone, Debug, PartialEq, SchemaRead, SchemaWrite)]
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

/// `NOTIFY` with a body that is not compressed. Both lengths and the compressor are on the wire,
/// as they are in ours.
#[derive(Clone, Debug, PartialEq, SchemaRead, SchemaWrite)]
pub struct Notify<'a> {
    /// `authorization`
    pub authorization: Option<&'a str>,
    /// `x-tracing`
    pub tracing: &'a [u8],
    /// `x-identifier`
    pub identifier: &'a [u8],
    /// `x-topic`
    pub topic: &'a [u8],
    /// `x-compressor`
    pub compressor: u64,
    /// `x-compressed-length`
    pub compressed_length: u64,
    /// `x-decompressed-length`
    pub decompressed_length: u64,
    /// `x-compressed-sha512`
    pub sha512: &'a [u8; 64],
    /// The body.
    pub message: &'a [u8],
}
