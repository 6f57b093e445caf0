//! Cuts header blocks into values. Nothing is copied and nothing allocated: every value is a part of the input.

use super::error::{DecodeError, ErrorKind, Header};

/// A place in a message.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    input: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader of a message whose prefix has been read; `rest` is a part of `input`.
    #[inline]
    pub(super) fn new(input: &'a [u8], rest: &'a [u8]) -> Self {
        Self { input, rest }
    }

    /// What has not been read yet: the body, once the header block is read.
    #[inline]
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The offset in the input of what has not been read yet.
    pub fn position(&self) -> usize {
        self.input.len() - self.rest.len()
    }

    /// The error that a value of this header is wrong.
    #[cold]
    #[inline(never)]
    pub fn fail(&self, kind: ErrorKind, header: &'static Header, value: &[u8]) -> DecodeError {
        // Both point into the same input, so that the difference is the value's offset.
        let offset = value.as_ptr().addr().wrapping_sub(self.input.as_ptr().addr());
        DecodeError::new(kind, Some(header), offset)
    }

    #[cold]
    #[inline(never)]
    fn truncated(&self, header: Option<&'static Header>, rest: &[u8]) -> DecodeError {
        DecodeError::new(ErrorKind::Truncated, header, self.input.len() - rest.len())
    }

    /// Reads the next value of a minimal block.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`].
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call for each header costs 20 to 30 % of reading a message")]
    pub fn value(&mut self, header: &'static Header) -> Result<&'a [u8], DecodeError> {
        match self.block() {
            Ok(value) => Ok(value),
            Err(rest) => Err(self.truncated(Some(header), rest)),
        }
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

    /// Whether an expanded block begins here with this count (in two bytes); reads it if so.
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

    /// The value of the next header of an expanded block, if it has exactly this name, given with its length before
    /// it, and is whole. Peers write headers in schema order, so that this nearly always holds; comparing a name in
    /// place costs a twentieth of looking it up.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see `value`")]
    pub fn named<const N: usize>(&mut self, name: &[u8; N]) -> Option<&'a [u8]> {
        let (found, rest) = self.rest.split_first_chunk::<N>()?;
        if found != name {
            return None;
        }
        self.rest = rest;
        self.block().ok()
    }

    /// Reads an expanded block in whatever order it is: the last value of each header, where there is one.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`] and [`ErrorKind::HeaderName`].
    #[cold]
    #[inline(never)]
    pub fn any_order<const N: usize>(
        &mut self,
        headers: &'static [Header],
    ) -> Result<[Option<&'a [u8]>; N], DecodeError> {
        let mut values = [None; N];
        let Some((count, rest)) = self.rest.split_first_chunk::<2>() else {
            return Err(self.truncated(None, self.rest));
        };
        self.rest = rest;
        for _ in 0..u16::from_be_bytes(*count) {
            let name = self.block().map_err(|rest| self.truncated(None, rest))?;
            if !name.is_ascii() {
                let offset = self.position() - name.len();
                return Err(DecodeError::new(ErrorKind::HeaderName, None, offset));
            }
            let value = self.block().map_err(|rest| self.truncated(None, rest))?;
            let known = headers.iter().position(|header| name.eq_ignore_ascii_case(header.name.as_bytes()));
            if let Some(slot) = known.and_then(|index| values.get_mut(index)) {
                *slot = Some(value);
            }
        }
        Ok(values)
    }
}
