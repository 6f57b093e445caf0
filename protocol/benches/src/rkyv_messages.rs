//! The same content for rkyv: archived owned messages, read in place through checked access.

use rkyv::{Archive, Serialize};
pub use rkyv::{access, rancor::Error, to_bytes, util::AlignedVec};

use crate::wincode_messages as wincode;

/// `SUBSCRIBE_EXACT`
#[derive(Archive, Serialize)]
pub struct SubscribeExact {
    /// `authorization`
    pub authorization: Option<String>,
    /// `x-tracing`
    pub tracing: Vec<u8>,
    /// `x-topic`
    pub topic: Vec<u8>,
}

/// `CONFIRM_NOTIFY`
#[derive(Archive, Serialize)]
pub struct ConfirmNotify {
    /// `x-identifier`
    pub identifier: Vec<u8>,
    /// `x-subscribers`
    pub subscribers: u64,
    /// `authorization`
    pub authorization: Option<String>,
    /// `x-tracing`
    pub tracing: Vec<u8>,
}

/// `NOTIFY` with a body that is not compressed. Both lengths and the compressor are on the wire,
/// as they are in ours.
#[derive(Archive, Serialize)]
pub struct Notify {
    /// `authorization`
    pub authorization: Option<String>,
    /// `x-tracing`
    pub tracing: Vec<u8>,
    /// `x-identifier`
    pub identifier: Vec<u8>,
    /// `x-topic`
    pub topic: Vec<u8>,
    /// `x-compressor`
    pub compressor: u64,
    /// `x-compressed-length`
    pub compressed_length: u64,
    /// `x-decompressed-length`
    pub decompressed_length: u64,
    /// `x-compressed-sha512`
    pub sha512: [u8; 64],
    /// The body.
    pub message: Vec<u8>,
}

impl ArchivedSubscribeExact {
    /// Resolves every field, which is what a parse of the other formats gives.
    pub fn view(&self) -> wincode::SubscribeExact<'_> {
        wincode::SubscribeExact {
            authorization: self.authorization.as_deref(),
            tracing: &self.tracing,
            topic: &self.topic,
        }
    }
}

impl ArchivedConfirmNotify {
    /// Resolves every field, which is what a parse of the other formats gives.
    pub fn view(&self) -> wincode::ConfirmNotify<'_> {
        wincode::ConfirmNotify {
            identifier: &self.identifier,
            subscribers: self.subscribers.to_native(),
            authorization: self.authorization.as_deref(),
            tracing: &self.tracing,
        }
    }
}

impl ArchivedNotify {
    /// Resolves every field, which is what a parse of the other formats gives.
    pub fn view(&self) -> wincode::Notify<'_> {
        wincode::Notify {
            authorization: self.authorization.as_deref(),
            tracing: &self.tracing,
            identifier: &self.identifier,
            topic: &self.topic,
            compressor: self.compressor.to_native(),
            compressed_length: self.compressed_length.to_native(),
            decompressed_length: self.decompressed_length.to_native(),
            sha512: &self.sha512,
            message: &self.message,
        }
    }
}
