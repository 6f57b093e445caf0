//! Where secrets come from, what is said when they are wrong, and that nothing shows them.

use std::error::Error as _;
use std::fs;
use std::path::PathBuf;

use lonelypsp::auth::hmac;
use lonelypsp::auth::{
    AuthorizeError, BearerToken, Hmac, Key, NoReplayStore, SecretError, SecretProblem, Token,
};

use crate::vectors::{NONCE, TIME, VECTORS, key};

/// Of the vectors, as the reference's configuration has it.
const TEXT: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw";

/// A file that goes when the test ends.
struct Temporary(PathBuf);

impl Temporary {
    fn with(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("lonelypsp-{}-{name}", std::process::id()));
        fs::write(&path, content).unwrap();
        Self(path)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.0));
    }
}

fn is_the_key(key: &Key) -> bool {
    hmac::sign(&VECTORS[0].raw(), TIME, NONCE, key).unwrap() == VECTORS[0].authorization()
}

#[test]
fn a_key_is_base64_in_either_alphabet_padded_or_not() {
    assert!(is_the_key(&key()));
    for text in [TEXT.into(), format!("{TEXT}=="), TEXT.replace('-', "+"), TEXT.replace("Pw", "Px")] {
        assert!(is_the_key(&Key::from_text(&text).unwrap()), "{text}");
    }
    assert_eq!(*key().to_text(), TEXT);
}

#[test]
fn what_is_no_key() {
    let problem = |text: &str| Key::from_text(text).unwrap_err().to_string();
    let place = "the text of the secret: ";
    assert_eq!(problem(""), format!("{place}there is nothing in it"));
    assert_eq!(problem("AAAA"), format!("{place}it is 3 bytes in base64, and has to be 64"));
    assert_eq!(problem(&TEXT[..84]), format!("{place}it is 63 bytes in base64, and has to be 64"));
    assert_eq!(problem(&"A".repeat(88)), format!("{place}it is 66 bytes in base64, and has to be 64"));
    assert_eq!(problem("AAA?AAA"), format!("{place}it is not base64 at byte 3"));
    assert_eq!(problem("AAAAA"), format!("{place}it is not base64 at byte 5"));
    assert_eq!(problem(" AAAA"), format!("{place}it is not base64 at byte 0"));
}

#[test]
fn files_may_end_with_a_line_end() {
    for (index, end) in ["", "\n", "\r\n"].iter().enumerate() {
        let file = Temporary::with(&format!("key-{index}"), format!("{TEXT}{end}").as_bytes());
        assert!(is_the_key(&Key::from_file(&file.0).unwrap()));
        let file = Temporary::with(&format!("token-{index}"), format!("sesame{end}").as_bytes());
        assert_eq!(*BearerToken::from_file(&file.0).unwrap().to_text(), "sesame");
    }
}

#[test]
fn files_that_are_no_secrets() {
    let problem = |name, content: &[u8]| {
        let file = Temporary::with(name, content);
        let error = Key::from_file(&file.0).unwrap_err();
        assert!(error.to_string().starts_with(&format!("the file `{}`: ", file.0.display())));
        error
    };
    assert!(matches!(problem("empty", b"").problem(), SecretProblem::Empty));
    assert!(matches!(problem("binary", b"\xff").problem(), SecretProblem::NotUtf8));
    let long = vec![b'A'; 20_000];
    assert!(matches!(problem("long", &long).problem(), SecretProblem::TooLong { max: 16_384 }));
    let error = Key::from_file("/nowhere/at/all").unwrap_err();
    assert!(matches!(error.problem(), SecretProblem::Unreadable(_)));
    assert!(error.source().is_some());
}

/// What cargo sets for every test is in the environment; nothing has to be changed in it.
#[test]
fn the_environment_is_read() {
    let name = env!("CARGO_PKG_NAME");
    assert_eq!(*BearerToken::from_env("CARGO_PKG_NAME").unwrap().to_text(), name);
    let error = Key::from_env("CARGO_PKG_NAME").unwrap_err();
    assert!(error.to_string().starts_with("the environment variable `CARGO_PKG_NAME`: "));
    assert!(matches!(Key::from_env("NO_SUCH").unwrap_err().problem(), SecretProblem::Unset));
}

#[test]
fn tokens_that_no_header_brings() {
    let index = |text: &str| match BearerToken::from_text(text).unwrap_err().problem() {
        SecretProblem::NotInHeader { index } => *index,
        problem => panic!("{problem:?}"),
    };
    assert_eq!(index(" x"), 0);
    assert_eq!(index("x "), 1);
    assert_eq!(index("\t"), 0);
    assert_eq!(index("x\r\nX-Other: y"), 1);
    assert_eq!(index("xy\0"), 2);
    assert!(matches!(BearerToken::from_text("").unwrap_err().problem(), SecretProblem::Empty));
}

#[test]
fn nothing_shows_a_secret() {
    let secret = "hunter2hunter2";
    let token = Token::both(BearerToken::from_text(secret).unwrap());
    let strategy = Hmac::new(Key::from_text(TEXT).unwrap(), key(), NoReplayStore);
    let mut shown = vec![format!("{token:?}"), format!("{strategy:?}"), format!("{:#?}", strategy)];
    let errors: [SecretError; 3] = [
        Key::from_text(secret).unwrap_err(),
        Key::from_text(&format!("{secret}!")).unwrap_err(),
        BearerToken::from_text(&format!("{secret}\n")).unwrap_err(),
    ];
    shown.extend(errors.iter().flat_map(|error| [error.to_string(), format!("{error:?}")]));
    for text in shown {
        assert!(!text.contains("hunter"), "{text}");
        assert!(!text.contains(&TEXT[..8]), "{text}");
        assert!(!text.contains("0, 1, 2, 3"), "{text}");
    }
}

#[test]
fn random_secrets_differ() {
    assert_ne!(Key::random().unwrap().to_text(), Key::random().unwrap().to_text());
    assert_ne!(BearerToken::random().unwrap().to_text(), BearerToken::random().unwrap().to_text());
    let key = Key::random().unwrap();
    let text = key.to_text();
    let sign = |key: &Key| hmac::sign(&VECTORS[0].raw(), TIME, NONCE, key).unwrap();
    assert_eq!(sign(&Key::from_text(&text).unwrap()), sign(&key));
}

#[test]
fn errors_have_sources() {
    assert!(AuthorizeError::other("x").source().is_none());
    assert!(AuthorizeError::Clock.source().is_none());
}
