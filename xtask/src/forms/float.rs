//! Numbers with a fraction: IEEE 754 binary64, high byte first.

use fastrand::Rng;
use lonelypsp_schema::Kind;
use serde_json::{Value as Json, json};

use super::{Declared, Form, Labelled, choose, of_lengths, randomness};

pub(super) struct Float;

impl Form for Float {
    /// Every class of numbers and the edges between them; of what is no number, the one that is written.
    fn valid(&self, _: Kind) -> Vec<Labelled> {
        let values =
            [0.0, -0.0, 0.1, -1.5, 1e21, f64::MIN_POSITIVE, f64::MAX, f64::INFINITY, f64::NEG_INFINITY];
        let others = [1, 0x000f_ffff_ffff_ffff, 0x7ff8_0000_0000_0000].map(f64::from_bits);
        let labelled = |value: f64| Labelled::new(format!("{value:e}"), value.to_be_bytes());
        values.into_iter().chain(others).map(labelled).collect()
    }

    fn broken(&self, _: Kind) -> (Vec<Labelled>, &'static str) {
        (of_lengths(&[0, 1, 4, 7, 9, 16]), "wrong_length")
    }

    fn typical(&self, _: Kind, index: u8) -> Vec<u8> {
        (f64::from(index) + 0.25).to_be_bytes().to_vec()
    }

    fn full(&self, _: Kind) -> Vec<u8> {
        f64::MIN.to_be_bytes().to_vec()
    }

    fn json(&self, _: Kind, bytes: &[u8]) -> Json {
        json!(float_text(f64::from_be_bytes(bytes.try_into().unwrap_or_default())))
    }

    fn malformed(&self, _: Kind) -> Vec<Json> {
        let texts = ["", "1.0", "01", "+1", " 1", "1e21", "1E+21", "inf", "nan", "0x1", "1e999", ".5", "5."];
        let others = [json!(7), json!(7.5), json!(true), Json::Null, json!([])];
        texts.iter().map(|text| json!(text)).chain(others).collect()
    }

    fn random(&self, rng: &mut Rng, _: Kind) -> Vec<u8> {
        randomness::bytes(rng, 8)
    }

    /// Any bits, few digits, or an edge.
    fn random_json(&self, rng: &mut Rng, _: Kind) -> Json {
        let edges =
            [0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE, f64::MAX, 5e-324];
        let number = match rng.u8(..4) {
            0 => choose(rng, &edges),
            1 => f64::from(rng.i32(..)) / choose(rng, &[1.0, 8.0, 10.0, 1000.0]),
            2 => f64::from(rng.i16(..)) * 10_f64.powi(rng.i32(-25..25)),
            _ => f64::from_bits(rng.u64(..)),
        };
        float_text(number).into()
    }

    fn is_shown(&self, wanted: &Json, raw: &[u8], shown: &str) -> bool {
        let Some(wanted) = wanted.as_str().and_then(|text| text.parse::<f64>().ok()) else { return false };
        let bits = raw.try_into().map_or(0, u64::from_be_bytes);
        let is_same = |one: f64, other: f64| one.is_nan() && other.is_nan() || one.total_cmp(&other).is_eq();
        // tshark shows 15 digits, which round to what is no number any more for the greatest.
        let shown = shown.parse::<f64>().unwrap_or(f64::MIN_POSITIVE);
        let is_shown = is_same(shown, wanted)
            || shown.is_infinite() && wanted.abs() > 1e308
            || ((shown - wanted) / wanted).abs() < 1e-14;
        is_same(f64::from_bits(bits), wanted) && is_shown
    }

    fn declare(&self, _: &mut Rng) -> Declared {
        Declared { ty: json!({ "kind": "float" }), most: None, is_fixed: true, has_order: false }
    }
}

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
