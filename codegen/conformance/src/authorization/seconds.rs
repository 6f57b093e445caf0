//! Seconds with up to nine digits behind the point, exactly.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A time or a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nanoseconds(i128);

impl Nanoseconds {
    const PER_SECOND: i128 = 1_000_000_000;

    pub(super) const fn from_seconds(seconds: u64) -> Self {
        Self(seconds as i128 * Self::PER_SECOND)
    }

    /// The same for the standard library, which has room for 2^64 seconds; nothing, if it is more, or less than nothing.
    pub fn to_duration(self) -> Option<Duration> {
        let seconds = u64::try_from(self.0.div_euclid(Self::PER_SECOND)).ok()?;
        let nanoseconds = u32::try_from(self.0.rem_euclid(Self::PER_SECOND)).ok()?;
        Some(Duration::new(seconds, nanoseconds))
    }

    /// What has passed since another time; less than nothing, if that is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Self {
        // Both are far from the limits: they are made of at most 20 digits and nine.
        Self(self.0.saturating_sub(earlier.0))
    }
}

impl FromStr for Nanoseconds {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "has to be a number of seconds, such as \"120\" or \"1700000001.5\"";
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(whole, 20) || !digits(part, 9) {
            return Err(EXPECTED);
        }
        let number = |text: &str| text.parse::<i128>().map_err(|_| EXPECTED);
        let part = number(&format!("{part:0<9}"))?;
        Ok(Self(number(whole)? * Self::PER_SECOND + part))
    }
}

impl fmt::Display for Nanoseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / Self::PER_SECOND, self.0 % Self::PER_SECOND);
        let text = format!("{whole}.{part:09}");
        write!(f, "{} s", text.trim_end_matches('0').trim_end_matches('.'))
    }
}
