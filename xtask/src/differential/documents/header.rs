//! Headers that are damaged, and whether one still has the form that it should.

use fastrand::Rng;

/// Whether it has the form of a header: the rules of `protocol/COMPATIBILITY.md` once more.
pub(super) fn is_strict(header: &str) -> bool {
    let Some(rest) = header.strip_prefix("X-HMAC ") else { return false };
    let mut parts = rest.splitn(3, ':');
    let (Some(time), Some(nonce), Some(code)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let is_time = (1..=20).contains(&time.len())
        && time.bytes().all(|byte| byte.is_ascii_digit())
        && time.parse::<u64>().is_ok();
    let code = code.strip_suffix("==").unwrap_or(code);
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    is_time
        && nonce.len() <= 255
        && code.len() == 86
        && code.bytes().all(is_digit)
        && code.ends_with(['A', 'Q', 'g', 'w'])
}

/// Characters that mean something in headers, or to lenient readers.
const CHARACTERS: [char; 24] = [
    ' ', ':', '=', '-', '+', '_', '/', '0', '9', 'A', 'w', '\n', '\t', '.', ',', '"', '\0', '٣', '７', 'é',
    '€', '😀', 'X', '%',
];

/// Does something to a header.
pub(super) fn damage(rng: &mut Rng, header: &str) -> String {
    let mut characters: Vec<char> = header.chars().collect();
    let any = CHARACTERS[rng.usize(..CHARACTERS.len())];
    let index = match rng.u8(..4) {
        0 => rng.usize(..characters.len().min(20)),
        1 => characters.len() - 1 - rng.usize(..characters.len().min(4)),
        _ => rng.usize(..characters.len()),
    };
    match rng.u8(..7) {
        0 | 1 => characters[index] = any,
        2 | 3 => characters.insert(index, any),
        4 => drop(characters.remove(index)),
        5 => characters.extend(['=', '=', any].iter().take(rng.usize(..4))),
        _ => characters.truncate(characters.len() - rng.usize(..4)),
    }
    characters.into_iter().collect()
}
