//! The lonely pub-sub protocol: broadcasters notify subscribers that keep no connection open.
//!
//! "Lonely" is the opposite of connected. A subscriber tells a broadcaster once which topics it wants and where it can
//! be reached; a notification then comes to it as an HTTP request, a webhook. A subscriber that expects much may
//! instead open a connection, a WebSocket or plain TCP, and speak the *stateful* protocol over it. This crate holds the
//! messages of the stateful protocol, in the module [`stateful`]: types, codecs, and the documentation of every message
//! and field, all generated from one YAML schema that other languages are generated from too.
//!
//! # Reading
//!
//! [`s2b`](stateful::s2b) holds the messages from a subscriber to a broadcaster, [`b2s`](stateful::b2s) those of the
//! other direction. What arrives is decoded with the `Message` of its direction; it borrows from the input and
//! allocates nothing.
//!
//! ```
//! use lonelypsp::stateful::s2b;
//!
//! let bytes = b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar";
//! match s2b::Message::decode(bytes)? {
//!     s2b::Message::SubscribeExact(subscribe) => assert_eq!(subscribe.topic, b"foo/bar"),
//!     other => println!("not expected: {other:?}"),
//! }
//! # Ok::<(), lonelypsp::DecodeError>(())
//! ```
//!
//! Where it is known which message comes, its own type decodes it: `s2b::SubscribeExact::decode(bytes)`.
//!
//! # Keeping
//!
//! A message that has to outlive its input is [`Shared`]: it holds the bytes that it was decoded from and nothing else, can be
//! cloned for the price of a reference count, and goes to other threads. `SharedMessage` is that of a direction.
//!
//! ```
//! use lonelypsp::stateful::s2b;
//!
//! let received: Vec<u8> = b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar".to_vec();
//! let kept = s2b::SharedMessage::decode(received)?;
//! let s2b::Message::SubscribeExact(subscribe) = kept.get() else { panic!("another message") };
//!
//! // One message of those that were decoded from a slice, or that are built:
//! let subscribe = subscribe.to_shared()?;
//! std::thread::spawn(move || assert_eq!(subscribe.get().topic, b"foo/bar")).join().unwrap();
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Writing
//!
//! ```
//! use lonelypsp::stateful::{HeaderMode, s2b};
//!
//! let wire = s2b::SubscribeExact { authorization: None, tracing: b"", topic: b"foo/bar" }
//!     .encode(HeaderMode::Minimal)?;
//! assert_eq!(&wire[..], b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar");
//! # Ok::<(), lonelypsp::EncodeError>(())
//! ```
//!
//! Every message can be written with either of two header blocks, chosen by [`HeaderMode`]; every reader accepts both.
//! Lengths and other values that follow from the message are not fields: they are derived when it is written and
//! compared when it is read. What no reader would accept is refused with an [`EncodeError`].
//!
//! # Digests
//!
//! A NOTIFY declares the SHA-512 of its body, and decoding compares the two. To look at a message before hashing its
//! body there is `decode_unverified`; what it gives is [`Unverified`], another type, so that nothing that asks for a
//! message can be given one whose body nobody has checked.
//!
//! # Errors
//!
//! A [`DecodeError`] says what is wrong ([`ErrorKind`]), in which header, and at which byte of the input. The same input
//! gives the same error in every language of the project. No input can make this crate panic, and none makes it
//! allocate, except for fields of a derived struct that own what they hold.
//!
//! # Around the messages
//!
//! - [`connection`]: the urls that signatures on a connection are about;
//! - [`etag`]: the strong etag of subscriptions, at once or as they pass;
//! - [`repr_digest`]: the HTTP header that tells the digest of a posted message;
//! - [`trace_context`]: what the tracing of a message holds for people with OpenTelemetry;
//! - `auth` (feature `auth`): what to send with a message, and whether a received one is allowed;
//! - `http` (feature `http`): requests and responses of the crate `http`.
//!
//! # Features
//!
//! - `std` (default): nothing but the feature `std` of `bytes`; without it the crate needs `alloc` alone.
//! - `derive`: `#[derive(LonelyMessage)]` for structs and enums of one's own, and `schema!` for the messages of another
//!   schema in place.
//! - `serde`: messages implement `Serialize`, for logs as JSON; those of a schema of one's own as well, if its build script
//!   says `Builder::serde(true)`.
//! - `aws-lc-rs`: SHA-512 by AWS-LC instead of the crate `sha2`; faster on large bodies, needs a C compiler.
//! - `auth`: the module `auth`, authorization by token or signature. It needs random bytes of the system, and adds the crates
//!   `hmac`, `ctutils` (comparison in constant time), `zeroize` and `getrandom`.
//! - `http`: the module `http`, messages as requests and responses of the crate `http`.
//! - `sqlite`: `auth::SqliteReplayStore`; builds SQLite, and needs a C compiler.
//! - `opentelemetry`: a trace context to and from the `SpanContext` of the crate `opentelemetry`.
//! - `tokio`: the module `framed`, messages on byte streams such as TCP connections, as a codec of `tokio-util`.
#![no_std]

#[cfg(feature = "std")]
extern crate std;

#[cfg(feature = "auth")]
pub mod auth;
pub mod connection;
pub mod etag;
#[cfg(feature = "tokio")]
pub mod framed;
#[cfg(feature = "http")]
pub mod http;
pub mod repr_digest;
#[doc(hidden)]
pub mod runtime;
pub mod trace_context;

/// The crate whose `Bytes` hold shared messages, for those who do not depend on it themselves.
pub use bytes;
#[cfg(feature = "derive")]
pub use lonelypsp_derive::{LonelyMessage, schema};
#[doc(inline)]
pub use runtime::types::*;
pub use runtime::{
    DecodeError, Decoder, Direction, EncodeError, EntryDecoder, ErrorKind, Family, GroupEntry, Head,
    HeaderMode, HttpRequest, Incremental, IncrementalError, LonelyMessage, Other, Place, Received, Shared,
    Unverified, field, reflect, sha512,
};

include!(concat!(env!("OUT_DIR"), "/lonelypsp.rs"));
