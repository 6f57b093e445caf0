//! What authorization costs, and that comparing secrets costs the same wherever they differ.
//!
//! `cargo bench -p lonelypsp-bench --bench signing [-- --times]`; the exit status says whether the targets are met.
//!
//! Instructions are counted as by the bench `gate`. They hold what the program does, not what the system does for it:
//! random bytes and the time. `--times` shows both, and judges nothing.

use std::cell::RefCell;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use hmac::{KeyInit as _, Mac as _};
use lonelypsp::auth::{
    BearerToken, Document, Hmac, Key, MemoryReplayStore, NoReplayStore, Token, hmac as signature,
};
use lonelypsp::signing::s2b::SubscribeExact;
use lonelypsp::{Direction, EncodeError};
use lonelypsp_bench::cases::Run;
use lonelypsp_bench::named::{Cases, Counts, say};
use sha2::Sha512;

/// How long the document is that is signed.
const LENGTH: usize = 200;

const TIME: u64 = 1_700_000_000;
const SECRET: [u8; 64] = [7; 64];

/// A document of that length with a nonce of the usual length.
struct Example(SubscribeExact<'static>);

impl Example {
    fn new() -> Self {
        Self(SubscribeExact {
            tracing: b"",
            url: "https://subscriber.example.org:8443/v1/receive",
            recovery: Some("https://subscriber.example.org:8443/v1/recover"),
            exact: &[b'x'; 84],
            ..Default::default()
        })
    }
}

impl Document for Example {
    fn direction(&self) -> Direction {
        Direction::S2b
    }

    fn encode_with(&self, timestamp: u64, nonce: &str, buffer: &mut Vec<u8>) -> Result<(), EncodeError> {
        SubscribeExact { timestamp, nonce, ..self.0 }.encode_into(buffer)
    }
}

/// Repeats work that is hidden from the optimizer.
fn repeat<T>(work: impl Fn() -> T + 'static) -> Run {
    Box::new(move |times| {
        for _ in 0..times {
            black_box(work());
        }
    })
}

const CASES: Cases = Cases { names: &NAMES, make: case, times: |_| 256 };

const NAMES: [&str; 15] = [
    "loop",
    "bare mac",
    "bare mac, key not kept",
    "sign",
    "sign into a text that is there",
    "sign, time and nonce given",
    "check",
    "check and remember",
    "code differs in the first byte",
    "code differs in the middle",
    "code differs in the last byte",
    "token is right",
    "token differs in the first byte",
    "token differs in the middle",
    "token differs in the last byte",
];

fn case(name: &str) -> Run {
    let document = Example::new();
    let key = Key::from_bytes(&SECRET);
    match name {
        "loop" => repeat(|| ()),
        "bare mac" => {
            let begun = hmac::Hmac::<Sha512>::new_from_slice(&SECRET).expect("any key will do");
            let bytes = encoded(&document);
            repeat(move || begun.clone().chain_update(black_box(&bytes)).finalize())
        }
        "bare mac, key not kept" => {
            let bytes = encoded(&document);
            repeat(move || {
                let begun = hmac::Hmac::<Sha512>::new_from_slice(black_box(&SECRET));
                begun.expect("any key will do").chain_update(black_box(&bytes)).finalize()
            })
        }
        "sign" => {
            let strategy = Hmac::new(key.clone(), key, NoReplayStore);
            repeat(move || strategy.sign(black_box(&document)))
        }
        "sign into a text that is there" => {
            let strategy = Hmac::new(key.clone(), key, NoReplayStore);
            let text = RefCell::new(String::new());
            repeat(move || strategy.sign_into(black_box(&document), black_box(&mut text.borrow_mut())))
        }
        "sign, time and nonce given" => {
            repeat(move || signature::sign(black_box(&document), TIME, "abcDEF", &key))
        }
        "check" => checked(document, key, &[]),
        "check and remember" => {
            let strategy = Hmac::new(key.clone(), key.clone(), MemoryReplayStore::new());
            let text = signature::sign(&document, TIME, "abcDEF", &key).expect("it can be signed");
            let now = Duration::from_secs(TIME);
            repeat(move || strategy.check_at(black_box(&document), Some(black_box(&text)), now))
        }
        "code differs in the first byte" => checked(document, key, &[0]),
        "code differs in the middle" => checked(document, key, &[43]),
        // The last of the characters that stand for six bits.
        "code differs in the last byte" => checked(document, key, &[84]),
        "token is right" => token(&[]),
        "token differs in the first byte" => token(&[0]),
        "token differs in the middle" => token(&[21]),
        "token differs in the last byte" => token(&[42]),
        _ => panic!("no case `{name}`"),
    }
}

fn encoded(document: &Example) -> Vec<u8> {
    let mut bytes = vec![];
    document.encode_with(TIME, "abcDEF", &mut bytes).expect("it fits");
    assert_eq!(bytes.len(), LENGTH);
    bytes
}

/// Checks a signature, with these characters of the code changed.
fn checked(document: Example, key: Key, changed: &[usize]) -> Run {
    let text = signature::sign(&document, TIME, "abcDEF", &key).expect("it can be signed");
    let (head, code) = text.rsplit_once(':').expect("there are three parts");
    let text = format!("{head}:{}", changed_at(code, changed));
    let lifetime = Duration::from_secs(120);
    let now = Duration::from_secs(TIME);
    let is_right = signature::check(&document, Some(&text), now, lifetime, &key).is_ok();
    assert_eq!(is_right, changed.is_empty());
    repeat(move || signature::check(black_box(&document), Some(black_box(&text)), now, lifetime, &key))
}

/// Compares tokens of 43 characters, with these of one changed.
fn token(changed: &[usize]) -> Run {
    let secret = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    let tokens = Token::both(BearerToken::from_text(secret).expect("it is a token"));
    let text = format!("Bearer {}", changed_at(secret, changed));
    assert_eq!(tokens.check(Direction::S2b, Some(&text)).is_ok(), changed.is_empty());
    repeat(move || tokens.check(Direction::S2b, Some(black_box(&text))))
}

fn changed_at(text: &str, changed: &[usize]) -> String {
    let other = |c| if c == 'x' { 'y' } else { 'x' };
    text.chars().enumerate().map(|(index, c)| if changed.contains(&index) { other(c) } else { c }).collect()
}

fn main() -> ExitCode {
    CASES.run(judge)
}

fn judge(_: &Cases, counts: &Counts, arguments: &[&str]) -> bool {
    let with_times = arguments.contains(&"--times");
    counts.print(|name| if with_times { format!("{:>9} ns", nanoseconds(name)) } else { String::new() });
    let mut is_met = [
        // The text that it makes is allocated, which costs more or less as the heap happens to be.
        counts.is_at_most(1.12, "sign", "bare mac"),
        counts.is_at_most(1.1, "sign into a text that is there", "bare mac"),
    ]
    .iter()
    .all(|is_met| *is_met);
    for secret in ["code", "token"] {
        let places = ["first byte", "middle", "last byte"];
        let [first, others @ ..] = places.map(|place| counts.of(&format!("{secret} differs in the {place}")));
        // They are whole numbers.
        let is_same = others.iter().all(|other| (other - first).abs() < 0.001);
        let target = format!("{secret}: as many instructions wherever it differs");
        is_met &= say(&target, if is_same { "the same" } else { "not" }, is_same);
    }
    is_met
}

/// The least of several times.
fn nanoseconds(name: &str) -> u128 {
    const TIMES: usize = 2_000;
    let run = case(name);
    let time = || {
        let start = Instant::now();
        run(TIMES);
        start.elapsed().as_nanos() / TIMES as u128
    };
    (0..50).map(|_| time()).min().unwrap_or_default()
}
