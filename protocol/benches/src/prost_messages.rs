//! The same content for prost, `bytes` fields shared with the input.

use bytes::Bytes;
pub use prost::{DecodeError, Message};

/// `SUBSCRIBE_EXACT`
#[derive(Clone, PartialEq, Message)]
pub struct SubscribeExact {
    /// `authorization`
    #[prost(string, optional, tag = "1")]
    pub authorization: Option<String>,
    /// `x-tracing`
    #[prost(bytes = "bytes", tag = "2")]
    pub tracing: Bytes,
    /// `x-topic`
    #[prost(bytes = "bytes", tag = "3")]
    pub topic: Bytes,
}

/// `CONFIRM_NOTIFY`
#[derive(Clone, PartialEq, Message)]
pub struct ConfirmNotify {
    /// `x-identifier`
    #[prost(bytes = "bytes", tag = "1")]
    pub identifier: Bytes,
    /// `x-subscribers`
    #[prost(uint64, tag = "2")]
    pub subscribers: u64,
    /// `authorization`
    #[prost(string, optional, tag = "3")]
    pub authorization: Option<String>,
    /// `x-tracing`
    #[prost(bytes = "bytes", tag = "4")]
    pub tracing: Bytes,
}

/// `NOTIFY` with a body that is not compressed. Both lengths and the compressor are on the wire,
/// as they are in ours.
#[derive(Clone, PartialEq, Message)]
pub struct Notify {
    /// `authorization`
    #[prost(string, optional, tag = "1")]
    pub authorization: Option<String>,
    /// `x-tracing`
    #[prost(bytes = "bytes", tag = "2")]
    pub tracing: Bytes,
    /// `x-identifier`
    #[prost(bytes = "bytes", tag = "3")]
    pub identifier: Bytes,
    /// `x-topic`
    #[prost(bytes = "bytes", tag = "4")]
    pub topic: Bytes,
    /// `x-compressor`, on the wire even when zero
    #[prost(uint64, optional, tag = "5")]
    pub compressor: Option<u64>,
    /// `x-compressed-length`
    #[prost(uint64, tag = "6")]
    pub compressed_length: u64,
    /// `x-decompressed-length`
    #[prost(uint64, tag = "7")]
    pub decompressed_length: u64,
    /// `x-compressed-sha512`
    #[prost(bytes = "bytes", tag = "8")]
    pub sha512: Bytes,
    /// The body.
    #[prost(bytes = "bytes", tag = "9")]
    pub message: Bytes,
}
