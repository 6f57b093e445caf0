//! Which authorization is used, and where its secrets come from.

use std::sync::Arc;

use lonelypsp::auth::{BearerToken, Hmac, Key, MemoryReplayStore, NoAuth, SecretError, SyncStrategy, Token};

/// What subscribers prove themselves with, and what the broadcaster does.
const TO_BROADCASTER: &str = "LONELY_TO_BROADCASTER";
const TO_SUBSCRIBER: &str = "LONELY_TO_SUBSCRIBER";

/// How messages are authorized.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum Kind {
    /// Not at all
    None,
    /// By a token that both sides know
    Token,
    /// By signatures, with keys of 64 bytes in base64
    Hmac,
}

impl Kind {
    /// The strategy, with the secrets of the environment.
    pub(crate) fn strategy(self) -> Result<Arc<dyn SyncStrategy>, SecretError> {
        Ok(match self {
            Self::None => Arc::new(NoAuth),
            Self::Token => Arc::new(Token::new(
                BearerToken::from_env(TO_BROADCASTER)?,
                BearerToken::from_env(TO_SUBSCRIBER)?,
            )),
            Self::Hmac => {
                let keys = (Key::from_env(TO_BROADCASTER)?, Key::from_env(TO_SUBSCRIBER)?);
                Arc::new(Hmac::new(keys.0, keys.1, MemoryReplayStore::new()))
            }
        })
    }
}
