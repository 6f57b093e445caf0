//! UTF-8 validation that is quick where text is ASCII, as authorizations and globs nearly always are.

/// The bytes as text, if they are UTF-8.
///
/// `core::str::from_utf8` spends more on 33 unaligned ASCII bytes than all other work of reading a message together;
/// looking for a high bit eight bytes at a time costs a tenth of it. Everything else is left to `from_utf8`.
#[inline]
pub(super) fn utf8(bytes: &[u8]) -> Option<&str> {
    if is_ascii(bytes) { Some(assume_ascii(bytes)) } else { slow(bytes) }
}

#[cold]
#[inline(never)]
fn slow(bytes: &[u8]) -> Option<&str> {
    core::str::from_utf8(bytes).ok()
}

const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

#[inline(always)]
#[allow(clippy::inline_always, reason = "a call costs as much as the test on a short text")]
fn is_ascii(bytes: &[u8]) -> bool {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut seen = 0;
    for word in words {
        seen |= u64::from_ne_bytes(*word);
    }
    // The last eight bytes once more where there are eight: one load instead of a loop over the remainder.
    match bytes.last_chunk::<8>() {
        Some(last) => seen |= u64::from_ne_bytes(*last),
        None => rest.iter().for_each(|byte| seen |= u64::from(*byte)),
    }
    seen & HIGH_BITS == 0
}

/// The one place of the crate that is not checked by the compiler.
#[inline(always)]
#[allow(clippy::inline_always, unsafe_code, reason = "saves 120 of 233 instructions of a SUBSCRIBE_EXACT; proven below")]
fn assume_ascii(bytes: &[u8]) -> &str {
    // SAFETY: the only caller has just found that no byte has its high bit set (`is_ascii` looks at every byte:
    // the whole chunks of eight, and either the remainder or the last eight, which cover it). Bytes below 0x80 are
    // each a whole UTF-8 sequence, so the slice is valid UTF-8.
    unsafe { core::str::from_utf8_unchecked(bytes) }
}

#[cfg(test)]
mod tests {
    use super::utf8;

    #[test]
    fn every_length_and_every_place_of_a_high_bit_is_judged_as_the_standard_library_judges_it() {
        for length in 0..40 {
            let mut bytes = [b'a'; 40];
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
        }
    }
}
