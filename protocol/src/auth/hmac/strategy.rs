//! Signatures with a clock and a memory.

use core::mem::take;
use core::time::Duration;
use std::string::String;
use std::vec::Vec;

use super::nonces::Nonces;
use super::{USUAL, sign_with, verify};
use crate::Direction;
use crate::auth::clock;
use crate::auth::replay::{ReplayStore, Seen, SyncReplayStore};
use crate::auth::{AuthorizeError, Document, Key, Refusal, Strategy, SyncStrategy};

/// Signs every message, and allows each signature once, while it lives. There is a key for what subscribers sign and
/// another for what the broadcaster signs.
///
/// Signing reads the clock once and draws a nonce of 4 random bytes, which are fetched from the system in advance. (A process
/// that forks should make the strategy afterwards, or both sides draw the same ones.) A check does what [`hmac::check`](super::check) does,
/// and then asks the store of those that were used.
///
/// ```
/// use lonelypsp::auth::{Hmac, Key, MemoryReplayStore};
/// use std::time::Duration;
///
/// let to_broadcaster = Key::random()?;
/// let to_subscriber = Key::random()?;
/// let hmac = Hmac::new(to_broadcaster, to_subscriber, MemoryReplayStore::new());
/// assert_eq!(hmac.lifetime(), Duration::from_secs(120));
/// let hmac = hmac.with_lifetime(Duration::from_secs(30));
/// # Ok::<(), lonelypsp::auth::SecretError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Hmac<S> {
    to_broadcaster: Key,
    to_subscriber: Key,
    lifetime: Duration,
    nonces: Nonces,
    store: S,
}

impl<S> Hmac<S> {
    /// How long signatures live where nothing else is said: 120 seconds, as with the reference.
    pub const DEFAULT_LIFETIME: Duration = Duration::from_secs(120);

    /// With a key for what subscribers send to the broadcaster, one for what the broadcaster sends to them, and a store
    /// of the signatures that were used.
    ///
    /// ```
    /// # use lonelypsp::auth::{Hmac, Key, NoReplayStore};
    /// let hmac = Hmac::new(Key::random()?, Key::random()?, NoReplayStore);
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub fn new(to_broadcaster: Key, to_subscriber: Key, store: S) -> Self {
        let nonces = Nonces::default();
        Self { to_broadcaster, to_subscriber, lifetime: Self::DEFAULT_LIFETIME, nonces, store }
    }

    /// Allows signatures that are as much older than now, or as much newer. It has to be more than the clocks of the two
    /// sides differ, and a message takes.
    ///
    /// ```
    /// # use lonelypsp::auth::{Hmac, Key, NoReplayStore};
    /// # use std::time::Duration;
    /// let hmac = Hmac::new(Key::random()?, Key::random()?, NoReplayStore);
    /// assert_eq!(hmac.with_lifetime(Duration::from_secs(30)).lifetime(), Duration::from_secs(30));
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    #[must_use]
    pub fn with_lifetime(self, lifetime: Duration) -> Self {
        Self { lifetime, ..self }
    }

    /// How long signatures live.
    ///
    /// ```
    /// # use lonelypsp::auth::{Hmac, Key, NoReplayStore};
    /// let hmac = Hmac::new(Key::random()?, Key::random()?, NoReplayStore);
    /// assert_eq!(hmac.lifetime(), Hmac::<NoReplayStore>::DEFAULT_LIFETIME);
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub const fn lifetime(&self) -> Duration {
        self.lifetime
    }

    /// The store of the signatures that were used.
    ///
    /// ```
    /// # use lonelypsp::auth::{Hmac, Key, MemoryReplayStore};
    /// let hmac = Hmac::new(Key::random()?, Key::random()?, MemoryReplayStore::new());
    /// assert_eq!(hmac.store().len(), 0);
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub const fn store(&self) -> &S {
        &self.store
    }

    /// The authorization of a document, signed now.
    ///
    /// # Errors
    /// If the clock or the system's random bytes fail, or the document cannot be.
    ///
    /// ```
    /// # use lonelypsp::auth::{Document, Hmac, Key, NoReplayStore};
    /// # use lonelypsp::{Direction, EncodeError};
    /// # struct Example;
    /// # impl Document for Example {
    /// #     fn direction(&self) -> Direction { Direction::S2b }
    /// #     fn encode_with(&self, _: u64, _: &str, _: &mut Vec<u8>) -> Result<(), EncodeError> { Ok(()) }
    /// # }
    /// # let document = Example;
    /// let hmac = Hmac::new(Key::random()?, Key::random()?, NoReplayStore);
    /// assert_eq!(hmac.sign(&document)?.len(), "X-HMAC 1700000000:abcDEF:".len() + 88);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sign(&self, document: &dyn Document) -> Result<String, AuthorizeError> {
        self.sign_with(document, Vec::with_capacity(USUAL))
    }

    /// As [`sign`](Self::sign), into a text that is there and is overwritten: nothing is allocated once it has room for the
    /// document.
    ///
    /// # Errors
    /// As [`sign`](Self::sign). The text is then empty.
    ///
    /// ```
    /// # use lonelypsp::auth::{Document, Hmac, Key, NoReplayStore};
    /// # use lonelypsp::{Direction, EncodeError};
    /// # struct Example;
    /// # impl Document for Example {
    /// #     fn direction(&self) -> Direction { Direction::S2b }
    /// #     fn encode_with(&self, _: u64, _: &str, _: &mut Vec<u8>) -> Result<(), EncodeError> { Ok(()) }
    /// # }
    /// # let document = Example;
    /// let hmac = Hmac::new(Key::random()?, Key::random()?, NoReplayStore);
    /// let mut authorization = String::new();
    /// hmac.sign_into(&document, &mut authorization)?;
    /// assert!(authorization.starts_with("X-HMAC "));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sign_into(&self, document: &dyn Document, text: &mut String) -> Result<(), AuthorizeError> {
        *text = self.sign_with(document, take(text).into_bytes())?;
        Ok(())
    }

    fn sign_with(&self, document: &dyn Document, buffer: Vec<u8>) -> Result<String, AuthorizeError> {
        let now = clock::now().ok_or(AuthorizeError::Clock)?;
        let nonce = self.nonces.draw().map_err(AuthorizeError::Random)?;
        let key = self.key(document.direction());
        sign_with(document, now.as_secs(), nonce.as_str(), key, buffer)
    }

    const fn key(&self, direction: Direction) -> &Key {
        match direction {
            Direction::S2b => &self.to_broadcaster,
            Direction::B2s => &self.to_subscriber,
        }
    }

    /// What the store has to be asked.
    fn question(
        &self,
        document: &dyn Document,
        authorization: Option<&str>,
        now: Duration,
    ) -> Result<Question, Refusal> {
        let key = self.key(document.direction());
        let header = verify(document, authorization, now, self.lifetime, key)?;
        let until = Duration::from_secs(header.timestamp).saturating_add(self.lifetime);
        Ok(Question { code: header.code, until })
    }
}

