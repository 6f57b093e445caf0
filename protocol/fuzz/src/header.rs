//! The header that authorizes a message by its signature.

use lonelypsp::auth::Refusal;
use lonelypsp::auth::hmac::Header;
use lonelypsp_conformance::authorization::{self, Clock};

/// Both readers of headers take the same, and say of the rest alike what is wrong. What was read is written and read back.
pub fn check(text: &str) {
    // No time is too far away.
    let lifetime = "99999999999999999999".parse().expect("a number");
    let clock = Clock { now: "0".parse().expect("a number"), lifetime };
    let second = authorization::Header::read(Some(text), clock);
    match (Header::parse(text), second) {
        (Ok(header), Ok(second)) => {
            assert_eq!(
                (header.timestamp, header.nonce, header.code),
                (second.timestamp, second.nonce, second.code)
            );
            let written = header.to_string();
            assert_eq!(Header::parse(&written), Ok(header));
            // Leading zeros and missing padding are all that is not kept.
            assert!(written.len() <= text.len() + 2 && written.ends_with("=="));
        }
        (Err(refusal), Err(second)) => assert_eq!(rule(&refusal), second.as_str(), "{text:?}"),
        (first, second) => panic!("{text:?} is read as {first:?} and as {second:?}"),
    }
}

/// The second reader has one name for whatever is no code.
fn rule(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Scheme => "scheme",
        Refusal::Timestamp => "timestamp",
        Refusal::Nonce => "nonce",
        Refusal::Encoding | Refusal::Length { .. } => "encoding",
        _ => panic!("no header is refused so: {refusal}"),
    }
}
