//! Fields as reflection sees them: what the requests of the conformance protocol are made into, and answers are made of.

use std::borrow::Cow;
use std::sync::Arc;

use lonelypsp::reflect::{
    Value, take_bool, take_bytes, take_exactly, take_int, take_optional_text, take_text, take_uint,
};
use lonelypsp::{EncodeError, Place};

/// A type that a field has.
pub(crate) trait Held<'a>: Sized {
    fn value(&self) -> Value<'_>;
    fn take(value: Value<'a>, place: &'static Place) -> Result<Self, EncodeError>;
}

macro_rules! held {
    ($(($($length:ident)?) $ty:ty: $take:ident, $this:ident => $value:expr;)*) => {$(
        impl<'a $(, const $length: usize)?> Held<'a> for $ty {
            fn value(&self) -> Value<'_> {
                let $this = self;
                $value
            }

            fn take(value: Value<'a>, place: &'static Place) -> Result<Self, EncodeError> {
                $take(value, place).map(|value| held!(@own value, $take))
            }
        }
    )*};
    (@own $value:ident, take_exactly) => { From::from(*$value) };
    (@own $value:ident, take_optional_text) => { $value.map(From::from) };
    (@own $value:ident, $take:ident) => { From::from($value) };
}

held! {
    () Vec<u8>: take_bytes, this => Value::Bytes(this);
    () &'a [u8]: take_bytes, this => Value::Bytes(this);
    () Cow<'a, [u8]>: take_bytes, this => Value::Bytes(this);
    () Arc<[u8]>: take_bytes, this => Value::Bytes(this);
    () Box<[u8]>: take_bytes, this => Value::Bytes(this);
    (N) [u8; N]: take_exactly, this => Value::Bytes(this);
    (N) Box<[u8; N]>: take_exactly, this => Value::Bytes(&this[..]);
    () String: take_text, this => Value::Text(this);
    () Cow<'a, str>: take_text, this => Value::Text(this);
    () Option<String>: take_optional_text, this => Value::OptionalText(this.as_deref());
    () Option<&'a str>: take_optional_text, this => Value::OptionalText(*this);
    () Option<Cow<'a, str>>: take_optional_text, this => Value::OptionalText(this.as_deref());
}

impl Held<'_> for bool {
    fn value(&self) -> Value<'_> {
        Value::Bool(*self)
    }

    fn take(value: Value<'_>, place: &'static Place) -> Result<Self, EncodeError> {
        take_bool(value, place)
    }
}

macro_rules! numbers {
    ($($ty:ty: $kind:ident $take:ident;)*) => {$(
        impl Held<'_> for $ty {
            fn value(&self) -> Value<'_> {
                Value::$kind(From::from(*self))
            }

            fn take(value: Value<'_>, place: &'static Place) -> Result<Self, EncodeError> {
                $take(value, place)
            }
        }
    )*};
}

numbers! {
    u32: Uint take_uint;
    u64: Uint take_uint;
    i32: Int take_int;
    i64: Int take_int;
}
