//! UTF-8 validation in the place of `ascii` where the runtime is copied into other projects, which may forbid unsafe
//! code.

/// The bytes as text, if they are UTF-8.
#[inline]
pub fn utf8(bytes: &[u8]) -> Option<&str> {
    core::str::from_utf8(bytes).ok()
}
