//! Tokens.

use lonelypsp::Direction::{B2s, S2b};
use lonelypsp::auth::{AuthResult, BearerToken, Refusal, Token};

fn token(text: &str) -> BearerToken {
    BearerToken::from_text(text).unwrap()
}

#[test]
fn what_is_refused_and_why() {
    let tokens = Token::new(token("open sesame"), token("größe"));
    let cases = [
        (S2b, None, Err(Refusal::Absent)),
        (S2b, Some("Bearer open sesame"), Ok(())),
        (S2b, Some(""), Err(Refusal::Scheme)),
        (S2b, Some("Bearer"), Err(Refusal::Scheme)),
        (S2b, Some("bearer open sesame"), Err(Refusal::Scheme)),
        (S2b, Some(" Bearer open sesame"), Err(Refusal::Scheme)),
        (S2b, Some("Bearer "), Err(Refusal::Mismatch)),
        (S2b, Some("Bearer open sesame "), Err(Refusal::Mismatch)),
        (S2b, Some("Bearer  open sesame"), Err(Refusal::Mismatch)),
        (S2b, Some("Bearer Open sesame"), Err(Refusal::Mismatch)),
        (S2b, Some("Bearer open sesam"), Err(Refusal::Mismatch)),
        // Neither an error nor more: text that is not ASCII is compared like any other.
        (S2b, Some("Bearer größe"), Err(Refusal::Mismatch)),
        (B2s, Some("Bearer größe"), Ok(())),
        (B2s, Some("Bearer gr\u{f6}\u{df}E"), Err(Refusal::Mismatch)),
        (B2s, Some("Bearer open sesame"), Err(Refusal::Mismatch)),
    ];
    for (direction, text, wanted) in cases {
        assert_eq!(tokens.check(direction, text), wanted, "{direction:?} {text:?}");
    }
}

#[test]
fn the_verdicts_are_those_of_the_reference() {
    let tokens = Token::both(token("x"));
    let verdict = |text| AuthResult::from(tokens.check(S2b, text));
    assert_eq!(verdict(None), AuthResult::Unauthorized);
    assert_eq!(verdict(Some("")), AuthResult::Forbidden);
    assert_eq!(verdict(Some("Bearer y")), AuthResult::Forbidden);
    assert_eq!(verdict(Some("Bearer x")), AuthResult::Ok);
}

#[test]
fn each_direction_sends_its_own() {
    let tokens = Token::new(token("one"), token("two"));
    assert_eq!(tokens.authorization(S2b), "Bearer one");
    assert_eq!(tokens.authorization(B2s), "Bearer two");
}
