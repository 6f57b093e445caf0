//! A message that nobody has described: what is left when an enum knows none of the types it lists.

use bytes::BufMut;

use super::Vec;
use super::error::{DecodeError, EncodeError, ErrorKind};
use super::field::{self, Field};
use super::prefix::split_prefix;
use super::reader::PREFIX_LENGTH;

/// Any message, by its prefix and what follows it. An enum that derives [`LonelyMessage`](super::LonelyMessage) has it
/// in the variant marked `#[lonely(other)]`. Encoding it gives the bytes that it was decoded from, whatever the mode.
///
/// `B` is how it holds its bytes: `&[u8]`, `Vec<u8>`, `bytes::Bytes`, or any other [`Field`] for bytes.
///
/// ```text
/// use lonelypsp::{HeaderMode, Other};
///
/// let other: Other<&[u8]> = Other::decode(b"\x00\x01\x01\x00hello")?;
/// assert_eq!((other.flags, other.type_code, other.bytes), (1, 256, &b"hello"[..]));
/// # Ok::<(), lonelypsp::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Other<B> {
    /// All 16 flags.
    pub flags: u16,
    /// The type code.
    pub type_code: u16,
    /// What follows the prefix: header block and body.
    pub bytes: B,
}

impl<'a, B: Field<'a, field::Bytes>> Other<B> {
    /// Takes a message apart into prefix and bytes.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`] if there are fewer than four bytes; [`ErrorKind::BadValue`] if `B` does not take the
    /// bytes.
    pub fn decode(input: &'a [u8]) -> Result<Self, DecodeError> {
        let (flags, type_code) = split_prefix(input)?;
        match B::from_wire(input.get(PREFIX_LENGTH..).unwrap_or_default()) {
            Ok(bytes) => Ok(Self { flags, type_code, bytes }),
            Err(_) => Err(DecodeError::new(ErrorKind::BadValue, Some(&super::BODY), PREFIX_LENGTH)),
        }
    }

    /// The message as bytes.
    pub fn encode(&self) -> Vec<u8> {
        let bytes = self.bytes.to_wire();
        let mut buffer = Vec::with_capacity(PREFIX_LENGTH + bytes.len());
        self.put(bytes, &mut buffer);
        buffer
    }

    /// Puts the message at the end of a buffer.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`] about no header, if the buffer has too little room; then nothing has been written.
    pub fn encode_into(&self, buffer: &mut impl BufMut) -> Result<(), EncodeError> {
        let bytes = self.bytes.to_wire();
        if buffer.remaining_mut() < PREFIX_LENGTH + bytes.len() {
            return Err(EncodeError::new(ErrorKind::Truncated, None));
        }
        self.put(bytes, buffer);
        Ok(())
    }

    /// The bytes are given: a type of the user's may answer differently when it is asked again.
    fn put(&self, bytes: &[u8], buffer: &mut impl BufMut) {
        buffer.put_u16(self.flags);
        buffer.put_u16(self.type_code);
        buffer.put_slice(bytes);
    }

    /// The length of the message in bytes, prefix included.
    pub fn encoded_len(&self) -> usize {
        PREFIX_LENGTH + self.bytes.to_wire().len()
    }
}

/// What an enum can have in the variant for all other messages: the same as [`Other`] has, in generated code.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot keep a message as it is",
    label = "not `lonelypsp::Other` of bytes",
    note = "the variant marked `#[lonely(other)]` holds `lonelypsp::Other<B>`, where `B` is `&[u8]`, `Vec<u8>` or `Bytes`"
)]
pub trait Keep<'a>: Sized {
    /// [`Other::decode`].
    ///
    /// # Errors
    /// The same.
    fn keep(input: &'a [u8]) -> Result<Self, DecodeError>;

    /// [`Other::encode`].
    ///
    /// # Errors
    /// None.
    fn encode_kept(&self) -> Result<Vec<u8>, EncodeError>;

    /// [`Other::encode_into`].
    ///
    /// # Errors
    /// The same.
    fn encode_kept_into(&self, buffer: &mut impl BufMut) -> Result<(), EncodeError>;

    /// [`Other::encoded_len`].
    fn encoded_kept_len(&self) -> usize;
}

#[diagnostic::do_not_recommend]
impl<'a, B: Field<'a, field::Bytes>> Keep<'a> for Other<B> {
    fn keep(input: &'a [u8]) -> Result<Self, DecodeError> {
        Self::decode(input)
    }

    fn encode_kept(&self) -> Result<Vec<u8>, EncodeError> {
        Ok(self.encode())
    }

    fn encode_kept_into(&self, buffer: &mut impl BufMut) -> Result<(), EncodeError> {
        self.encode_into(buffer)
    }

    fn encoded_kept_len(&self) -> usize {
        self.encoded_len()
    }
}
