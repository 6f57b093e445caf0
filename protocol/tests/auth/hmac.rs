//! Signatures of documents: the known ones, and how long they live.

use std::time::Duration;

use lonelypsp::auth::{
    AuthResult, AuthorizeError, Document, Hmac, Key, MemoryReplayStore, NoReplayStore, Refusal, hmac,
};
use lonelypsp::{Direction, EncodeError, ErrorKind};

use crate::vectors::{NONCE, TIME, VECTORS, key};

const LIFETIME: Duration = Duration::from_secs(120);
const NOW: Duration = Duration::from_secs(TIME);

#[test]
fn documents_are_what_the_vectors_say() {
    for (index, vector) in VECTORS.iter().enumerate() {
        let mut bytes = vec![];
        vector.raw().encode_with(TIME, NONCE, &mut bytes).unwrap();
        assert_eq!(bytes, vector.bytes());
        assert_eq!(usize::from(bytes[0]), index + 1);
    }
}

#[test]
fn every_document_is_signed_as_by_the_reference() {
    for vector in &VECTORS {
        assert_eq!(hmac::sign(&vector.raw(), TIME, NONCE, &key()).unwrap(), vector.authorization());
    }
}

#[test]
fn every_signature_of_the_reference_is_right_with_padding_and_without() {
    for vector in &VECTORS {
        let padded = vector.authorization();
        for text in [padded.as_str(), padded.trim_end_matches('=')] {
            assert_eq!(hmac::check(&vector.raw(), Some(text), NOW, LIFETIME, &key()), Ok(()));
        }
    }
}

#[test]
fn no_signature_is_right_for_another_document_key_time_or_nonce() {
    let (right, other) = (key(), Key::from_bytes(&[0; 64]));
    for (vector, next) in VECTORS.iter().zip(VECTORS.iter().cycle().skip(1)) {
        let text = vector.authorization();
        let check = |document: &_, text: &str, key| hmac::check(document, Some(text), NOW, LIFETIME, key);
        let mismatch = Err(Refusal::Mismatch);
        assert_eq!(check(&next.raw(), &text, &right), mismatch);
        assert_eq!(check(&vector.raw().damaged(), &text, &right), mismatch);
        assert_eq!(check(&vector.raw(), &text, &other), mismatch);
        assert_eq!(check(&vector.raw(), &text.replace("000:", "001:"), &right), mismatch);
        assert_eq!(check(&vector.raw(), &text.replace(NONCE, "abcDEG"), &right), mismatch);
    }
}

#[test]
fn a_signature_lives_as_long_in_either_direction_and_the_edge_is_in() {
    let vector = &VECTORS[0];
    let check = |now| {
        let text = vector.authorization();
        hmac::check(&vector.raw(), Some(&text), now, LIFETIME, &key())
    };
    let nano = Duration::from_nanos(1);
    assert_eq!(check(NOW + LIFETIME), Ok(()));
    assert_eq!(check(NOW.saturating_sub(LIFETIME)), Ok(()));
    assert_eq!(check(NOW + Duration::from_millis(1500)), Ok(()));
    let (age, ahead) = (LIFETIME + nano, LIFETIME + nano);
    assert_eq!(check(NOW + age), Err(Refusal::TooOld { age, lifetime: LIFETIME }));
    assert_eq!(check(NOW.saturating_sub(ahead)), Err(Refusal::TooNew { ahead, lifetime: LIFETIME }));
    assert_eq!(check(Duration::ZERO), Err(Refusal::TooNew { ahead: NOW, lifetime: LIFETIME }));
    assert!(matches!(check(Duration::MAX), Err(Refusal::TooOld { .. })));
}

#[test]
fn the_ends_of_time_are_times() {
    let document = VECTORS[0].raw();
    for time in [0, u64::MAX] {
        let text = hmac::sign(&document, time, "", &key()).unwrap();
        let now = Duration::from_secs(time);
        assert_eq!(hmac::check(&document, Some(&text), now, Duration::ZERO, &key()), Ok(()));
        let check = |now, lifetime| hmac::check(&document, Some(&text), now, lifetime, &key());
        assert!(check(Duration::from_secs(!time), LIFETIME).is_err());
        assert_eq!(check(Duration::from_secs(!time), Duration::MAX), Ok(()));
    }
}

#[test]
fn nonces_are_any_text_that_fits() {
    let document = VECTORS[0].raw();
    let sign = |nonce: &str| hmac::sign(&document, TIME, nonce, &key());
    let longest = "ü".repeat(127) + "x";
    for nonce in ["", " ", "\n", "=", longest.as_str()] {
        let text = sign(nonce).unwrap();
        assert_eq!(hmac::check(&document, Some(&text), NOW, LIFETIME, &key()), Ok(()), "{nonce:?}");
    }
    assert!(matches!(sign("a:b"), Err(AuthorizeError::Nonce)));
    let error = sign(&"x".repeat(256)).unwrap_err();
    assert!(matches!(error, AuthorizeError::Unsignable(error) if error.kind() == ErrorKind::TooLong));
}

