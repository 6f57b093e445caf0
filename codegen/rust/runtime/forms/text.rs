//! Text, and text that may be absent.
#![allow(clippy::inline_always, reason = "as in `fast.rs`")]

extern crate alloc;

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;

use super::super::ascii::utf8;
use super::super::check::{bytes, bytes_at_most};
use super::super::error::{DecodeError, EncodeError, ErrorKind};
use super::super::fast::Fast;
use super::super::field::{AsWire, Field, Kind, Rejected, as_wire, field, kinds};
use super::super::key::Key;
use super::super::place::Place;
use super::super::reader::Reader;
use super::super::reflect::{Value, take};

kinds! {
    /// UTF-8 text: `&str`, `String`, `Box<str>`, `Arc<str>`, `Cow<str>`.
    Text = &'w str;
    /// UTF-8 text that may be absent; an empty one is. `Option` of the types that hold [`Text`].
    OptionalText = Option<&'w str>;
}

field! {
    [] Text: &'a str, value => value, this => this;
    [] Text: Cow<'a, str>, value => Cow::Borrowed(value), this => this;
    [] Text: String, value => value.to_owned(), this => this;
    [] Text: Box<str>, value => value.into(), this => this;
    [] Text: Arc<str>, value => value.into(), this => this;
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

as_wire! {
    [] Text: &str, this => this;
    [] Text: String, this => this;
    [] Text: Cow<'_, str>, this => this;
    [] OptionalText: Option<&str>, this => *this;
    [] OptionalText: Option<String>, this => this.as_deref();
    [] OptionalText: Option<Cow<'_, str>>, this => this.as_deref();
}

take! {
    /// Takes text.
    take_text = Text: &'a str;
    /// Takes text that may be absent.
    take_optional_text = OptionalText: Option<&'a str>;
}

impl<'a> From<&'a str> for Key<'a> {
    #[inline]
    fn from(value: &'a str) -> Self {
        Self::Bytes(value.as_bytes())
    }
}

impl<'a> From<Option<&'a str>> for Key<'a> {
    #[inline]
    fn from(value: Option<&'a str>) -> Self {
        Self::Bytes(value.unwrap_or_default().as_bytes())
    }
}

/// Text.
///
/// # Errors
/// If the header is missing or its value not UTF-8.
pub fn text<'a>(
    value: Option<&'a [u8]>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<&'a str, DecodeError> {
    let value = bytes(value, place, reader)?;
    utf8(value).ok_or_else(|| reader.fail(ErrorKind::NotUtf8, place, value))
}

/// Text of at most so many bytes.
///
/// # Errors
/// If the header is missing, or its value longer or not UTF-8.
pub fn text_at_most<'a>(
    max: usize,
    value: Option<&'a [u8]>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<&'a str, DecodeError> {
    bytes_at_most(max, value, place, reader)?;
    text(value, place, reader)
}

/// Text whose empty spelling means that it is absent.
///
/// # Errors
/// As [`text`].
pub fn optional_text<'a>(
    value: Option<&'a [u8]>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<Option<&'a str>, DecodeError> {
    Ok(Some(text(value, place, reader)?).filter(|text| !text.is_empty()))
}

/// Text of at most so many bytes whose empty spelling means that it is absent.
///
/// # Errors
/// As [`text_at_most`].
pub fn optional_text_at_most<'a>(
    max: usize,
    value: Option<&'a [u8]>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<Option<&'a str>, DecodeError> {
    bytes_at_most(max, value, place, reader)?;
    optional_text(value, place, reader)
}

impl<'a, const EXPANDED: bool> Fast<'a, EXPANDED> {
    /// The next value, text.
    #[inline(always)]
    pub fn text<const N: usize>(&mut self, name: &[u8; N]) -> Option<&'a str> {
        utf8(self.bytes(name)?)
    }

    /// The next value, text of at most so many bytes.
    #[inline(always)]
    pub fn text_at_most<const N: usize>(&mut self, name: &[u8; N], max: usize) -> Option<&'a str> {
        utf8(self.bytes_at_most(name, max)?)
    }

    /// The next value, text that is absent if it is empty.
    #[inline(always)]
    pub fn optional_text<const N: usize>(&mut self, name: &[u8; N]) -> Option<Option<&'a str>> {
        self.optional_text_at_most(name, usize::MAX)
    }

    /// The next value, text of at most so many bytes that is absent if it is empty.
    #[inline(always)]
    pub fn optional_text_at_most<const N: usize>(
        &mut self,
        name: &[u8; N],
        max: usize,
    ) -> Option<Option<&'a str>> {
        let value = self.bytes_at_most(name, max)?;
        if value.is_empty() { Some(None) } else { utf8(value).map(Some) }
    }
}
