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
    let spelled = fewest_digits(number.abs());
    if number == 0.0 || (1e-6..1e21).contains(&number.abs()) {
        return format!("{sign}{}", plain(&spelled));
    }
    let exponent = if number.abs() < 1.0 { spelled } else { spelled.replace('e', "e+") };
    format!("{sign}{exponent}")
}

/// With a power of ten, and as few digits as tell it from its neighbours. Where two such texts are as near, the standard library
/// takes the greater, unless it is told how many digits there are: then it takes the even one, as other languages do.
fn fewest_digits(number: f64) -> String {
    let fewest = format!("{number:e}");
    let behind_point = fewest.split_once('e').and_then(|(digits, _)| digits.split_once('.'));
    let nearest = format!("{number:.0$e}", behind_point.map_or(0, |(_, digits)| digits.len()));
    // Beside a power of two the nearest text of so many digits may be its neighbour's.
    if nearest.parse() == Ok(number) { nearest } else { fewest }
}

/// The same without a power of ten.
fn plain(spelled: &str) -> String {
    let (digits, power) = spelled.split_once('e').unwrap_or((spelled, "0"));
    let digits: String = digits.chars().filter(|digit| *digit != '.').collect();
    let Ok(power) = power.parse::<usize>() else {
        let zeros = power.trim_start_matches('-').parse::<usize>().map_or(0, |power| power - 1);
        return format!("0.{}{digits}", "0".repeat(zeros));
    };
    match digits.split_at_checked(power + 1) {
        Some((whole, "")) => whole.to_owned(),
        Some((whole, fraction)) => format!("{whole}.{fraction}"),
        None => format!("{digits}{}", "0".repeat(power + 1 - digits.len())),
    }
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
        assert_eq!([12.5, 1200.0, 0.012].map(float_text), ["12.5", "1200", "0.012"]);
    }

    #[test]
    fn of_two_texts_that_are_as_near_the_even_one_counts() {
        // 137949922.744140625
        assert_eq!(float_text(f64::from_bits(0xc1a0_71e5_c57d_0000)), "-137949922.74414062");
    }

    #[test]
    fn all_texts_are_read_back() {
        let mut rng = fastrand::Rng::with_seed(1);
        for _ in 0..20_000 {
            let number = f64::from_bits(rng.u64(..));
            let text = float_text(number).replace("Infinity", "inf");
            assert!(number.is_nan() || text.parse() == Ok(number), "{text} for {number:e}");
            let fraction = rng.f64() * 10_f64.powi(rng.i32(-7..22));
            assert_eq!(float_text(fraction).parse(), Ok(fraction));
        }
    }
}
