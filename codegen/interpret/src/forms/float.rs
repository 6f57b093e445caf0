//! Numbers with a fraction, and their text.

use std::borrow::Cow;
use std::fmt;

use lonelypsp_schema::Slot;

use super::integer::parse_uint;
use super::{Facts, Held, Value};
use crate::error::Fault;
use crate::json::{Given, Json, Refused};

pub(super) const FLOAT: Facts = Facts {
    name: "a floating-point number",
    read: |raw| Ok(Value::Float(Float::from_bits(parse_uint(raw)))),
    in_json: "a string with a number in its shortest spelling, such as \"0.1\" or \"1e+21\"",
    from_json: |json| {
        let Json::Text(text) = json else { return Err(Refused::BadValue) };
        text.parse().map(|number| Given::Value(Value::Float(number))).map_err(|NotANumber| Refused::BadValue)
    },
};

impl Held for Float {
    fn spell(&self, _: &Slot) -> Result<Cow<'_, [u8]>, Fault> {
        Ok(Cow::Owned(self.to_bits().to_be_bytes().to_vec()))
    }

    fn word(&self) -> Option<String> {
        Some(self.to_string())
    }
}

/// A number with a fraction: an IEEE 754 binary64. Two are equal if they are written alike. All that are no number are one, which
/// is written as `7ff8000000000000`.
///
/// Its text is the shortest that reads as the same number, as ECMAScript spells numbers but for `-0`.
///
/// ```
/// use lonelypsp_interpret::Float;
/// assert_eq!(Float::from(0.1).to_string(), "0.1");
/// assert_eq!(Float::from_bits(0xffff_0000_0000_0001).to_bits(), 0x7ff8_0000_0000_0000);
/// assert_eq!("1e+21".parse(), Ok(Float::from(1e21)));
/// assert!("1e21".parse::<Float>().is_err(), "a number has one spelling");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Float(u64);

impl Float {
    /// The number whose bits these are.
    pub fn from_bits(bits: u64) -> Self {
        Self(if f64::from_bits(bits).is_nan() { 0x7ff8_0000_0000_0000 } else { bits })
    }

    /// Its bits, as they are written.
    pub const fn to_bits(self) -> u64 {
        self.0
    }
}

impl From<f64> for Float {
    fn from(number: f64) -> Self {
        Self::from_bits(number.to_bits())
    }
}

impl fmt::Display for Float {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = f64::from_bits(self.0);
        let sign = if number.is_sign_negative() { "-" } else { "" };
        if number.is_nan() {
            return f.write_str("NaN");
        }
        if number.is_infinite() {
            return write!(f, "{sign}Infinity");
        }
        let shortest = shortest(number.abs());
        let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
        let digits = digits.replace('.', "");
        // Where the point stands among the digits.
        let point = exponent.parse::<i32>().unwrap_or_default() + 1;
        let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
        let text = match point {
            ..=-6 | 22.. => {
                let (first, others) = digits.split_at(1.min(digits.len()));
                let others = if others.is_empty() { String::new() } else { format!(".{others}") };
                format!("{first}{others}e{:+}", point - 1)
            }
            ..=0 => format!("0.{}{digits}", zeros(-point)),
            1..=21 if point >= count => format!("{digits}{}", zeros(point - count)),
            1..=21 => {
                let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or_default());
                format!("{whole}.{fraction}")
            }
        };
        write!(f, "{sign}{text}")
    }
}

/// As few digits as tell a number from all others, with the power of ten. Of several that are as near, the one whose last
/// digit is even; the standard library takes the greater.
fn shortest(number: f64) -> String {
    let shortest = format!("{number:e}");
    let digits = shortest.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
    let nearest = format!("{number:.0$e}", digits.saturating_sub(1));
    if nearest.parse() == Ok(number) { nearest } else { shortest }
}

fn zeros(count: i32) -> String {
    "0".repeat(usize::try_from(count).unwrap_or_default())
}

/// That a text is not the one spelling of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl std::str::FromStr for Float {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let number = text.parse::<f64>().map_err(|_| NotANumber)?;
        let number = Self::from(number);
        if number.to_string() == text { Ok(number) } else { Err(NotANumber) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bits and texts: from ECMA-262, `Number::toString`, and the binary64 values that these decimals are.
    const TEXTS: [(u64, &str); 19] = [
        (0, "0"),
        (0x8000_0000_0000_0000, "-0"),
        (0x3ff0_0000_0000_0000, "1"),
        (0xbff8_0000_0000_0000, "-1.5"),
        (0x3fb9_9999_9999_999a, "0.1"),
        (0x41d9_54fc_4010_0000, "1700000000.25"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0x4415_af1d_78b5_8c40, "100000000000000000000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x3e7a_d7f2_9abc_af48, "1e-7"),
        (1, "5e-324"),
        (0x000f_ffff_ffff_ffff, "2.225073858507201e-308"),
        (0x0010_0000_0000_0000, "2.2250738585072014e-308"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0x7ff0_0000_0000_0000, "Infinity"),
        (0xfff0_0000_0000_0000, "-Infinity"),
        (0x7ff8_0000_0000_0000, "NaN"),
        // It lies in the middle between two texts of 17 digits.
        (0xc1a0_71e5_c57d_0000, "-137949922.74414062"),
    ];

    #[test]
    fn a_number_has_one_text() {
        for (bits, text) in TEXTS {
            assert_eq!(Float::from_bits(bits).to_string(), text);
            assert_eq!(text.parse(), Ok(Float::from_bits(bits)));
        }
        for wrong in
            ["", "1.0", "01", "+1", " 1", "1e21", "inf", "nan", "-NaN", "0x1", "1e999", ".5", "5.", "1_0"]
        {
            assert_eq!(wrong.parse::<Float>(), Err(NotANumber), "{wrong}");
        }
    }
}
