//! Authorization: what to send with a message, and whether a received one is allowed. Needs the feature `auth`.
//!
//! What is authorized is a [`Document`]: bytes that say all of a message that matters, who sent it and when. Which document
//! belongs to which message, and how it is laid out, the schema says; the documents are generated from it. A
//! [`Strategy`] is given one and makes the text of the `authorization`, or is given one with such a text and says whether
//! it is right. Three strategies are here:
//!
//! - [`NoAuth`]: sends nothing, allows everything;
//! - [`Token`]: sends `Bearer` and a secret, allows who knows it;
//! - [`Hmac`]: signs the document with HMAC-SHA-512, so that a message can neither be changed nor sent twice, and whoever
//!   reads it learns no secret.
//!
//! Each has a secret for either direction, and [`ByDirection`] uses another strategy for each. A program's own strategy
//! implements [`Strategy`], which is asynchronous without a runtime, or [`SyncStrategy`].
//!
//! ```
//! use lonelypsp::auth::{AuthResult, Document, Hmac, Key, MemoryReplayStore};
//! use lonelypsp::{Direction, EncodeError};
//!
//! /// What generated documents are; this one is laid out by hand, and signs too little.
//! struct Subscribe<'a>(&'a [u8]);
//!
//! impl Document for Subscribe<'_> {
//!     fn direction(&self) -> Direction {
//!         Direction::S2b
//!     }
//!
//!     fn encode_with(&self, timestamp: u64, nonce: &str, buffer: &mut Vec<u8>) -> Result<(), EncodeError> {
//!         buffer.extend(timestamp.to_be_bytes());
//!         buffer.extend(nonce.as_bytes());
//!         buffer.extend(self.0);
//!         Ok(())
//!     }
//! }
//!
//! let key = Key::random()?;
//! let subscriber = Hmac::new(key.clone(), key.clone(), MemoryReplayStore::new());
//! let broadcaster = Hmac::new(key.clone(), key, MemoryReplayStore::new());
//!
//! let authorization = subscriber.sign(&Subscribe(b"foo/bar"))?;
//! let check = |topic| AuthResult::from(broadcaster.check(&Subscribe(topic), Some(&authorization)));
//! assert_eq!(check(b"foo/baz"), AuthResult::Forbidden);
//! assert_eq!(check(b"foo/bar"), AuthResult::Ok);
//! assert_eq!(check(b"foo/bar"), AuthResult::Forbidden); // the same message once more
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What was refused, and why
//!
//! A check gives a [`Refusal`]: data that tells what is wrong, for logs and for people who look for the cause of a 403.
//! It is not for the other side. What is: the plain [`AuthResult`] that follows from it.
//!
//! # Secrets
//!
//! A [`Key`] and a [`BearerToken`] are read from text, files or the environment, or drawn at random. They are zeroized when
//! the last copy goes, and shown by nothing: neither by `Debug` nor in errors. They are compared in constant time: how
//! long it takes does not tell where two codes of one length differ.
//!
//! What is zeroized is where the secrets are kept. Copies that the compiler makes on the stack are not in anyone's hand,
//! and the text that a strategy sends is an ordinary `String`.

mod by_direction;
mod clock;
mod error;
pub mod hmac;
mod key;
mod none;
mod refusal;
pub mod replay;
mod result;
mod secret;
mod strategy;
mod token;

pub use crate::runtime::Document;
pub use by_direction::ByDirection;
pub use error::AuthorizeError;
pub use hmac::Hmac;
pub use key::Key;
pub use none::NoAuth;
pub use refusal::Refusal;
#[cfg(feature = "sqlite")]
pub use replay::SqliteReplayStore;
pub use replay::{MemoryReplayStore, NoReplayStore, ReplayStore, SyncReplayStore};
pub use result::AuthResult;
pub use secret::{SecretError, SecretProblem};
pub use strategy::{Immediate, Strategy, SyncStrategy};
pub use token::{BearerToken, Token};
