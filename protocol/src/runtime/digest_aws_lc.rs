//! SHA-512 by AWS-LC.

use aws_lc_rs::digest::{SHA512, digest};

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
