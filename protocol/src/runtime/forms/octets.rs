//! Bytes. How they are read is in `check.rs` and `fast.rs`, since whatever is read is bytes first.

extern crate alloc;

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::super::error::{EncodeError, ErrorKind};
use super::super::field::{AsWire, Field, Kind, Rejected, as_wire, field, kinds};
use super::super::found::Found;
use super::super::key::Key;
use super::super::place::Place;
use super::super::reflect::{Value, take};

kinds! {
    /// Bytes of any length, or of at most some: `&[u8]`, `Vec<u8>`, `Box<[u8]>`, `Arc<[u8]>`, `Cow<[u8]>`, `bytes::Bytes`.
    Bytes = &'w [u8];
    /// Bytes of exactly this length: `[u8; N]`, `&[u8; N]`, `Box<[u8; N]>`, `Arc<[u8; N]>`, `Cow<[u8; N]>`.
    Exactly<const LENGTH: usize> = &'w [u8; LENGTH];
}

field! {
    [] Bytes: &'a [u8], value => value, this => this;
    [] Bytes: Cow<'a, [u8]>, value => Cow::Borrowed(value), this => this;
    [] Bytes: Vec<u8>, value => value.to_owned(), this => this;
    [] Bytes: Box<[u8]>, value => value.into(), this => this;
    [] Bytes: Arc<[u8]>, value => value.into(), this => this;
    [] Bytes: bytes::Bytes, value => bytes::Bytes::copy_from_slice(value), this => this;

    [N] Exactly<N>: &'a [u8; N], value => value, this => this;
    [N] Exactly<N>: Cow<'a, [u8; N]>, value => Cow::Borrowed(value), this => this;
    [N] Exactly<N>: [u8; N], value => *value, this => this;
    [N] Exactly<N>: Box<[u8; N]>, value => Box::new(*value), this => this;
    [N] Exactly<N>: Arc<[u8; N]>, value => Arc::new(*value), this => this;
}

as_wire! {
    [] Bytes: &[u8], this => this;
    [] Bytes: Vec<u8>, this => this;
    [] Bytes: String, this => this.as_bytes();
    [] Bytes: &str, this => this.as_bytes();
    [] Bytes: Cow<'_, [u8]>, this => this;
    [N] Bytes: [u8; N], this => this;
    [N] Exactly<N>: &[u8; N], this => this;
    [N] Exactly<N>: [u8; N], this => this;
}

take! {
    /// Takes bytes.
    take_bytes = Bytes: &'a [u8];
}

/// Takes bytes of an exact length.
///
/// # Errors
/// [`ErrorKind::WrongLength`], or [`ErrorKind::BadValue`] for a value of another kind.
pub fn take_exactly<'a, const N: usize>(
    value: Value<'a>,
    place: &'static Place,
) -> Result<&'a [u8; N], EncodeError> {
    let bytes = take_bytes(value, place)?;
    let wrong =
        || EncodeError::new(ErrorKind::WrongLength, Some(place)).with(Found::number(bytes.len() as u64));
    bytes.try_into().map_err(|_| wrong())
}

impl<'a> From<&'a [u8]> for Key<'a> {
    #[inline]
    fn from(value: &'a [u8]) -> Self {
        Self::Bytes(value)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Key<'a> {
    #[inline]
    fn from(value: &'a [u8; N]) -> Self {
        Self::Bytes(value)
    }
}
