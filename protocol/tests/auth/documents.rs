//! The document that a message is signed by is made by the message, and is that of the published vectors.

use lonelypsp::auth::{Document, hmac};
use lonelypsp::stateful::{b2s, s2b};
use lonelypsp::{EncodeError, ErrorKind, sha512, signing, stateless};

use crate::vectors::{NONCE, TIME, VECTORS, key};

const URL: &str = "http://127.0.0.1:3002/v1/receive";
const RECOVERY: &str = "http://127.0.0.1:3002/v1/recover";
const WEBSOCKET: &str = "websocket:n:1";
const TRACING: &[u8] = b"\xaa\xbb";
const TOPIC: &[u8] = b"foo/bar";
const IDENTIFIER: &[u8] = b"id01";
const ZERO_ETAG: &[u8; 64] = &[0; 64];

/// That a document is signed as the vector with that number is.
#[track_caller]
fn signs<D: Document>(number: usize, document: Result<D, EncodeError>) {
    let signed = hmac::sign(&document.unwrap(), TIME, NONCE, &key()).unwrap();
    assert_eq!(signed, VECTORS[number - 1].authorization(), "document {number}");
}

#[test]
fn a_subscriber_signs_what_it_sends_over_http() {
    use stateless::s2b as http;
    let (authorization, tracing, identifier, topic) = (None, TRACING, IDENTIFIER, TOPIC);
    signs(1, http::SubscribeExact { url: URL, topic, recovery: Some(RECOVERY), tracing }.document());
    signs(2, http::SubscribeGlob { url: URL, glob: "foo/*", recovery: None, tracing }.document());
    signs(2, http::UnsubscribeGlob { url: URL, glob: "foo/*", tracing }.document());
    let message_sha512 = &sha512(b"hello");
    signs(3, http::Notify { topic, message_sha512, tracing, identifier, payload: b"hello" }.document());
    signs(5, http::CheckSubscriptions { tracing, url: URL }.document());
    let (topics, globs) = (Vec::new(), Vec::new());
    signs(6, http::SetSubscriptions { tracing, url: URL, etag: ZERO_ETAG, topics, globs }.document());
    let confirm = http::ResponseConfirmReceive { authorization, tracing, identifier, num_subscribers: 1 };
    signs(8, confirm.document(WEBSOCKET));
    signs(9, http::ResponseConfirmMissed { authorization, tracing }.document(TOPIC, RECOVERY));
}

#[test]
fn a_broadcaster_signs_what_it_sends_over_http() {
    use stateless::b2s as http;
    let (authorization, tracing, identifier, topic) = (None, TRACING, IDENTIFIER, TOPIC);
    let receive = http::Receive { tracing, topic, identifier, payload: b"hello" };
    let digest = sha512(b"hello");
    signs(10, receive.document(WEBSOCKET, &digest));
    signs(11, http::Missed { tracing, topic }.document(WEBSOCKET));
    let generic = http::ResponseGeneric { authorization, tracing };
    signs(12, generic.document_for_subscribe_exact(URL, Some(RECOVERY), TOPIC));
    signs(13, generic.document_for_subscribe_glob(URL, None, "foo/*"));
    signs(13, generic.document_for_unsubscribe_glob(URL, "foo/*"));
    signs(16, generic.document_for_set_subscriptions(ZERO_ETAG));
    let notified = http::ResponseNotify { authorization, tracing, subscribers: 300, identifier };
    signs(14, notified.document(TOPIC, &digest));
    signs(15, http::ResponseCheckSubscriptions { authorization, tracing, etag: ZERO_ETAG }.document());
}

#[test]
fn both_sign_what_they_send_over_a_connection() {
    let (authorization, tracing, identifier, topic) = (Some("old"), TRACING, IDENTIFIER, TOPIC);
    let nonce: [u8; 32] = std::array::from_fn(|index| u8::try_from(index).unwrap());
    let configure = s2b::Configure {
        subscriber_nonce: &nonce,
        enable_zstd: true,
        enable_training: false,
        initial_dict: 2,
        authorization,
        tracing,
    };
    signs(4, configure.document());
    signs(7, s2b::ContinueReceive { identifier, part_id: 1, authorization, tracing }.document(WEBSOCKET));
    let confirm = s2b::ConfirmReceive { identifier, authorization, tracing, num_subscribers: 1 };
    signs(8, confirm.document(WEBSOCKET));
    let digest = sha512(b"hello");
    let notify = s2b::NotifyUncompressed {
        authorization,
        tracing,
        identifier,
        topic,
        verified_uncompressed_sha512: &digest,
        uncompressed_message: b"hello",
    };
    signs(3, notify.document());
    signs(3, s2b::Notify::from(notify).document());
    // All parts are signed as the first is.
    let part = s2b::NotifyStreamContinuation {
        authorization,
        tracing: b"another",
        identifier,
        part_id: 1,
        payload: b"lo",
    };
    signs(3, part.document(TRACING, TOPIC, &digest));
    let missed = b2s::Missed { authorization, tracing, topic };
    signs(11, missed.document(WEBSOCKET));
    let preset = b2s::EnableZstdPreset {
        identifier: 1,
        compression_level: 3,
        min_size: 16384,
        max_size: u64::MAX,
        authorization,
        tracing,
    };
    signs(18, preset.document(WEBSOCKET));
    signs(20, b2s::DisableZstdCustom { identifier: 65536, authorization, tracing }.document(WEBSOCKET));
    signs(21, b2s::ContinueNotify { identifier, part_id: 1, authorization, tracing }.document());
}

/// Wire format, 4.3: part 256 of a received stream, negative levels and compressors from 2^32 on cannot be signed.
#[test]
fn a_number_that_does_not_fit_its_document_cannot_be_signed() {
    let (authorization, tracing, identifier) = (None, TRACING, IDENTIFIER);
    let part = s2b::ContinueReceive { identifier, part_id: 256, authorization, tracing };
    let error = part.document("").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfRange);
    assert_eq!(error.place().unwrap().to_string(), "part_id");
    let preset = b2s::EnableZstdPreset {
        identifier: 1 << 32,
        compression_level: 3,
        min_size: 0,
        max_size: 0,
        authorization,
        tracing,
    };
    assert_eq!(preset.document("").unwrap_err().place().unwrap().to_string(), "compressor_identifier");
    let negative = b2s::EnableZstdPreset { identifier: 1, compression_level: -5, ..preset };
    assert_eq!(negative.document("").unwrap_err().place().unwrap().to_string(), "compression_level");
}

#[test]
fn a_document_says_who_signs_it_and_what_it_is_about() {
    let document = signing::b2s::Missed { timestamp: 0, nonce: "", tracing: b"", recovery: "r", topic: b"t" };
    assert_eq!(document.direction().as_str(), "b2s");
    assert_eq!(document.fields().unwrap().shape().message, "missed");
}
