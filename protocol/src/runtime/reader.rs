//! The exact path through a header block: headers in any order, and for a bad block the first problem and its place.
//! Nothing is copied and nothing allocated: every value is a part of the input.

use super::codec::Rejection;
use super::error::{DecodeError, ErrorKind};
use super::found::Found;
use super::place::{BODY, Place};

/// The length of flags and type code in bytes.
pub(super) const PREFIX_LENGTH: usize = 4;

/// A place in a message.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    input: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader of a message whose prefix has been looked at.
    #[inline]
    pub fn after_prefix(input: &'a [u8]) -> Self {
        Self { input, rest: input.get(PREFIX_LENGTH..).unwrap_or_default() }
    }

    /// A reader of a message that has no prefix.
    #[inline]
    pub fn bare(input: &'a [u8]) -> Self {
        Self { input, rest: input }
    }

    /// What has not been read yet: the body, once the header block is read.
    #[inline]
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The error that a value of this header is wrong.
    #[cold]
    pub(super) fn fail(&self, kind: ErrorKind, place: &'static Place, value: &[u8]) -> DecodeError {
        // Both point into the same input, so that the difference is the value's offset.
        let offset = value.as_ptr().addr().wrapping_sub(self.input.as_ptr().addr());
        let found = match kind {
            ErrorKind::TooLong | ErrorKind::WrongLength => Found::number(value.len() as u64),
            _ => Found::NOTHING,
        };
        DecodeError::new(kind, Some(place), offset).with(found)
    }

    /// The error that a header is missing from the block that was just read.
    #[cold]
    pub fn missing(&self, place: &'static Place) -> DecodeError {
        self.fail_at_end(ErrorKind::MissingHeader, place)
    }

    /// An error about a header that the block that was just read does not have.
    #[cold]
    pub(super) fn fail_at_end(&self, kind: ErrorKind, place: &'static Place) -> DecodeError {
        DecodeError::new(kind, Some(place), self.offset_of(self.rest))
    }

    /// The error that a value is wrong; where it is not there, at the end of the block that was just read.
    #[cold]
    pub(super) fn fail_at(
        &self,
        kind: ErrorKind,
        place: &'static Place,
        value: Option<&[u8]>,
    ) -> DecodeError {
        match value {
            Some(value) => self.fail(kind, place, value),
            None => self.fail_at_end(kind, place),
        }
    }

    /// The error that less is left than is needed.
    #[cold]
    pub(super) fn cut_off(&self, place: Option<&'static Place>) -> DecodeError {
        self.truncated(place, self.rest)
    }

    /// The offset of what has not been read yet.
    pub(super) fn position(&self) -> usize {
        self.offset_of(self.rest)
    }

    /// The next so many bytes, if there are as many; if not, nothing is read.
    #[inline]
    pub(super) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (value, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(value)
    }

    /// Whether these bytes stand there.
    #[inline]
    pub(super) fn continues_with(&self, bytes: &[u8]) -> bool {
        self.rest.starts_with(bytes)
    }

    #[cold]
    fn truncated(&self, place: Option<&'static Place>, rest: &[u8]) -> DecodeError {
        DecodeError::new(ErrorKind::Truncated, place, self.offset_of(rest))
    }

    /// The offset of what is left of the input.
    fn offset_of(&self, rest: &[u8]) -> usize {
        self.input.len() - rest.len()
    }

    /// The error that a field does not take a value: that of a slot, or, beyond the last of them, the body.
    #[cold]
    pub fn bad_value(
        &self,
        rejection: Rejection,
        places: &'static [Place],
        values: &[Option<&'a [u8]>],
    ) -> DecodeError {
        match rejection {
            Rejection::Value(at) => {
                let place = places.get(at).unwrap_or(&BODY);
                self.fail_at(ErrorKind::BadValue, place, values.get(at).copied().flatten())
            }
            Rejection::Entry(error) => error,
        }
    }

    /// The error that the value of this header chooses another variant than the one asked for.
    #[cold]
    pub fn other_variant(&self, value: Option<&'a [u8]>, place: &'static Place) -> DecodeError {
        self.fail_at(ErrorKind::UnexpectedType, place, value)
    }

    /// Reads the next values of a minimal block, one for each of these headers.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`].
    pub fn in_order(
        &mut self,
        places: &'static [Place],
        values: &mut [Option<&'a [u8]>],
    ) -> Result<(), DecodeError> {
        for (place, value) in places.iter().zip(values) {
            *value = Some(self.block().map_err(|rest| self.truncated(Some(place), rest))?);
        }
        Ok(())
    }

    /// Reads an expanded block in whatever order it is: the last value of each header, where there is one.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`] and [`ErrorKind::HeaderName`].
    pub fn any_order(
        &mut self,
        places: &'static [Place],
        values: &mut [Option<&'a [u8]>],
    ) -> Result<(), DecodeError> {
        let Some((count, rest)) = self.rest.split_first_chunk::<2>() else {
            return Err(self.truncated(None, self.rest));
        };
        self.rest = rest;
        for _ in 0..u16::from_be_bytes(*count) {
            let name = self.block().map_err(|rest| self.truncated(None, rest))?;
            if !name.is_ascii() {
                return Err(DecodeError::new(
                    ErrorKind::HeaderName,
                    None,
                    self.offset_of(self.rest) - name.len(),
                ));
            }
            let value = self.block().map_err(|rest| self.truncated(None, rest))?;
            let known = places.iter().position(|place| name.eq_ignore_ascii_case(place.name.as_bytes()));
            if let Some(slot) = known.and_then(|index| values.get_mut(index)) {
                *slot = Some(value);
            }
        }
        Ok(())
    }

    /// Reads a length and as many bytes; the error is what was left where too little was found.
    fn block(&mut self) -> Result<&'a [u8], &'a [u8]> {
        let Some((length, rest)) = self.rest.split_first_chunk::<2>() else { return Err(self.rest) };
        let Some((value, rest)) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))) else {
            return Err(rest);
        };
        self.rest = rest;
        Ok(value)
    }
}