#[test]
fn each_direction_has_its_key() {
    let (to_broadcaster, to_subscriber) = (Key::from_bytes(&[1; 64]), Key::from_bytes(&[2; 64]));
    let strategy = Hmac::new(to_broadcaster.clone(), to_subscriber.clone(), NoReplayStore);
    for vector in &VECTORS {
        let document = vector.raw();
        let (right, wrong) = match document.direction() {
            Direction::S2b => (&to_broadcaster, &to_subscriber),
            Direction::B2s => (&to_subscriber, &to_broadcaster),
        };
        let text = hmac::sign(&document, TIME, NONCE, right).unwrap();
        assert_eq!(strategy.check_at(&document, Some(&text), NOW), Ok(()));
        let text = hmac::sign(&document, TIME, NONCE, wrong).unwrap();
        assert_eq!(strategy.check_at(&document, Some(&text), NOW), Err(Refusal::Mismatch));
    }
}

#[test]
fn what_is_sent_has_the_usual_form_and_is_never_the_same() {
    let strategy = Hmac::new(key(), key(), MemoryReplayStore::new());
    let document = VECTORS[0].raw();
    let mut texts = std::collections::HashSet::new();
    for _ in 0..100 {
        let text = strategy.sign(&document).unwrap();
        let parts: Vec<&str> = text.strip_prefix("X-HMAC ").unwrap().split(':').collect();
        let [time, nonce, code] = *parts.as_slice() else { panic!("three parts: {text}") };
        assert!(time.bytes().all(|byte| byte.is_ascii_digit()));
        assert!(
            nonce.len() == 6
                && nonce.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        );
        assert!(code.len() == 88 && code.ends_with("=="));
        assert_eq!(strategy.check(&document, Some(&text)), Ok(()));
        texts.insert(text);
    }
    assert_eq!(texts.len(), 100);
}

/// What was in the text is gone, and what is in it can be checked; a document that cannot be leaves it empty.
#[test]
fn a_text_can_be_used_again() {
    let strategy = Hmac::new(key(), key(), MemoryReplayStore::new());
    let document = VECTORS[0].raw();
    let mut text = String::from("something that was there before");
    for _ in 0..3 {
        strategy.sign_into(&document, &mut text).unwrap();
        assert_eq!(strategy.check(&document, Some(&text)), Ok(()));
    }
    strategy.sign_into(&Never, &mut text).unwrap_err();
    assert_eq!(text, "");
}

/// A generated document can be given another time and nonce, though it borrows for longer than they live.
#[test]
fn generated_documents_can_be_signed() {
    use lonelypsp::signing::b2s::Missed;
    struct Generated(Missed<'static>);
    impl Document for Generated {
        fn direction(&self) -> Direction {
            Direction::B2s
        }
        fn encode_with(&self, timestamp: u64, nonce: &str, buffer: &mut Vec<u8>) -> Result<(), EncodeError> {
            Missed { timestamp, nonce, ..self.0 }.encode_into(buffer)
        }
        fn fields(&self) -> Option<&dyn lonelypsp::reflect::Reflect> {
            Some(&self.0)
        }
    }
    let document = Generated(Missed {
        tracing: b"\xaa\xbb",
        recovery: "websocket:n:1",
        topic: b"foo/bar",
        ..Default::default()
    });
    assert_eq!(hmac::sign(&document, TIME, NONCE, &key()).unwrap(), VECTORS[10].authorization());
    assert_eq!(document.fields().unwrap().shape().message, "missed");
}

/// No values are right for it.
struct Never;

impl Document for Never {
    fn direction(&self) -> Direction {
        Direction::S2b
    }

    fn encode_with(&self, _: u64, _: &str, _: &mut Vec<u8>) -> Result<(), EncodeError> {
        Err(EncodeError::new(ErrorKind::OutOfRange, None))
    }
}

#[test]
fn nothing_and_an_empty_text_are_different() {
    let strategy = Hmac::new(key(), key(), NoReplayStore);
    let document = VECTORS[0].raw();
    assert_eq!(AuthResult::from(strategy.check(&document, None)), AuthResult::Unauthorized);
    assert_eq!(AuthResult::from(strategy.check(&document, Some(""))), AuthResult::Forbidden);
}

#[test]
fn a_document_that_cannot_be_is_refused() {
    let text = VECTORS[0].authorization();
    let refusal = hmac::check(&Never, Some(&text), NOW, LIFETIME, &key()).unwrap_err();
    assert!(matches!(refusal, Refusal::Unsignable(_)));
    assert_eq!(refusal.result(), AuthResult::Forbidden);
    assert!(matches!(hmac::sign(&Never, TIME, NONCE, &key()), Err(AuthorizeError::Unsignable(_))));
}
