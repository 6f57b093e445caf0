//! Whether the struct in a variant of an enum holds the shape that it should, as a macro asks the compiler.
#![allow(clippy::inline_always, reason = "as in `codec`")]

use core::marker::PhantomData;

use bytes::BufMut;

use super::Vec;
use super::codec::{Build, Rejection};
use super::error::EncodeError;
use super::mode::HeaderMode;

/// Asks whether the struct in a variant of an enum holds a shape, and uses it if it does. Where it does not, the trait
/// [`NoShape`] answers: then everything compiles but the assertion that says which shape it should be, which is the one
/// error that is wanted.
pub struct ShapeProbe<'a, T, const SHAPE: u64>(PhantomData<(&'a (), T)>);

impl<'a, T: Build<'a, SHAPE>, const SHAPE: u64> ShapeProbe<'a, T, SHAPE> {
    /// Whether the struct holds the shape.
    pub const HOLDS: bool = true;

    /// [`Build::build`].
    #[inline(always)]
    pub fn build<R>(
        values: T::Values<'a>,
        done: impl FnOnce(T) -> R,
        refuse: impl FnOnce(Rejection) -> R,
    ) -> R {
        T::build(values, done, refuse)
    }

    /// [`LonelyMessage::encode`](super::LonelyMessage::encode).
    ///
    /// # Errors
    /// The same.
    #[inline(always)]
    pub fn encode(message: &T, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        message.encode(mode)
    }

    /// [`LonelyMessage::encode_into`](super::LonelyMessage::encode_into).
    ///
    /// # Errors
    /// The same.
    #[inline(always)]
    pub fn encode_into(message: &T, mode: HeaderMode, buffer: &mut impl BufMut) -> Result<(), EncodeError> {
        message.encode_into(mode, buffer)
    }

    /// [`LonelyMessage::encoded_len`](super::LonelyMessage::encoded_len).
    #[inline(always)]
    #[must_use]
    pub fn encoded_len(message: &T, mode: HeaderMode) -> usize {
        message.encoded_len(mode)
    }
}

/// What [`ShapeProbe`] has if the struct does not hold the shape. No program that has it compiles.
pub trait NoShape<T> {
    /// Whether the struct holds the shape.
    const HOLDS: bool = false;

    /// Nothing.
    fn build<V, R>(_: V, _: impl FnOnce(T) -> R, _: impl FnOnce(Rejection) -> R) -> R {
        unimplemented!()
    }

    /// Nothing.
    ///
    /// # Errors
    /// None.
    fn encode(_: &T, _: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        unimplemented!()
    }

    /// Nothing.
    ///
    /// # Errors
    /// None.
    fn encode_into(_: &T, _: HeaderMode, _: &mut impl BufMut) -> Result<(), EncodeError> {
        unimplemented!()
    }

    /// Nothing.
    fn encoded_len(_: &T, _: HeaderMode) -> usize {
        unimplemented!()
    }
}

impl<T, const SHAPE: u64> NoShape<T> for ShapeProbe<'_, T, SHAPE> {}
