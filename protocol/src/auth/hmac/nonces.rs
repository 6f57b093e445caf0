//! Nonces: what makes two signatures of one message differ.

use core::fmt;
use std::sync::{Mutex, PoisonError};

use super::spell;
use crate::runtime::utf8;

/// How many random bytes are fetched at once: asking the system costs a third of a signature.
const FETCHED: usize = 256;

/// The length of a nonce before it is spelled.
const BYTES: usize = 4;

/// Draws nonces out of random bytes of the system, each of which is used once. A clone begins with none of them.
#[derive(Default)]
pub(super) struct Nonces(Mutex<Fetched>);

struct Fetched {
    bytes: [u8; FETCHED],
    used: usize,
}

/// The text of a nonce.
pub(super) struct Nonce([u8; 6]);

impl Nonces {
    pub(super) fn draw(&self) -> Result<Nonce, getrandom::Error> {
        self.next().map(spell::nonce).map(Nonce)
    }

    fn next(&self) -> Result<[u8; BYTES], getrandom::Error> {
        let mut fetched = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = fetched.bytes.get(fetched.used..).and_then(<[u8]>::first_chunk).copied();
        if let Some(bytes) = next {
            fetched.used = fetched.used.saturating_add(BYTES);
            return Ok(bytes);
        }
        getrandom::fill(&mut fetched.bytes)?;
        fetched.used = BYTES;
        Ok(fetched.bytes.first_chunk().copied().unwrap_or_default())
    }
}

impl Nonce {
    pub(super) fn as_str(&self) -> &str {
        utf8(&self.0).unwrap_or_default()
    }
}

/// Nothing is there yet.
impl Default for Fetched {
    fn default() -> Self {
        Self { bytes: [0; FETCHED], used: FETCHED }
    }
}

impl Clone for Nonces {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Nonces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nonces(..)")
    }
}
