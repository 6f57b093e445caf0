//! What an error says is there in the place of what would be right: a length, a number, or that it is another variant's.
//! In three bytes, which an error has to spare, so that refusing costs no more than before.

use core::fmt;

/// What is there, if that says something.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Found([u8; 3]);

impl Found {
    /// Nothing that would say more than the kind of the error.
    pub(super) const NOTHING: Self = Self([0xff; 3]);
    /// What a reader would take for another variant.
    pub(super) const OTHER_VARIANT: Self = Self([0xff, 0xff, 0xfe]);
    /// The largest number that is given as it is.
    const MOST: u32 = 0xff_ff_fc;

    /// A number, or that it is larger than all that are given.
    pub(super) const fn number(number: u64) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "it is at most that")]
        let kept = if number > Self::MOST as u64 { Self::MOST + 1 } else { number as u32 };
        let [_, a, b, c] = kept.to_be_bytes();
        Self([a, b, c])
    }

    /// The number, unless there is none or it is too large to be given.
    pub(super) fn as_number(self) -> Option<u64> {
        let number = self.raw();
        (number <= Self::MOST).then_some(number.into())
    }

    fn raw(self) -> u32 {
        let [a, b, c] = self.0;
        u32::from_be_bytes([0, a, b, c])
    }

    /// As the end of a sentence: `, found 65 bytes`.
    pub(super) fn write(self, f: &mut fmt::Formatter<'_>, are_bytes: bool) -> fmt::Result {
        let unit = match (are_bytes, self.raw()) {
            (true, 1) => " byte",
            (true, _) => " bytes",
            (false, _) => "",
        };
        match self {
            Self::NOTHING | Self::OTHER_VARIANT => Ok(()),
            found if found.raw() > Self::MOST => write!(f, ", found more than {}{unit}", Self::MOST),
            found => write!(f, ", found {}{unit}", found.raw()),
        }
    }
}

