//! What the field of a message can be: the trait between a Rust type and the value of a header.
//!
//! `#[derive(LonelyMessage)]` uses it for every field whose type is not exactly the one that generated code has. It is
//! implemented here for the borrowed and owned forms of each kind of value; implement it for a type of your own to use
//! that in a message.
//!
//! | kind of value | types |
//! | --- | --- |
//! | [`Bytes`] | `&[u8]`, `Vec<u8>`, `Box<[u8]>`, `Arc<[u8]>`, `Cow<[u8]>`, `bytes::Bytes` |
//! | [`Exactly<N>`](Exactly) | `[u8; N]`, `&[u8; N]`, `Box<[u8; N]>`, `Arc<[u8; N]>`, `Cow<[u8; N]>` |
//! | [`Text`] | `&str`, `String`, `Box<str>`, `Arc<str>`, `Cow<str>` |
//! | [`OptionalText`] | `Option` of those |
//! | [`Bool`] | `bool` |
//! | [`Uint<BYTES>`](Uint) | `u8`, `u16`, `u32`, `u64`, and `NonZero` of those, if they hold `BYTES` bytes |
//! | [`Float`] | `f64`, [`Float64`] |
//! | [`Int<BYTES>`](Int) | `i8`, `i16`, `i32`, `i64`, if they hold `BYTES` bytes |
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

// Longer than other files: most of it is the table of types for which the trait is implemented.
#![allow(clippy::inline_always, reason = "`FieldProbe` is to cost nothing")]

extern crate alloc;

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::num::NonZero;

use super::float::Float64;

/// A kind of value, as the schema has them.
pub trait Kind {
    /// The value itself, once it has been checked; what it borrows lives for `'w`.
    type Wire<'w>: Copy;
}

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

kinds! {
    /// Bytes of any length, or of at most some.
    Bytes = &'w [u8];
    /// Bytes of exactly this length.
    Exactly<const LENGTH: usize> = &'w [u8; LENGTH];
    /// UTF-8 text.
    Text = &'w str;
    /// UTF-8 text that may be absent; an empty one is.
    OptionalText = Option<&'w str>;
    /// A truth value.
    Bool = bool;
    /// An unsigned integer of at most so many bytes.
    Uint<const BYTES: u8> = u64;
    /// A number with a fraction.
    Float = Float64;
    /// A signed integer of at most so many bytes.
    Int<const BYTES: u8> = i64;
}

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

    [] Text: &'a str, value => value, this => this;
    [] Text: Cow<'a, str>, value => Cow::Borrowed(value), this => this;
    [] Text: String, value => value.to_owned(), this => this;
    [] Text: Box<str>, value => value.into(), this => this;
    [] Text: Arc<str>, value => value.into(), this => this;

    [] Bool: bool, value => value, this => *this;

    [] Float: Float64, value => value, this => *this;
    [] Float: f64, value => value.get(), this => (*this).into();
}

#[diagnostic::do_not_recommend]
impl<'a, T: Field<'a, Text>> Field<'a, OptionalText> for Option<T> {
    #[inline]
    fn from_wire(value: Option<&'a str>) -> Result<Self, Rejected> {
        value.map(T::from_wire).transpose()
    }

    #[inline]
    fn to_wire(&self) -> Option<&str> {
        self.as_ref().map(T::to_wire)
    }
}

/// Integers beside the widths in bytes that they hold. What a header holds always fits; what a wider type holds beyond
/// that is refused by the check of limits.
macro_rules! integers {
    ($kind:ident $wire:ident; $($ty:ident: $($bytes:literal)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl<'a> Field<'a, $kind<$bytes>> for $ty {
            #[inline]
            fn from_wire(value: $wire) -> Result<Self, Rejected> {
                <$ty>::try_from(value).map_err(|_| Rejected)
            }

            #[inline]
            fn to_wire(&self) -> $wire {
                $wire::from(*self)
            }
        }
    )*)*};
}

integers! {
    Uint u64;
    u8: 1;
    u16: 1 2;
    u32: 1 2 3 4;
    u64: 1 2 3 4 5 6 7 8;
}

integers! {
    Int i64;
    i8: 1;
    i16: 1 2;
    i32: 1 2 3 4;
    i64: 1 2 3 4 5 6 7 8;
}

/// Integers without zero: a field that has one refuses zero when it is decoded.
macro_rules! nonzero {
    ($($ty:ty: $($bytes:literal)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl<'a> Field<'a, Uint<$bytes>> for NonZero<$ty> {
            #[inline]
            fn from_wire(value: u64) -> Result<Self, Rejected> {
                <$ty>::try_from(value).ok().and_then(Self::new).ok_or(Rejected)
            }

            #[inline]
            fn to_wire(&self) -> u64 {
                u64::from(self.get())
            }
        }
    )*)*};
}

nonzero! {
    u8: 1;
    u16: 1 2;
    u32: 1 2 3 4;
    u64: 1 2 3 4 5 6 7 8;
}

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

as_wire! {
    [] Bytes: &[u8], this => this;
    [] Bytes: Vec<u8>, this => this;
    [] Bytes: String, this => this.as_bytes();
    [] Bytes: &str, this => this.as_bytes();
    [] Bytes: Cow<'_, [u8]>, this => this;
    [N] Bytes: [u8; N], this => this;
    [N] Exactly<N>: &[u8; N], this => this;
    [N] Exactly<N>: [u8; N], this => this;
    [] Text: &str, this => this;
    [] Text: String, this => this;
    [] Text: Cow<'_, str>, this => this;
    [] OptionalText: Option<&str>, this => *this;
    [] OptionalText: Option<String>, this => this.as_deref();
    [] OptionalText: Option<Cow<'_, str>>, this => this.as_deref();
    [] Bool: bool, this => *this;
    [] Float: Float64, this => *this;
    [] Float: f64, this => (*this).into();
}

#[diagnostic::do_not_recommend]
impl<const BYTES: u8> AsWire<Uint<BYTES>> for u64 {
    #[inline]
    fn as_wire(&self) -> u64 {
        *self
    }
}

#[diagnostic::do_not_recommend]
impl<const BYTES: u8> AsWire<Int<BYTES>> for i64 {
    #[inline]
    fn as_wire(&self) -> i64 {
        *self
    }
}
