//! Two ways to fail: with the whole truth, or just so.
//!
//! Nearly every message is well formed. Decoding therefore runs twice over the same generated code: first with
//! [`Unusual`] as its error, which is nothing at all, so that the straight line through a message carries no word of
//! where and why; and only if that gives up once more with [`DecodeError`], to find the first problem in the order that
//! the protocol fixes.

use super::error::{DecodeError, ErrorKind, Header};

/// What a check fails with.
pub trait Fault: Copy {
    /// The problem, at an offset of the input that is only computed if somebody wants it.
    fn new(kind: ErrorKind, header: Option<&'static Header>, offset: impl FnOnce() -> usize) -> Self;
}

/// Something is not as it usually is; what, is found out by decoding again.
#[derive(Clone, Copy, Debug)]
pub struct Unusual;

impl Fault for Unusual {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "there is nothing to call")]
    fn new(_: ErrorKind, _: Option<&'static Header>, _: impl FnOnce() -> usize) -> Self {
        Self
    }
}

impl Fault for DecodeError {
    #[cold]
    fn new(kind: ErrorKind, header: Option<&'static Header>, offset: impl FnOnce() -> usize) -> Self {
        Self::at_offset(kind, header, offset())
    }
}
