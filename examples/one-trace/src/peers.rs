//! The two peers, which know nothing of one another but the bytes that they send.

use std::error::Error;

use lonelypsp::stateful::{b2s, s2b};
use lonelypsp::{HeaderMode, sha512};
use tracing::info_span;

use crate::{go_on, tracing_to_send};

/// A subscriber that notifies others: the bytes of a `NOTIFY`.
///
/// # Errors
/// If a value is too long.
pub fn notify(topic: &[u8], message: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let _span = info_span!("notify").entered();
    let notify = s2b::NotifyUncompressed {
        authorization: None,
        tracing: &tracing_to_send(),
        identifier: b"id01",
        topic,
        verified_uncompressed_sha512: &sha512(message),
        uncompressed_message: message,
    };
    Ok(notify.encode(HeaderMode::Minimal)?)
}

/// A broadcaster that gets these bytes, and tells the subscribers of the topic to go and look: the bytes of a `MISSED`.
///
/// # Errors
/// If they are no `NOTIFY`.
pub fn broadcast(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let received = s2b::Notify::decode(bytes)?;
    let (tracing, topic) = match &received {
        s2b::Notify::Uncompressed(notify) => (notify.tracing, notify.topic),
        s2b::Notify::Compressed(notify) => (notify.tracing, notify.topic),
    };
    let span = info_span!("broadcast");
    go_on(&span, tracing);
    let _span = span.entered();
    let missed = b2s::Missed { authorization: None, tracing: &tracing_to_send(), topic };
    Ok(missed.encode(HeaderMode::Minimal)?)
}

/// A subscriber that gets these.
///
/// # Errors
/// If they are no `MISSED`.
pub fn receive(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let missed = b2s::Missed::decode(bytes)?;
    let span = info_span!("receive");
    go_on(&span, missed.tracing);
    let _span = span.entered();
    Ok(missed.topic.to_vec())
}
