//! The straight line through a well-formed message. `None` means "ask [`super::slow`]", never
//! "refused".

use super::{ConfirmNotify, Notify, NotifyCompressed, NotifyUncompressed, SubscribeExact};

/// The flag for minimal headers, and the type code, of the four prefix bytes.
const MODE_AND_CODE: u32 = 0x0001_ffff;
const MINIMAL: u32 = 0x0001_0000;

/// A header as it is expected in the expanded form: the length of its name, the name, and room for
/// the length of its value, so that all three are read under one check.
const AUTHORIZATION: &[u8; 17] = b"\x00\x0dauthorization\0\0";
const TRACING: &[u8; 13] = b"\x00\x09x-tracing\0\0";
const TOPIC: &[u8; 11] = b"\x00\x07x-topic\0\0";
const IDENTIFIER: &[u8; 16] = b"\x00\x0cx-identifier\0\0";
const SUBSCRIBERS: &[u8; 17] = b"\x00\x0dx-subscribers\0\0";
const COMPRESSOR: &[u8; 16] = b"\x00\x0cx-compressor\0\0";
const COMPRESSED_LENGTH: &[u8; 23] = b"\x00\x13x-compressed-length\0\0";
const DECOMPRESSED_LENGTH: &[u8; 25] = b"\x00\x15x-decompressed-length\0\0";
const COMPRESSED_SHA512: &[u8; 23] = b"\x00\x13x-compressed-sha512\0\0";

/// The bytes not read yet. `EXPANDED` is known when compiling, so each mode gets its own line.
struct Rest<'a, const EXPANDED: bool>(&'a [u8]);

impl<'a, const EXPANDED: bool> Rest<'a, EXPANDED> {
    /// What follows the prefix, and in the expanded form the expected number of headers.
    #[inline(always)]
    fn start(block: &'a [u8], headers: u16) -> Option<Self> {
        if !EXPANDED {
            return Some(Self(block));
        }
        let (count, block) = block.split_first_chunk()?;
        (u16::from_be_bytes(*count) == headers).then_some(Self(block))
    }

    #[inline(always)]
    fn bytes<const N: usize>(&mut self, name: &[u8; N]) -> Option<&'a [u8]> {
        let (length, rest) = if EXPANDED {
            let (found, rest) = self.0.split_first_chunk::<N>()?;
            let (found, length) = found.split_last_chunk()?;
            if found != name.split_last_chunk::<2>()?.0 {
                return None;
            }
            (length, rest)
        } else {
            self.0.split_first_chunk()?
        };
        let (value, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        self.0 = rest;
        Some(value)
    }

    /// Text that is absent when empty.
    #[inline(always)]
    fn text<const N: usize>(&mut self, name: &[u8; N]) -> Option<Option<&'a str>> {
        let value = self.bytes(name)?;
        if value.is_empty() {
            return Some(None);
        }
        Some(Some(text(value)?))
    }

    #[inline(always)]
    fn identifier(&mut self) -> Option<&'a [u8]> {
        self.bytes(IDENTIFIER).filter(|value| value.len() <= 64)
    }

    #[inline(always)]
    fn number<const N: usize>(&mut self, name: &[u8; N]) -> Option<u64> {
        number(self.bytes(name)?)
    }
}

/// A big-endian number of at most eight bytes, the short ones first because they are usual. The
/// longer ones are put together from their first and last bytes, which agree where they overlap.
#[inline(always)]
fn number(value: &[u8]) -> Option<u64> {
    match *value {
        [] => return Some(0),
        [a] => return Some(u64::from(a)),
        [a, b] => return Some(u64::from(u16::from_be_bytes([a, b]))),
        [a, b, c] => return Some(u64::from(u32::from_be_bytes([0, a, b, c]))),
        _ => {}
    }
    if let (Some(first), Some(last)) = (value.first_chunk(), value.last_chunk())
        && value.len() <= 8
    {
        let (first, last) = (u32::from_be_bytes(*first), u32::from_be_bytes(*last));
        return Some(u64::from(first) << (8 * (value.len() - 4)) | u64::from(last));
    }
    None
}

/// Checks for ASCII first: the standard library's UTF-8 check costs more than the rest of the
/// parse on a short value at an odd address.
#[inline(always)]
fn text(value: &[u8]) -> Option<&str> {
    if is_ascii(value) {
        // SAFETY: ASCII is UTF-8, and no byte of `value` is above 0x7f.
        #[allow(unsafe_code)]
        return Some(unsafe { std::str::from_utf8_unchecked(value) });
    }
    other_text(value)
}

