//! Numbers with a fraction as text.

/// The shortest text of a number, as ECMAScript spells numbers but for `-0`.
pub(crate) fn float_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    if number.is_infinite() {
        return format!("{sign}Infinity");
    }
    // Never with a power of ten, and always with as few digits as tell it from its neighbours.
    let plain = number.abs().to_string();
    if number == 0.0 || (1e-6..1e21).contains(&number.abs()) {
        return format!("{sign}{plain}");
    }
    let spelled = format!("{:e}", number.abs());
    let exponent = if number.abs() < 1.0 { spelled } else { spelled.replace('e', "e+") };
    format!("{sign}{exponent}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_are_said_of_what_is_far_from_one() {
        let numbers = [0.0, -0.0, 0.1, 1e-6, 1e-7, -1.5e-9, 1e20, 1e21, 1.25e300, f64::INFINITY, f64::NAN];
        let texts = numbers.map(float_text);
        let wanted = ["0", "-0", "0.1", "0.000001", "1e-7", "-1.5e-9", "100000000000000000000", "1e+21"];
        assert_eq!(texts[..8], wanted);
        assert_eq!(texts[8..], ["1.25e+300", "Infinity", "NaN"]);
    }
}
