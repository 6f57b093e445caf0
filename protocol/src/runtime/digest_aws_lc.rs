//! SHA-512 by AWS-LC.

use aws_lc_rs::digest::{Context, SHA512, digest};

/// The SHA-512 (FIPS 180-4) of some bytes: what `NOTIFY` declares of its body, and a stream of all its parts together.
///
/// ```
/// let digest = lonelypsp::sha512(b"hello");
/// assert_eq!(digest[..4], [0x9b, 0x71, 0xd2, 0x24]);
/// ```
pub fn sha512(bytes: &[u8]) -> [u8; 64] {
    let mut out = [0; 64];
    out.copy_from_slice(digest(&SHA512, bytes).as_ref());
    out
}

/// The same of bytes that pass.
#[derive(Clone)]
pub struct Hasher(Context);

impl Default for Hasher {
    fn default() -> Self {
        Self(Context::new(&SHA512))
    }
}

impl core::fmt::Debug for Hasher {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Hasher")
    }
}

impl Hasher {
    /// Adds bytes at the end.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of what was added so far.
    pub fn digest(&self) -> [u8; 64] {
        let mut out = [0; 64];
        out.copy_from_slice(self.0.clone().finish().as_ref());
        out
    }
}
