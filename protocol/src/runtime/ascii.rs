//! UTF-8 validation that is quick where text is ASCII, as authorizations and globs nearly always are.

/// The bytes as text, if they are UTF-8.
///
/// `core::str::from_utf8` costs more on a short unaligned ASCII text, such as a token, than looking for a high bit
/// eight bytes at a time. Everything else is left to `from_utf8`.
#[inline(always)]
#[allow(clippy::inline_always, reason = "see `is_ascii`")]
pub fn utf8(bytes: &[u8]) -> Option<&str> {
    if is_ascii(bytes) { Some(assume_ascii(bytes)) } else { slow(bytes) }
}

#[cold]
#[inline(never)]
fn slow(bytes: &[u8]) -> Option<&str> {
    core::str::from_utf8(bytes).ok()
}

const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Looks at whole blocks, then at one more that ends where the bytes end and may overlap the one before.
#[inline(always)]
#[allow(clippy::inline_always, reason = "a call costs as much as the test on a short text")]
fn is_ascii(bytes: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<32>(), bytes.last_chunk::<32>()) {
        // Two blocks cover what is usual, a token; only what is longer needs a loop.
        let (blocks, _) = if bytes.len() > 64 { bytes.as_chunks::<32>() } else { (&[][..], bytes) };
        return (merge(first) | merge(last)) & HIGH_BITS == 0
            && blocks.iter().all(|block| merge(block) & HIGH_BITS == 0);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<16>(), bytes.last_chunk::<16>()) {
        return (merge(first) | merge(last)) & HIGH_BITS == 0;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return (merge(first) | merge(last)) & HIGH_BITS == 0;
    }
    bytes.iter().all(u8::is_ascii)
}

/// All words of a block, or-ed.
#[inline(always)]
#[allow(clippy::inline_always, reason = "two to four instructions")]
fn merge<const N: usize>(block: &[u8; N]) -> u64 {
    let (words, _) = block.as_chunks::<8>();
    words.iter().fold(0, |seen, word| seen | u64::from_ne_bytes(*word))
}

/// The one place of the crate that is not checked by the compiler.
#[inline(always)]
#[allow(
    clippy::inline_always,
    unsafe_code,
    reason = "the test has just shown what `from_utf8` would look for again; proven below"
)]
fn assume_ascii(bytes: &[u8]) -> &str {
    // SAFETY: the only caller has just found that no byte has its high bit set: `is_ascii` looks at every byte, in
    // whole blocks from the front and in one that ends with the slice and covers what the blocks leave. Bytes below
    // 0x80 are each a whole UTF-8 sequence, so the slice is valid UTF-8.
    unsafe { core::str::from_utf8_unchecked(bytes) }
}

#[cfg(test)]
#[path = "ascii_safe.rs"]
#[allow(unreachable_pub, reason = "elsewhere it stands in the place of this file")]
mod safe;

#[cfg(test)]
mod tests {
    use super::{safe, utf8};

    #[test]
    fn every_length_and_every_place_of_a_high_bit_is_judged_as_the_standard_library_judges_it() {
        for length in 0..100 {
            let mut bytes = [b'a'; 100];
            assert_eq!(utf8(&bytes[..length]), core::str::from_utf8(&bytes[..length]).ok());
            for place in 0..length {
                for byte in [0x80, 0xc3, 0xff, 0x7f] {
                    bytes[place] = byte;
                    assert_eq!(utf8(&bytes[..length]), core::str::from_utf8(&bytes[..length]).ok());
                }
                bytes[place] = b'a';
            }
        }
    }

    #[test]
    fn text_beyond_ascii_is_kept() {
        for text in ["grüße", "日本語の購読", "\u{1f980}\u{feff}", "a\0b\n"] {
            assert_eq!(utf8(text.as_bytes()), Some(text));
            assert_eq!(safe::utf8(text.as_bytes()), Some(text));
        }
    }
}
