//! Type codes put together while code is compiled: those of an enum are the ones of its variants.

use super::message::Direction;

/// The most type codes that an enum of messages can have.
const MOST: usize = 512;

/// A list of type codes.
pub struct Codes {
    list: [u16; MOST],
    length: usize,
}

impl Codes {
    /// The codes of all variants, in their order.
    pub const fn of(variants: &[&[u16]]) -> Self {
        let mut codes = Self { list: [0; MOST], length: 0 };
        let mut variant = 0;
        while variant < variants.len() {
            let mut at = 0;
            while at < variants[variant].len() {
                assert!(codes.length < MOST, "an enum of messages has at most 512 type codes");
                codes.list[codes.length] = variants[variant][at];
                codes.length += 1;
                at += 1;
            }
            variant += 1;
        }
        codes
    }

    /// The list.
    pub const fn as_slice(&'static self) -> &'static [u16] {
        self.list.split_at(self.length).0
    }
}

/// Whether no code of a variant is one of the variants before it.
pub const fn are_disjoint(variant: &[u16], before: &[&[u16]]) -> bool {
    let before = Codes::of(before);
    let mut at = 0;
    while at < variant.len() {
        let mut other = 0;
        while other < before.length {
            if variant[at] == before.list[other] {
                return false;
            }
            other += 1;
        }
        at += 1;
    }
    true
}

/// Whether two variants are sent in the same direction.
pub const fn are_equal(one: Direction, other: Direction) -> bool {
    matches!((one, other), (Direction::S2b, Direction::S2b) | (Direction::B2s, Direction::B2s))
}
