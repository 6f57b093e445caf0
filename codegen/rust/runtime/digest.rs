//! SHA-512.

use sha2::{Digest as _, Sha512};

/// The SHA-512 (FIPS 180-4) of some bytes: what `NOTIFY` declares of its body, and a stream of all its parts together.
///
/// ```text
/// let digest = lonelypsp::sha512(b"hello");
/// assert_eq!(digest[..4], [0x9b, 0x71, 0xd2, 0x24]);
/// ```
pub fn sha512(bytes: &[u8]) -> [u8; 64] {
    Sha512::digest(bytes).into()
}

/// The same of bytes that pass.
#[derive(Clone, Debug, Default)]
pub struct Hasher(Sha512);

impl Hasher {
    /// Adds bytes at the end.
    #[inline]
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of what was added so far.
    pub fn digest(&self) -> [u8; 64] {
        self.0.clone().finalize().into()
    }
}
