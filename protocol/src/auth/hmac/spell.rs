//! How codes, nonces and times are spelled. Their lengths are known, so that there is little to decide.
//!
//! The crate `base64`, which reads codes, could write them too; for so few bytes that would be a twentieth of a signature.
//! Here six bytes become eight characters by three shifts, and what follows is the same for all characters, so that the
//! compiler does many at once. There is no table and no branch.

/// The alphabet for urls.
const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Spells a code in standard base64, with its padding.
pub(super) fn code(code: &[u8; 64]) -> [u8; 88] {
    let mut bytes = [0; 66];
    bytes.iter_mut().zip(code).for_each(|(to, from)| *to = *from);
    let mut text = [0; 88];
    for (eight, six) in text.as_chunks_mut().0.iter_mut().zip(bytes.as_chunks().0) {
        *eight = spread(*six);
    }
    let mut text = text.map(character);
    if let Some(padding) = text.last_chunk_mut() {
        *padding = *b"==";
    }
    text
}

/// Six bytes as eight values of six bits: halved three times, each half in a place of its own.
#[expect(clippy::many_single_char_names, reason = "six bytes in their order")]
fn spread([a, b, c, d, e, f]: [u8; 6]) -> [u8; 8] {
    let whole = u64::from_be_bytes([0, 0, a, b, c, d, e, f]);
    let halves = (whole << 8) & 0x00ff_ffff_0000_0000 | whole & 0x0000_0000_00ff_ffff;
    let quarters = (halves << 4) & 0x0fff_0000_0fff_0000 | halves & 0x0000_0fff_0000_0fff;
    let values = (quarters << 2) & 0x3f00_3f00_3f00_3f00 | quarters & 0x003f_003f_003f_003f;
    values.to_be_bytes()
}

/// The character of a value: runs of letters and digits and two more, with a step to where each begins.
fn character(value: u8) -> u8 {
    let steps = [
        (25, b'a'.wrapping_sub(b'Z' + 1)),
        (51, b'0'.wrapping_sub(b'z' + 1)),
        (61, b'+'.wrapping_sub(b'9' + 1)),
        (62, b'/'.wrapping_sub(b'+' + 1)),
    ];
    steps.iter().fold(b'A'.wrapping_add(value), |character, (behind, step)| {
        character.wrapping_add(if value > *behind { *step } else { 0 })
    })
}

/// Spells four random bytes in base64url, without padding.
pub(super) fn nonce(bytes: [u8; 4]) -> [u8; 6] {
    let bits = u64::from(u32::from_be_bytes(bytes)) << 4;
    [30, 24, 18, 12, 6, 0].map(|place| {
        let value = usize::try_from(bits >> place & 0x3f).unwrap_or_default();
        URL_SAFE.get(value).copied().unwrap_or_default()
    })
}

/// Spells a number in decimal, without leading zeros, at the end of some room: eight digits at once, as the time has more,
/// and the others two at a time.
pub(super) fn decimal(mut number: u64, room: &mut [u8; 20]) -> &[u8] {
    let mut start = room.len();
    while number >= HUNDRED_MILLION {
        start = start.saturating_sub(8);
        if let Some(eight) = room.get_mut(start..).and_then(<[u8]>::first_chunk_mut) {
            *eight = eight_digits(number % HUNDRED_MILLION);
        }
        number /= HUNDRED_MILLION;
    }
    let (left, _) = room.split_at_mut_checked(start).unwrap_or_default();
    for two in left.as_rchunks_mut().1.iter_mut().rev() {
        let rest = u8::try_from(number % 100).unwrap_or_default();
        let tens = rest / 10;
        *two = [b'0' + tens, b'0' + (rest - 10 * tens)];
        let is_one_digit = number < 10;
        number /= 100;
        start = start.saturating_sub(if is_one_digit { 1 } else { 2 });
        if number == 0 {
            break;
        }
    }
    room.get(start..).unwrap_or_default()
}

const HUNDRED_MILLION: u64 = 100_000_000;

/// The digits of a number below that, halved three times: each half in a place of its own, the first digits lowest.
fn eight_digits(number: u64) -> [u8; 8] {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    // 10486 / 2^20 is a hundredth, near enough for four digits; 103 / 2^10 a tenth, for two.
    let hundreds = (fours * 10_486) >> 20 & 0x0000_007f_0000_007f;
    let twos = hundreds | ((fours - 100 * hundreds) << 16);
    let tens = (twos * 103) >> 10 & 0x000f_000f_000f_000f;
    let ones = tens | ((twos - 10 * tens) << 8);
    (ones | 0x3030_3030_3030_3030).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use std::string::{String, ToString as _};

    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn codes_are_base64(one in any::<[u8; 32]>(), two in any::<[u8; 32]>()) {
            let mut bytes = [0; 64];
            bytes[..32].copy_from_slice(&one);
            bytes[32..].copy_from_slice(&two);
            let text = super::code(&bytes);
            let mut expected = [0; 88];
            STANDARD.encode_slice(bytes, &mut expected).unwrap();
            prop_assert_eq!(text, expected);
        }

        #[test]
        fn nonces_are_base64_for_urls(bytes in any::<[u8; 4]>()) {
            let mut expected = [0; 6];
            URL_SAFE_NO_PAD.encode_slice(bytes, &mut expected).unwrap();
            prop_assert_eq!(super::nonce(bytes), expected);
        }
    }

    /// Every value in every place of six bytes.
    #[test]
    fn every_character_is_there() {
        for value in 0..64_u64 {
            let bytes = (0..8).fold(0, |bits, _| bits << 6 | value).to_be_bytes();
            let six: [u8; 6] = bytes[2..].try_into().unwrap();
            let mut expected = [0; 8];
            STANDARD.encode_slice(six, &mut expected).unwrap();
            assert_eq!(super::spread(six).map(super::character), expected);
        }
    }

    #[test]
    fn numbers_are_decimal() {
        let spell = |number| String::from_utf8(super::decimal(number, &mut [0; 20]).to_vec()).unwrap();
        let powers = (0..20).map(|power| 10_u64.pow(power));
        let edges = powers.flat_map(|power| [power - 1, power, power + 1]);
        // Every four digits in both halves of eight.
        let fours = (0..10_000).map(|four| 500_000_000 + four * 10_001);
        for number in edges.chain(0..10_000).chain(fours).chain([u64::MAX, u64::MAX - 1]) {
            assert_eq!(spell(number), number.to_string());
        }
    }
}
