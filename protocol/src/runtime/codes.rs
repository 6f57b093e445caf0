//! The type codes of an enum of messages, put together while it is compiled from those of its variants.

use super::message::Direction;

/// The most type codes that an enum of messages can have.
const MOST: usize = 512;

/// The type codes of some variants.
pub struct Codes {
    list: [u16; MOST],
    length: usize,
}

impl Codes {
    /// No codes.
    pub const NONE: Self = Self { list: [0; MOST], length: 0 };

    /// These, and those of one more variant, whose messages must be sent in the direction of the enum and have codes of
    /// their own; or the compiler says what is wrong with that.
    #[track_caller]
    #[must_use]
    pub const fn and(
        mut self,
        codes: &[u16],
        directions: (Direction, Direction),
        doubled: &'static str,
        misdirected: &'static str,
    ) -> Self {
        let is_same =
            matches!(directions, (Direction::S2b, Direction::S2b) | (Direction::B2s, Direction::B2s));
        assert!(is_same, "{}", misdirected);
        let (before, mut at) = (self.length, 0);
        while at < codes.len() {
            let mut other = 0;
            while other < before {
                assert!(self.list[other] != codes[at], "{}", doubled);
                other += 1;
            }
            assert!(self.length < MOST, "an enum of messages has at most 512 type codes");
            self.list[self.length] = codes[at];
            self.length += 1;
            at += 1;
        }
        self
    }

    /// The list.
    pub const fn as_slice(&'static self) -> &'static [u16] {
        self.list.split_at(self.length).0
    }
}