#[cold]
#[inline(never)]
fn other_text(value: &[u8]) -> Option<&str> {
    std::str::from_utf8(value).ok()
}

/// Whole blocks, then one more that ends where the value ends and may overlap the one before.
#[inline(always)]
fn is_ascii(value: &[u8]) -> bool {
    if let Some(last) = value.last_chunk::<32>() {
        let blocks = value.as_chunks::<32>().0;
        return blocks.iter().all(|block| merged(block) & HIGH == 0) && merged(last) & HIGH == 0;
    }
    if let (Some(first), Some(last)) = (value.first_chunk::<16>(), value.last_chunk::<16>()) {
        return (merged(first) | merged(last)) & HIGH == 0;
    }
    if let (Some(first), Some(last)) = (value.first_chunk::<8>(), value.last_chunk::<8>()) {
        return (merged(first) | merged(last)) & HIGH == 0;
    }
    value.iter().all(u8::is_ascii)
}

const HIGH: u64 = 0x8080_8080_8080_8080;

/// All words of a block, or-ed.
#[inline(always)]
fn merged<const N: usize>(block: &[u8; N]) -> u64 {
    block.as_chunks().0.iter().fold(0, |seen, word| seen | u64::from_ne_bytes(*word))
}

/// Splits off the prefix and takes the line for its mode.
macro_rules! by_mode {
    ($input:ident, $code:expr, $headers:expr, $line:path) => {{
        let (prefix, block) = $input.split_first_chunk()?;
        let found = u32::from_be_bytes(*prefix) & MODE_AND_CODE;
        if found == MINIMAL | u32::from($code) {
            $line(Rest::<false>::start(block, $headers)?)
        } else if found == u32::from($code) {
            $line(Rest::<true>::start(block, $headers)?)
        } else {
            None
        }
    }};
}

impl<'a> SubscribeExact<'a> {
    #[inline(always)]
    pub(super) fn fast(input: &'a [u8]) -> Option<Self> {
        by_mode!(input, Self::CODE, 3, Self::line)
    }

    #[inline(always)]
    fn line<const E: bool>(mut rest: Rest<'a, E>) -> Option<Self> {
        Some(Self {
            authorization: rest.text(AUTHORIZATION)?,
            tracing: rest.bytes(TRACING)?,
            topic: rest.bytes(TOPIC)?,
        })
    }
}

impl<'a> ConfirmNotify<'a> {
    #[inline(always)]
    pub(super) fn fast(input: &'a [u8]) -> Option<Self> {
        by_mode!(input, Self::CODE, 4, Self::line)
    }

    #[inline(always)]
    fn line<const E: bool>(mut rest: Rest<'a, E>) -> Option<Self> {
        Some(Self {
            identifier: rest.identifier()?,
            subscribers: rest.number(SUBSCRIBERS)?,
            authorization: rest.text(AUTHORIZATION)?,
            tracing: rest.bytes(TRACING)?,
        })
    }
}

impl<'a> Notify<'a> {
    /// Everything but the digest.
    #[inline(always)]
    pub(super) fn fast(input: &'a [u8]) -> Option<Self> {
        by_mode!(input, Self::CODE, 8, Self::line)
    }

    #[inline(always)]
    fn line<const E: bool>(mut rest: Rest<'a, E>) -> Option<Self> {
        let authorization = rest.text(AUTHORIZATION)?;
        let tracing = rest.bytes(TRACING)?;
        let identifier = rest.identifier()?;
        let topic = rest.bytes(TOPIC)?;
        let compressor_id = rest.number(COMPRESSOR)?;
        let compressed_length = rest.number(COMPRESSED_LENGTH)?;
        let decompressed_length = rest.number(DECOMPRESSED_LENGTH)?;
        let sha512 = rest.bytes(COMPRESSED_SHA512)?.try_into().ok()?;
        let Rest(message) = rest;
        if compressed_length != message.len() as u64 {
            return None;
        }
        if compressor_id != 0 {
            return Some(Self::Compressed(NotifyCompressed {
                authorization,
                tracing,
                identifier,
                topic,
                compressor_id,
                decompressed_length,
                sha512,
                message,
            }));
        }
        (compressed_length == decompressed_length).then_some(Self::Uncompressed(NotifyUncompressed {
            authorization,
            tracing,
            identifier,
            topic,
            sha512,
            message,
        }))
    }
}
