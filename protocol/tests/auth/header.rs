//! The form of an authorization by HMAC: what is accepted, and that nothing else is.

use lonelypsp::auth::Refusal;
use lonelypsp::auth::hmac::Header;
use proptest::prelude::*;

use crate::vectors::VECTORS;

/// The code of the first vector: 86 characters and the padding.
fn code() -> &'static str {
    VECTORS[0].code
}

/// 86 characters of which the last has bits that stand for no byte.
fn with_bits_left_over() -> String {
    code().replace("A==", "B==")
}

#[test]
fn what_is_refused_and_why() {
    let (code, unpadded) = (code(), code().trim_end_matches('='));
    let bits = with_bits_left_over();
    assert_ne!(bits, code);
    let case = |text: String, refusal| (text, refusal);
    let cases = [
        // The scheme.
        case(String::new(), Refusal::Scheme),
        case("X-HMAC".into(), Refusal::Scheme),
        case(format!("x-hmac 1:n:{code}"), Refusal::Scheme),
        case(format!(" X-HMAC 1:n:{code}"), Refusal::Scheme),
        case(format!("X-HMAC\t1:n:{code}"), Refusal::Scheme),
        case("Bearer x".into(), Refusal::Scheme),
        // The time: what the reference takes for a number, and what it does not.
        case("X-HMAC ".into(), Refusal::Timestamp),
        case("X-HMAC 1".into(), Refusal::Timestamp),
        case(format!("X-HMAC :n:{code}"), Refusal::Timestamp),
        case(format!("X-HMAC  1:n:{code}"), Refusal::Timestamp),
        case(format!("X-HMAC 1 :n:{code}"), Refusal::Timestamp),
        case(format!("X-HMAC +1:n:{code}"), Refusal::Timestamp),
        case(format!("X-HMAC -1:n:{code}"), Refusal::Timestamp),
        case(format!("X-HMAC 1_0:n:{code}"), Refusal::Timestamp),
        case(format!("X-HMAC ١:n:{code}"), Refusal::Timestamp),
        case(format!("X-HMAC 1.0:n:{code}"), Refusal::Timestamp),
        case(format!("X-HMAC 0x1:n:{code}"), Refusal::Timestamp),
        case(format!("X-HMAC 18446744073709551616:n:{code}"), Refusal::Timestamp),
        case(format!("X-HMAC 000000000000000000001:n:{code}"), Refusal::Timestamp),
        // The nonce.
        case("X-HMAC 1:".into(), Refusal::Nonce),
        case("X-HMAC 1:n".into(), Refusal::Nonce),
        case(format!("X-HMAC 1:{}:{code}", "x".repeat(256)), Refusal::Nonce),
        case(format!("X-HMAC 1:{}:{code}", "ü".repeat(128)), Refusal::Nonce),
        // The code.
        case("X-HMAC 1:n:".into(), Refusal::Length { found: 0 }),
        case("X-HMAC 1:n:==".into(), Refusal::Encoding),
        case("X-HMAC 1:n:A".into(), Refusal::Encoding),
        case("X-HMAC 1:n:AA".into(), Refusal::Length { found: 1 }),
        case("X-HMAC 1:n:AA==".into(), Refusal::Length { found: 1 }),
        case("X-HMAC 1:n:AAA".into(), Refusal::Length { found: 2 }),
        case("X-HMAC 1:n:AAA=".into(), Refusal::Length { found: 2 }),
        case("X-HMAC 1:n:AAAA".into(), Refusal::Length { found: 3 }),
        case(format!("X-HMAC 1:n:{unpadded}="), Refusal::Encoding),
        case(format!("X-HMAC 1:n:{unpadded}==="), Refusal::Encoding),
        case(format!("X-HMAC 1:n:{code}{code}"), Refusal::Encoding),
        case(format!("X-HMAC 1:n:{unpadded}A"), Refusal::Length { found: 65 }),
        case(format!("X-HMAC 1:n:{unpadded}AA"), Refusal::Length { found: 66 }),
        case(format!("X-HMAC 1:n:{unpadded}AAA"), Refusal::Encoding),
        case(format!("X-HMAC 1:n:{}", &unpadded[..85]), Refusal::Encoding),
        case(format!("X-HMAC 1:n:{}", &unpadded[..84]), Refusal::Length { found: 63 }),
        case(format!("X-HMAC 1:n:{bits}"), Refusal::Encoding),
        case(format!("X-HMAC 1:n:{}", bits.trim_end_matches('=')), Refusal::Encoding),
        case(format!("X-HMAC 1:n:{}", code.replace('/', "_")), Refusal::Encoding),
        case(format!("X-HMAC 1:n: {code}"), Refusal::Encoding),
        case(format!("X-HMAC 1:n:{code} "), Refusal::Encoding),
        case(format!("X-HMAC 1:n:{code}\n"), Refusal::Encoding),
        case(format!("X-HMAC 1:n::{code}"), Refusal::Encoding),
        case(format!("X-HMAC 1:n:{}ü", &unpadded[..84]), Refusal::Encoding),
        case(format!("X-HMAC 1:n:{}", "A".repeat(100_000)), Refusal::Length { found: 75_000 }),
    ];
    for (text, refusal) in cases {
        assert_eq!(Header::parse(&text), Err(refusal), "{text:?}");
    }
}

