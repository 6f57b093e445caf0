//! Randomness that several forms share.

use fastrand::Rng;

/// One of them.
pub(crate) fn choose<T: Copy>(rng: &mut Rng, from: &[T]) -> T {
    from[rng.usize(..from.len())]
}

/// A length of a value: mostly small; some at powers of two, a few large.
pub(crate) fn length(rng: &mut Rng) -> usize {
    match rng.u16(..1000) {
        0..200 => 0,
        200..900 => rng.usize(1..24),
        900..960 => rng.usize(62..67),
        960..995 => rng.usize(254..259),
        995..999 => rng.usize(1000..5000),
        _ => rng.usize(65_000..=65_535),
    }
}

/// So many bytes: often all alike, or a leading one that is not.
pub(crate) fn bytes(rng: &mut Rng, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    match rng.u8(..8) {
        0 => {}
        1 => bytes.fill(0xff),
        2 => bytes.iter_mut().take(1).for_each(|byte| *byte = 0x80),
        3 => bytes.iter_mut().rev().take(1).for_each(|byte| *byte = 1),
        _ => rng.fill(&mut bytes),
    }
    bytes
}

/// At most so many bytes.
pub(crate) fn noise(rng: &mut Rng, most: usize) -> Vec<u8> {
    let length = rng.usize(..=most);
    bytes(rng, length)
}
