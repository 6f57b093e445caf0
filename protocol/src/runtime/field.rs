//! What the field of a message can be: the trait between a Rust type and the value of a header.
//!
//! `#[derive(LonelyMessage)]` uses it for every field whose type is not exactly the one that generated code has. It is
//! implemented for the borrowed and owned forms of each kind of value; implement it for a type of your own to use
//! that in a message.
//!
//! Each kind of value says which types hold it.
//!
//! ```
//! use lonelypsp::field::{self, Field, Rejected};
//!
//! /// A topic that is a path.
//! struct Topic(String);
//!
//! impl<'a> Field<'a, field::Bytes> for Topic {
//!     fn from_wire(value: &'a [u8]) -> Result<Self, Rejected> {
//!         let text = core::str::from_utf8(value).map_err(|_| Rejected)?;
//!         if text.starts_with('/') { Ok(Self(text.to_owned())) } else { Err(Rejected) }
//!     }
//!
//!     fn to_wire(&self) -> &[u8] {
//!         self.0.as_bytes()
//!     }
//! }
//!
//! assert!(<Topic as Field<field::Bytes>>::from_wire(b"/a/b").is_ok());
//! assert!(<Topic as Field<field::Bytes>>::from_wire(b"a/b").is_err());
//! ```

#![allow(clippy::inline_always, reason = "`FieldProbe` is to cost nothing")]

pub use super::forms::kinds::*;

/// A kind of value, as the schema has them.
pub trait Kind {
    /// The value itself, once it has been checked; what it borrows lives for `'w`.
    type Wire<'w>: Copy;
}

/// Kinds of values, each with what is read of it.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $(<const $length:ident: $length_ty:ty>)? = $wire:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name $(<const $length: $length_ty>)? {}

        impl $(<const $length: $length_ty>)? Kind for $name $(<$length>)? {
            type Wire<'w> = $wire;
        }
    )*};
}
pub(super) use kinds;

/// That a type of the user's does not take a value. Decoding then fails with
/// [`ErrorKind::BadValue`](super::ErrorKind::BadValue) about the header, at its value, once everything else about the
/// message is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rejected;

impl core::fmt::Display for Rejected {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the field does not take this value")
    }
}

impl core::error::Error for Rejected {}

/// A type that a field of a message can have where the schema has a value of kind `K`.
///
/// `'a` is how long the input lives; a type that keeps a part of it is implemented for that lifetime alone, as
/// `impl<'a> Field<'a, Text> for Name<'a>`.
///
/// The limits of the schema hold whatever the type: a value is checked before [`from_wire`](Self::from_wire) sees it,
/// and after [`to_wire`](Self::to_wire) has given it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the field of a message that holds `{K}`",
    label = "not a type for this field",
    note = "the module `lonelypsp::field` lists the types for each kind of value; implement `Field<'_, {K}>` for one of your own, or use `#[lonely(with = module)]`"
)]
pub trait Field<'a, K: Kind>: Sized {
    /// The field's value from that of the header.
    ///
    /// # Errors
    /// If the type does not take it.
    fn from_wire(value: K::Wire<'a>) -> Result<Self, Rejected>;

    /// The value that stands for this one on the wire.
    fn to_wire(&self) -> K::Wire<'_>;
}

/// Types that hold a value as it is, with the way from it and back.
macro_rules! field {
    ($([$($length:ident)?] $kind:ty: $ty:ty, $value:ident => $from:expr, $this:ident => $to:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<'a $(, const $length: usize)?> Field<'a, $kind> for $ty {
            #[inline]
            fn from_wire($value: <$kind as Kind>::Wire<'a>) -> Result<Self, Rejected> {
                Ok($from)
            }

            #[inline]
            fn to_wire(&self) -> <$kind as Kind>::Wire<'_> {
                let $this = self;
                $to
            }
        }
    )*};
}
pub(super) use field;

/// Asks whether a type of the user's is a [`Field`], and uses it if it is. Where it is not, the trait [`NoField`] answers:
/// then everything compiles but the assertion that says what the schema expects, which is the one error that is wanted.
#[doc(hidden)]
pub struct FieldProbe<'w, T, K>(core::marker::PhantomData<(&'w (), T, K)>);

impl<'w, T: Field<'w, K>, K: Kind> FieldProbe<'w, T, K> {
    /// Whether the type is a field.
    pub const HOLDS: bool = true;

    /// [`Field::from_wire`].
    ///
    /// # Errors
    /// The same.
    #[inline(always)]
    pub fn from_wire(value: K::Wire<'w>) -> Result<T, Rejected> {
        T::from_wire(value)
    }

    /// [`Field::to_wire`].
    #[inline(always)]
    #[must_use]
    pub fn to_wire(value: &T) -> K::Wire<'_> {
        value.to_wire()
    }
}

/// What [`FieldProbe`] has if the type is no [`Field`]. No program that has it compiles.
#[doc(hidden)]
pub trait NoField<'w, T, K: Kind> {
    /// Whether the type is a field.
    const HOLDS: bool = false;

    /// Nothing.
    ///
    /// # Errors
    /// Always.
    fn from_wire(_: K::Wire<'w>) -> Result<T, Rejected> {
        Err(Rejected)
    }

    /// Nothing.
    fn to_wire(_: &T) -> K::Wire<'_> {
        unimplemented!()
    }
}

impl<'w, T, K: Kind> NoField<'w, T, K> for FieldProbe<'w, T, K> {}

/// What a function of a `with` module may give as the value that is written: the value itself, or something that owns
/// it.
#[diagnostic::on_unimplemented(
    message = "`to_wire` gives `{Self}`, which does not stand for `{K}`",
    label = "not a value of this kind",
    note = "`to_wire` gives the value itself, or a `String`, `Vec<u8>` or `[u8; N]` that holds it"
)]
pub trait AsWire<K: Kind> {
    /// The value.
    fn as_wire(&self) -> K::Wire<'_>;
}

/// What stands for a value, with the way to it.
macro_rules! as_wire {
    ($([$($length:ident)?] $kind:ty: $ty:ty, $this:ident => $to:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl $(<const $length: usize>)? AsWire<$kind> for $ty {
            #[inline]
            fn as_wire(&self) -> <$kind as Kind>::Wire<'_> {
                let $this = self;
                $to
            }
        }
    )*};
}
pub(super) use as_wire;