#[test]
fn what_is_accepted_though_no_one_writes_it() {
    let (code, unpadded) = (code(), code().trim_end_matches('='));
    let cases = [
        (format!("X-HMAC 00000000000000000001::{code}"), 1, ""),
        (format!("X-HMAC 18446744073709551615:n:{unpadded}"), u64::MAX, "n"),
        (format!("X-HMAC 0: \n=ü\0:{unpadded}"), 0, " \n=ü\0"),
        (format!("X-HMAC 0:{}:{code}", "x".repeat(255)), 0, &"x".repeat(255)),
    ];
    for (text, timestamp, nonce) in cases {
        let header = Header::parse(&text).unwrap();
        assert_eq!((header.timestamp, header.nonce), (timestamp, nonce));
    }
}

/// The grammar once more, in other words: a character at a time.
fn is_canonical(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("X-HMAC ") else { return false };
    let parts: Vec<&str> = rest.splitn(3, ':').collect();
    let [time, nonce, code] = *parts.as_slice() else { return false };
    let is_time = (1..=20).contains(&time.len())
        && time.bytes().all(|digit| digit.is_ascii_digit())
        && time.parse::<u128>().unwrap() < 1 << 64;
    let characters: Vec<char> = code.strip_suffix("==").unwrap_or(code).chars().collect();
    let is_code = characters.len() == 86
        && "AQgw".contains(characters[85])
        && characters.iter().all(|c| matches!(c, 'A'..='Z' | 'a'..='z' | '0'..='9' | '+' | '/'));
    is_time && nonce.len() <= 255 && is_code
}

/// Text that is a header but for one place.
fn nearly_a_header() -> impl Strategy<Value = String> {
    let part = |usual: &'static str| prop_oneof![8 => Just(String::from(usual)), 1 => any::<String>()];
    let time = prop_oneof![4 => "[0-9]{1,21}", 1 => any::<u64>().prop_map(|time| time.to_string()), 1 => "[-+ _0-9]{0,6}"];
    let nonce = prop_oneof![4 => "[A-Za-z0-9_-]{6}", 1 => any::<String>(), 1 => "[a-z]{250,260}"];
    let code = prop_oneof![
        4 => "[A-Za-z0-9+/]{85}[AQgw]={0,3}",
        2 => "[A-Za-z0-9+/]{84,88}={0,2}",
        1 => any::<String>(),
    ];
    (part("X-HMAC "), time, part(":"), nonce, part(":"), code)
        .prop_map(|(scheme, time, one, nonce, two, code)| [scheme, time, one, nonce, two, code].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn exactly_what_the_grammar_says_is_accepted(text in nearly_a_header()) {
        prop_assert_eq!(Header::parse(&text).is_ok(), is_canonical(&text));
    }

    #[test]
    fn no_text_hurts(text in any::<String>(), code in any::<String>()) {
        prop_assert_eq!(Header::parse(&text).is_ok(), is_canonical(&text));
        let text = format!("X-HMAC 1:n:{code}");
        prop_assert_eq!(Header::parse(&text).is_ok(), is_canonical(&text));
    }

    #[test]
    fn what_is_written_is_read(timestamp in any::<u64>(), nonce in "[^:]{0,60}", code in any::<[u8; 32]>()) {
        let mut whole = [0; 64];
        whole[16..48].copy_from_slice(&code);
        let header = Header { timestamp, nonce: &nonce, code: whole };
        let text = header.to_string();
        let begin = format!("X-HMAC {timestamp}:{nonce}:");
        prop_assert!(text.starts_with(&begin));
        prop_assert_eq!(Header::parse(&text), Ok(header));
    }
}
