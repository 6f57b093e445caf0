//! The HTTP header `Repr-Digest`, which tells the SHA-512 of a message that a broadcaster posts.
//!
//! RFC 9530 makes it a dictionary of structured fields, `sha-512=:…:`. The reference's programs write `sha-512=…`
//! without the colons, and read what they write. So [`emit`] writes what they read, and [`read`] takes both.
//!
//! ```
//! use lonelypsp::{repr_digest, sha512};
//!
//! let digest = sha512(b"hello");
//! let value = repr_digest::emit(&digest);
//! assert!(value.starts_with("sha-512=m3HSJL1i83hdltRq0+o9"));
//! assert_eq!(repr_digest::read(&value)?, digest);
//! # Ok::<(), lonelypsp::repr_digest::ReprDigestError>(())
//! ```

extern crate alloc;

use alloc::string::String;
use core::fmt;

use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::general_purpose::{GeneralPurpose, STANDARD};
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};

/// The name of the only algorithm that the protocol uses. Keys of a dictionary are lower-case; other spellings, such as
/// `sha512`, are other keys.
const KEY: &[u8] = b"sha-512";

/// The length of 64 bytes in padded base64.
const PADDED: usize = 88;

/// Padded or not, and whatever the last bits are that stand for no byte: a structured field's reader should not mind
/// either (RFC 9651, section 4.2.7).
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The value of the header for a digest: `sha-512=` and padded standard base64, without colons and without blanks,
/// which is what the reference's programs read. 96 bytes.
///
/// ```
/// let value = lonelypsp::repr_digest::emit(&[0; 64]);
/// assert_eq!(value, format!("sha-512={}==", "A".repeat(86)));
/// ```
pub fn emit(digest: &[u8; 64]) -> String {
    let mut text = [0; PADDED];
    // It fits: the length is that of 64 bytes.
    let written = STANDARD.encode_slice(digest, &mut text);
    debug_assert_eq!(written, Ok(PADDED));
    let mut value = String::with_capacity(KEY.len() + 1 + PADDED);
    value.push_str("sha-512=");
    value.push_str(core::str::from_utf8(&text).unwrap_or_default());
    value
}

/// The SHA-512 digest in the value of the header.
///
/// The value is a dictionary: members with commas and blanks between them, each a key, `=`, and a value that may have
/// parameters. Other keys are passed over, whatever their values are. If `sha-512` is there several times, the last one
/// counts. Its value is base64 between colons, or without them; the padding may be missing. A header that is there
/// several times is one value, its lines joined by commas.
///
/// # Errors
/// [`ReprDigestError`], if there is no `sha-512`, or if the last one is not 64 bytes in base64.
///
/// ```
/// use lonelypsp::repr_digest::{ReprDigestError, read};
///
/// let zeros = "A".repeat(86);
/// assert_eq!(read(format!("sha-256=:AAAA:, sha-512=:{zeros}==:")), Ok([0; 64]));
/// assert_eq!(read(format!("sha-512={zeros}")), Ok([0; 64]));
/// assert_eq!(read("sha-256=:AAAA:"), Err(ReprDigestError::Absent));
/// assert_eq!(read("sha-512=:AAAA:"), Err(ReprDigestError::Length { found: 3 }));
/// ```
pub fn read(value: impl AsRef<[u8]>) -> Result<[u8; 64], ReprDigestError> {
    let mut found = None;
    let mut rest = value.as_ref();
    while !rest.is_empty() {
        let (member, behind) = split_member(rest);
        rest = behind;
        if let Some(value) = value_of(member) {
            found = Some(value);
        }
    }
    decode(found.ok_or(ReprDigestError::Absent)?)
}

/// The first member and what is behind its comma. A comma within a quoted string is not between members.
fn split_member(text: &[u8]) -> (&[u8], &[u8]) {
    let mut in_string = false;
    let mut is_escaped = false;
    for (index, byte) in text.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            b',' if !in_string => {
                let (member, rest) = text.split_at_checked(index).unwrap_or((text, b""));
                return (member, rest.get(1..).unwrap_or_default());
            }
            _ => {}
        }
    }
    (text, b"")
}

/// What `sha-512` is said to be, if that is the member's key, without parameters. A key without a value stands for a
/// truth value, which is no digest either.
fn value_of(member: &[u8]) -> Option<&[u8]> {
    let rest = trim(member).strip_prefix(KEY)?;
    let value = match rest {
        [b'=', value @ ..] => value,
        [] | [b';', ..] => b"",
        // A longer key.
        _ => return None,
    };
    let end = value.iter().position(|byte| *byte == b';').unwrap_or(value.len());
    value.get(..end)
}

/// Without the blanks that may stand around a member: spaces and tabs.
fn trim(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = text {
        text = rest;
    }
    text
}

fn decode(value: &[u8]) -> Result<[u8; 64], ReprDigestError> {
    let text = if let [b':', text @ .., b':'] = value { text } else { value };
    let mut digest = [0; 64];
    match LENIENT.decode_slice(text, &mut digest) {
        Ok(64) => Ok(digest),
        Ok(found) => Err(ReprDigestError::Length { found }),
        Err(base64::DecodeSliceError::OutputSliceTooSmall) if is_base64(text) => {
            Err(ReprDigestError::Length { found: decoded_length(text) })
        }
        Err(_) => Err(ReprDigestError::Encoding),
    }
}

/// Whether text that is too long is base64 at all, so that its length is what is wrong.
fn is_base64(text: &[u8]) -> bool {
    let characters = unpadded(text);
    let is_of_it = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    characters.iter().all(is_of_it) && characters.len() % 4 != 1
}

fn decoded_length(text: &[u8]) -> usize {
    let length = unpadded(text).len();
    length / 4 * 3 + length % 4 * 3 / 4
}

/// Without the one or two signs that may pad it.
fn unpadded(text: &[u8]) -> &[u8] {
    let text = text.strip_suffix(b"=").unwrap_or(text);
    text.strip_suffix(b"=").unwrap_or(text)
}

/// Why a header tells no SHA-512.
///
/// ```
/// use lonelypsp::repr_digest::read;
///
/// let error = read("sha-512=:?:").unwrap_err();
/// assert_eq!(error.to_string(), "`sha-512` in Repr-Digest is not base64");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReprDigestError {
    /// It has no `sha-512`. Keys are lower-case and have the hyphen.
    Absent,
    /// The last `sha-512` is not base64.
    Encoding,
    /// The last `sha-512` is base64, but not of 64 bytes.
    Length {
        /// How many bytes it is.
        found: usize,
    },
}

impl fmt::Display for ReprDigestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("Repr-Digest has no `sha-512`"),
            Self::Encoding => f.write_str("`sha-512` in Repr-Digest is not base64"),
            Self::Length { found } => {
                write!(f, "`sha-512` in Repr-Digest is {found} bytes, and a SHA-512 is 64")
            }
        }
    }
}

impl core::error::Error for ReprDigestError {}
