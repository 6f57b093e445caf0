//! Numbers with a fraction. They have no order, so that no entries are sorted by them.
#![allow(clippy::inline_always, reason = "as in `fast.rs`")]

extern crate alloc;

use core::fmt;

use super::super::check::bytes_exactly;
use super::super::error::{DecodeError, EncodeError, ErrorKind};
use super::super::fast::Fast;
use super::super::field::{AsWire, Field, Kind, Rejected, as_wire, field, kinds};
use super::super::place::Place;
use super::super::reader::Reader;
use super::super::reflect::{Value, take};

kinds! {
    /// A number with a fraction: `f64`, [`Float64`].
    Float = Float64;
}

field! {
    [] Float: Float64, value => value, this => *this;
    [] Float: f64, value => value.get(), this => (*this).into();
}

as_wire! {
    [] Float: Float64, this => *this;
    [] Float: f64, this => (*this).into();
}

take! {
    /// Takes a number with a fraction.
    take_float = Float: Float64;
}

/// A number with a fraction, as the wire has it: an IEEE 754 binary64 of 8 bytes, high byte first.
///
/// Two are equal if they are written alike, so that messages that hold one can be compared and hashed: `-0` is not `0`. Of the
/// many bit patterns that are no number there is one, [`Float64::NAN`]: whichever is read, or made of an `f64`, is that one, and
/// is written as `7ff8000000000000`, in every language alike. It is therefore equal to itself. There is no order.
///
/// Its text is the shortest that reads as the same number, as ECMAScript spells numbers but for `-0`: `0.1`, `1700000000.25`,
/// `1e+21`, `1e-7`, `NaN`, `Infinity`, `-Infinity`. It is the same in every language.
///
/// ```text
/// use lonelypsp::Float64;
/// let time = Float64::from(1_700_000_000.25);
/// assert_eq!(time.get(), 1_700_000_000.25);
/// assert_eq!(time.to_string(), "1700000000.25");
/// assert_eq!(Float64::from(f64::NAN), Float64::NAN);
/// assert_ne!(Float64::from(-0.0), Float64::default());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Float64(u64);

impl Float64 {
    /// What is no number.
    pub const NAN: Self = Self(0x7ff8_0000_0000_0000);

    /// The number whose bits these are; all that are no number are one.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        if f64::from_bits(bits).is_nan() { Self::NAN } else { Self(bits) }
    }

    /// Its bits, as they are written.
    #[must_use]
    pub const fn to_bits(self) -> u64 {
        self.0
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl From<f64> for Float64 {
    fn from(number: f64) -> Self {
        Self::from_bits(number.to_bits())
    }
}

impl From<Float64> for f64 {
    fn from(number: Float64) -> Self {
        number.get()
    }
}

impl fmt::Debug for Float64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The fewest digits that tell a number from its neighbours: `1.5e-7`. Of several that are as near, those whose last is even; the
/// standard library takes the greater.
fn shortest(number: f64) -> alloc::string::String {
    let shortest = alloc::format!("{number:e}");
    let digits = shortest.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
    let nearest = alloc::format!("{number:.0$e}", digits.saturating_sub(1));
    if nearest.parse() == Ok(number) { nearest } else { shortest }
}

impl fmt::Display for Float64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.get();
        if number.is_nan() {
            return f.write_str("NaN");
        }
        if number.is_sign_negative() {
            f.write_str("-")?;
        }
        if number.is_infinite() {
            return f.write_str("Infinity");
        }
        let shortest = shortest(number.abs());
        let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
        let (first, others) = digits.split_once('.').unwrap_or((digits, ""));
        let exponent: i32 = exponent.parse().unwrap_or_default();
        let places = usize::try_from(exponent.unsigned_abs()).unwrap_or_default();
        match (exponent, others.split_at_checked(places)) {
            (0..=20, Some((whole, fraction))) if !fraction.is_empty() => {
                write!(f, "{first}{whole}.{fraction}")
            }
            (0..=20, _) => write!(f, "{first}{others:0<places$}"),
            (-6..=-1, _) => write!(f, "0.{first:0>places$}{others}"),
            _ if others.is_empty() => write!(f, "{first}e{exponent:+}"),
            _ => write!(f, "{first}.{others}e{exponent:+}"),
        }
    }
}

/// A number with a fraction, which has 8 bytes.
///
/// # Errors
/// As [`bytes_exactly`].
pub fn float<'a>(
    value: Option<&'a [u8]>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<Float64, DecodeError> {
    bytes_exactly::<8>(value, place, reader).map(|bytes| Float64::from_bits(u64::from_be_bytes(*bytes)))
}

impl<const EXPANDED: bool> Fast<'_, EXPANDED> {
    /// The next value, a number with a fraction.
    #[inline(always)]
    pub fn float<const N: usize>(&mut self, name: &[u8; N]) -> Option<Float64> {
        self.bytes_exactly(name).map(|bytes| Float64::from_bits(u64::from_be_bytes(*bytes)))
    }
}
