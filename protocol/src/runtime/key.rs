//! What entries of a group are sorted by.

extern crate alloc;

use alloc::vec::Vec;

/// What entries of a group are compared by. Each is greater than the one before, and all are greater than none. A form whose values
/// have an order says in its own file which of these it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key<'a> {
    /// There is no entry before.
    #[default]
    None,
    /// Bytes, or text as UTF-8; absent text is empty.
    Bytes(&'a [u8]),
    /// An unsigned integer, or a truth value.
    Uint(u64),
    /// A signed integer.
    Int(i64),
}

impl Key<'_> {
    /// Takes the place of the key before, and whether it is greater.
    #[inline]
    pub(super) fn follows(self, before: &mut Self) -> bool {
        core::mem::replace(before, self) < self
    }
}

/// The same, kept.
#[derive(Debug)]
pub(super) enum Owned {
    None,
    Bytes(Vec<u8>),
    Uint(u64),
    Int(i64),
}

impl Owned {
    pub(super) fn of(key: Key<'_>) -> Self {
        match key {
            Key::None => Self::None,
            Key::Bytes(bytes) => Self::Bytes(bytes.to_vec()),
            Key::Uint(number) => Self::Uint(number),
            Key::Int(number) => Self::Int(number),
        }
    }

    pub(super) fn key(&self) -> Key<'_> {
        match self {
            Self::None => Key::None,
            Self::Bytes(bytes) => Key::Bytes(bytes),
            Self::Uint(number) => Key::Uint(*number),
            Self::Int(number) => Key::Int(*number),
        }
    }
}
