//! Cuts header blocks into values. Nothing is copied and nothing allocated: every value is a part of the input.

use core::marker::PhantomData;

use super::error::{DecodeError, ErrorKind, Header};
use super::fault::{Fault, Unusual};

/// A place in a message, and what reading fails with from here on.
#[derive(Debug)]
pub struct Reader<'a, E> {
    input: &'a [u8],
    rest: &'a [u8],
    fault: PhantomData<fn() -> E>,
}

impl<E> Clone for Reader<'_, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Reader<'_, E> {}

impl<'a> Reader<'a, DecodeError> {
    /// A reader of a message whose prefix has been read; `rest` is a part of `input`.
    #[inline]
    pub(super) fn new(input: &'a [u8], rest: &'a [u8]) -> Self {
        Self { input, rest, fault: PhantomData }
    }

    /// The same place, for the straight line through a well-formed message.
    #[inline]
    pub fn quick(self) -> Reader<'a, Unusual> {
        Reader { input: self.input, rest: self.rest, fault: PhantomData }
    }

    /// Reads an expanded block in whatever order it is: the last value of each header, where there is one.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`] and [`ErrorKind::HeaderName`].
    pub fn any_order<const N: usize>(
        &mut self,
        headers: &'static [Header],
    ) -> Result<[Option<&'a [u8]>; N], DecodeError> {
        let mut values = [None; N];
        self.any_order_into(headers, &mut values)?;
        Ok(values)
    }

    fn any_order_into(
        &mut self,
        headers: &'static [Header],
        values: &mut [Option<&'a [u8]>],
    ) -> Result<(), DecodeError> {
        let Some((count, rest)) = self.rest.split_first_chunk::<2>() else {
            return Err(self.truncated(None, self.rest));
        };
        self.rest = rest;
        for _ in 0..u16::from_be_bytes(*count) {
            let name = self.block().map_err(|rest| self.truncated(None, rest))?;
            if !name.is_ascii() {
                return Err(DecodeError::new(ErrorKind::HeaderName, None, || self.position() - name.len()));
            }
            let value = self.block().map_err(|rest| self.truncated(None, rest))?;
            let known = headers.iter().position(|header| name.eq_ignore_ascii_case(header.name.as_bytes()));
            if let Some(slot) = known.and_then(|index| values.get_mut(index)) {
                *slot = Some(value);
            }
        }
        Ok(())
    }
}

impl<'a, E: Fault> Reader<'a, E> {
    /// What has not been read yet: the body, once the header block is read.
    #[inline]
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The offset in the input of what has not been read yet.
    pub(super) fn position(&self) -> usize {
        self.input.len() - self.rest.len()
    }

    /// The error that a value of this header is wrong.
    #[inline]
    pub(super) fn fail(&self, kind: ErrorKind, header: &'static Header, value: &[u8]) -> E {
        // Both point into the same input, so that the difference is the value's offset.
        E::new(kind, Some(header), || value.as_ptr().addr().wrapping_sub(self.input.as_ptr().addr()))
    }

    #[inline]
    fn truncated(&self, header: Option<&'static Header>, rest: &[u8]) -> E {
        E::new(ErrorKind::Truncated, header, || self.input.len() - rest.len())
    }

    /// Reads the next value of a minimal block.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`].
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call for each header costs 20 to 30 % of reading a message")]
    pub fn value(&mut self, header: &'static Header) -> Result<&'a [u8], E> {
        self.block().map_err(|rest| self.truncated(Some(header), rest))
    }

    /// Reads a length and as many bytes; the error is what was left where too little was found.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see `value`")]
    fn block(&mut self) -> Result<&'a [u8], &'a [u8]> {
        let Some((length, rest)) = self.rest.split_first_chunk::<2>() else { return Err(self.rest) };
        let Some((value, rest)) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))) else {
            return Err(rest);
        };
        self.rest = rest;
        Ok(value)
    }
}

/// An expanded block as every known writer sends it: each header in its place, in lower case. Comparing a name where it
/// is expected costs a twentieth of looking it up; whatever is otherwise is [`Unusual`].
impl<'a> Reader<'a, Unusual> {
    /// Whether an expanded block begins here with this count, given in two bytes; reads it if so.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see `value`")]
    pub fn count(&mut self, count: [u8; 2]) -> bool {
        match self.rest.split_first_chunk::<2>() {
            Some((found, rest)) if *found == count => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// The value of the next header, if it has exactly this name. The name is given as it stands on the wire, with its
    /// length before it and two more bytes behind it, the place of the value's length: all of them are read under one
    /// check.
    ///
    /// # Errors
    /// [`Unusual`].
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see `value`")]
    pub fn named<const N: usize>(&mut self, name: &'static [u8; N]) -> Result<&'a [u8], Unusual> {
        let (found, rest) = self.rest.split_first_chunk::<N>().ok_or(Unusual)?;
        let (found, length) = found.split_last_chunk::<2>().ok_or(Unusual)?;
        let (name, _) = name.split_last_chunk::<2>().ok_or(Unusual)?;
        if found != name {
            return Err(Unusual);
        }
        let length = usize::from(u16::from_be_bytes(*length));
        let (value, rest) = rest.split_at_checked(length).ok_or(Unusual)?;
        self.rest = rest;
        Ok(value)
    }
}
