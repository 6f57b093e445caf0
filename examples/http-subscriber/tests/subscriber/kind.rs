//! The ways of authorization, with the secrets that the reference's programs have in these tests.

use std::sync::Arc;

use lonelypsp::auth::{BearerToken, Hmac, Key, MemoryReplayStore, NoAuth, SyncStrategy, Token};

pub(crate) const TOPIC: &str = "foo/bar";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    None,
    Token,
    Hmac,
}

impl Kind {
    /// What the programs call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Token => "token",
            Self::Hmac => "hmac",
        }
    }

    /// The secret, the same in both directions: what `authorization.py` has, the bytes 0 to 63 as a key.
    pub(crate) fn secret(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Token => "the-token-of-this-test",
            Self::Hmac => {
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw"
            }
        }
    }

    pub(crate) fn strategy(self) -> Arc<dyn SyncStrategy> {
        match self {
            Self::None => Arc::new(NoAuth),
            Self::Token => Arc::new(Token::both(BearerToken::from_text(self.secret()).unwrap())),
            Self::Hmac => hmac(Key::from_text(self.secret()).unwrap()),
        }
    }
}

/// HMAC with a key that nobody else has.
pub(crate) fn other_key() -> Arc<dyn SyncStrategy> {
    hmac(Key::random().unwrap())
}

fn hmac(key: Key) -> Arc<dyn SyncStrategy> {
    Arc::new(Hmac::new(key.clone(), key, MemoryReplayStore::new()))
}
