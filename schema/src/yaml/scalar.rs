//! What a scalar without quotes is: the core schema of YAML 1.2 (section 10.3).

use std::num::ParseIntError;

use super::{Scalar, Value};

/// The value of a plain scalar.
pub(super) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).unwrap_or_else(|| Value::Text(Scalar { text: text.to_owned(), comment: None })),
    }
}

fn number(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let radix = match unsigned.get(..2) {
        Some("0x") => Some(16),
        Some("0o") => Some(8),
        _ => None,
    };
    if let Some(radix) = radix.filter(|_| unsigned.len() == text.len()) {
        let digits = unsigned.get(2..).filter(|digits| !digits.is_empty())?;
        let all = digits.chars().all(|digit| digit.is_digit(radix));
        return all.then(|| integer(i128::from_str_radix(digits, radix)));
    }
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(integer(text.parse()));
    }
    let special = matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN");
    (special || is_decimal(unsigned)).then_some(Value::Float)
}

/// A number that 64 bits hold.
fn integer(number: Result<i128, ParseIntError>) -> Value {
    let range = i128::from(i64::MIN)..=i128::from(u64::MAX);
    number.ok().filter(|number| range.contains(number)).map_or(Value::Huge, Value::Integer)
}

/// `[0-9]*` with a point or an exponent, at least one digit before the exponent.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

#[cfg(test)]
mod tests {
    use super::{Scalar, Value, resolve};

    fn kind(text: &str) -> String {
        format!("{:?}", resolve(text))
    }

    #[test]
    fn plain_scalars_are_what_the_core_schema_says() {
        for null in ["", "~", "null", "Null", "NULL"] {
            assert_eq!(kind(null), "Null");
        }
        for (text, value) in [("0", 0), ("-19", -19), ("+12", 12), ("007", 7), ("0o14", 12), ("0xfF", 255)] {
            assert_eq!(kind(text), format!("{:?}", Value::Integer(value)), "{text}");
        }
        for float in ["0.", "-0.0", ".5", "+12e03", "-2E+05", ".inf", "-.Inf", "+.INF", ".NaN", "1e400"] {
            assert_eq!(kind(float), "Float", "{float}");
        }
        for text in
            ["yes", "no", "on", "1_000", "0x", "0o8", "-0x1", ".", "e3", "1e", "1.2.3", "-", "+", "0.0.47"]
        {
            assert_eq!(
                kind(text),
                format!("{:?}", Value::Text(Scalar { text: text.to_owned(), comment: None })),
                "{text}"
            );
        }
        assert_eq!(kind(&"9".repeat(100)), "Huge");
        assert_eq!(kind(&format!("0x{}", "f".repeat(100))), "Huge");
    }
}