struct Question {
    code: [u8; 64],
    until: Duration,
}

fn is_new(seen: Result<Seen, crate::auth::replay::ReplayError>) -> Result<(), Refusal> {
    match seen {
        Ok(Seen::Never) => Ok(()),
        Ok(Seen::Before) => Err(Refusal::Replayed),
        Err(error) => Err(Refusal::Replay(error)),
    }
}

impl<S: SyncReplayStore> Hmac<S> {
    /// Whether an authorization is right for a document, now, and was never used; from then on it was.
    ///
    /// # Errors
    /// The first thing that is wrong.
    ///
    /// ```
    /// # use lonelypsp::auth::{Document, Hmac, Key, MemoryReplayStore, Refusal};
    /// # use lonelypsp::{Direction, EncodeError};
    /// # struct Example;
    /// # impl Document for Example {
    /// #     fn direction(&self) -> Direction { Direction::S2b }
    /// #     fn encode_with(&self, _: u64, _: &str, _: &mut Vec<u8>) -> Result<(), EncodeError> { Ok(()) }
    /// # }
    /// # let document = Example;
    /// let key = Key::random()?;
    /// let hmac = Hmac::new(key.clone(), key, MemoryReplayStore::new());
    /// let authorization = hmac.sign(&document)?;
    /// assert_eq!(hmac.check(&document, Some(&authorization)), Ok(()));
    /// assert_eq!(hmac.check(&document, Some(&authorization)), Err(Refusal::Replayed));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check(&self, document: &dyn Document, authorization: Option<&str>) -> Result<(), Refusal> {
        self.check_at(document, authorization, clock::now().ok_or(Refusal::Clock)?)
    }

    /// As [`check`](Self::check), at another time than now: since 1970.
    ///
    /// # Errors
    /// The first thing that is wrong.
    ///
    /// ```
    /// # use lonelypsp::auth::{Document, Hmac, Key, MemoryReplayStore, Refusal};
    /// # use lonelypsp::{Direction, EncodeError};
    /// # use std::time::Duration;
    /// # struct Example;
    /// # impl Document for Example {
    /// #     fn direction(&self) -> Direction { Direction::S2b }
    /// #     fn encode_with(&self, _: u64, _: &str, _: &mut Vec<u8>) -> Result<(), EncodeError> { Ok(()) }
    /// # }
    /// # let document = Example;
    /// let key = Key::random()?;
    /// let hmac = Hmac::new(key.clone(), key, MemoryReplayStore::new());
    /// let authorization = hmac.sign(&document)?;
    /// let refusal = hmac.check_at(&document, Some(&authorization), Duration::ZERO).unwrap_err();
    /// assert_eq!(refusal.as_str(), "too_new");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check_at(
        &self,
        document: &dyn Document,
        authorization: Option<&str>,
        now: Duration,
    ) -> Result<(), Refusal> {
        let Question { code, until } = self.question(document, authorization, now)?;
        is_new(self.store.remember_now(&code, until, now))
    }
}

impl<S: SyncReplayStore> SyncStrategy for Hmac<S> {
    fn authorize_now(&self, document: &dyn Document) -> Result<Option<String>, AuthorizeError> {
        self.sign(document).map(Some)
    }

    fn check_now(&self, document: &dyn Document, authorization: Option<&str>) -> Result<(), Refusal> {
        Self::check(self, document, authorization)
    }
}

impl<S: ReplayStore> Strategy for Hmac<S> {
    async fn authorize(&self, document: &dyn Document) -> Result<Option<String>, AuthorizeError> {
        self.sign(document).map(Some)
    }

    async fn check(&self, document: &dyn Document, authorization: Option<&str>) -> Result<(), Refusal> {
        let now = clock::now().ok_or(Refusal::Clock)?;
        let Question { code, until } = self.question(document, authorization, now)?;
        is_new(self.store.remember(&code, until, now).await)
    }
}
