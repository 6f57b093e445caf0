//! What bodies of HTTP cost beside what they cannot do without: the head of a `NOTIFY` beside a parser by hand, a message that is
//! streamed beside its hash, the etag of many topics beside the hash of its document.
//!
//! `cargo bench -p lonelypsp-bench --bench bodies [-- --times]`; the exit status says whether the targets are met.
//!
//! Instructions are counted as by the bench `gate`. `--times` streams 64 MiB besides, and judges the time.

use std::hint::black_box;
use std::process::ExitCode;

use lonelypsp::etag::strong_etag;
use lonelypsp::hashing::s2b::{StrongEtag, StrongEtagTopics};
use lonelypsp::stateless::s2b::Notify;
use lonelypsp::{DecodeError, Head, sha512};
use lonelypsp_bench::bodies::{NotifyHead, parse_notify_head};
use lonelypsp_bench::cases::Run;
use lonelypsp_bench::named::{Cases, Counts, paired, say};
use lonelypsp_bench::repeat;
use sha2::{Digest as _, Sha512};

const CASES: Cases = Cases {
    names: &[
        "loop",
        "head of NOTIFY",
        "head of NOTIFY, by hand",
        "NOTIFY in pieces",
        "its hash in pieces",
        "etag of 100,000 topics",
        "hash of its document",
    ],
    make: case,
    times,
};

/// What is streamed where instructions are counted, and where time is taken.
const COUNTED: usize = 1 << 20;
const TIMED: usize = 64 << 20;
/// How much of it arrives at once.
const PIECE: usize = 64 << 10;
const TOPICS: usize = 100_000;

fn times(name: &str) -> u64 {
    if name.contains("head") || name == "loop" { 256 } else { 1 }
}

fn case(name: &str) -> Run {
    match name {
        "loop" => repeat!(head(), |input: &Vec<u8>| input.len()),
        "head of NOTIFY" => {
            type Found = Result<Option<(Head<'static, Notify<'static>>, usize)>, DecodeError>;
            let input: &'static [u8] = head().leak();
            let decode: fn(&&'static [u8]) -> Found = |input| Notify::decode_head(input);
            repeat!(input, decode)
        }
        "head of NOTIFY, by hand" => {
            let input: &'static [u8] = head().leak();
            let parse: fn(&&'static [u8]) -> Option<(NotifyHead<'static>, usize)> =
                |input| parse_notify_head(input);
            repeat!(input, parse)
        }
        "NOTIFY in pieces" => streamed(COUNTED),
        "its hash in pieces" => hashed(COUNTED),
        "etag of 100,000 topics" => {
            let etag: fn(&Vec<String>) -> [u8; 64] = |topics| {
                let all = topics.iter().map(|topic| (topic.as_bytes(), None));
                strong_etag("https://subscriber.example.org/", all, []).expect("they are in order")
            };
            repeat!(topics(), etag)
        }
        "hash of its document" => {
            let topics = topics();
            let topics =
                topics.iter().map(|topic| StrongEtagTopics { topic: topic.as_bytes(), recovery: None });
            let document = StrongEtag {
                url: "https://subscriber.example.org/",
                topics: topics.collect(),
                globs: Vec::new(),
            };
            let hash: fn(&Vec<u8>) -> [u8; 64] = |document| sha512(document);
            repeat!(document.encode().expect("it fits"), hash)
        }
        _ => panic!("no case `{name}`"),
    }
}

/// In ascending order.
fn topics() -> Vec<String> {
    (0..TOPICS)
        .map(|number| format!("sites/north/rooms/{:03}/sensors/{:03}/celsius", number / 1000, number % 1000))
        .collect()
}

/// A `NOTIFY` up to its message, with the first bytes of that.
fn head() -> Vec<u8> {
    let message = Notify {
        topic: b"sensors/temperature",
        message_sha512: &sha512(b"21.5"),
        tracing: b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        identifier: b"\x01\x02\x03\x04",
        payload: b"21.5",
    };
    message.encode().expect("it fits")
}

/// The message of so many bytes, which arrives in pieces, is compared with its digest.
fn streamed(length: usize) -> Run {
    let piece = vec![7_u8; PIECE];
    let mut hash = Sha512::new();
    (0..length / PIECE).for_each(|_| hash.update(&piece));
    let digest: [u8; 64] = hash.finalize().into();
    let empty =
        Notify { topic: b"t", message_sha512: &digest, tracing: b"", identifier: b"id01", payload: b"" };
    let mut head = empty.encode().expect("it fits");
    let at = head.len() - size_of::<u64>();
    head[at..].copy_from_slice(&(length as u64).to_be_bytes());
    Box::new(move |times| {
        for _ in 0..times {
            let mut decoder = Notify::incremental();
            decoder.push(black_box(&head)).expect("it is right");
            for _ in 0..length / PIECE {
                let body = decoder.push(black_box(&piece)).expect("it is right");
                black_box(body);
            }
            black_box(decoder.finish().expect("it is right").body_len());
        }
    })
}

fn hashed(length: usize) -> Run {
    let piece = vec![7_u8; PIECE];
    Box::new(move |times| {
        for _ in 0..times {
            let mut hash = Sha512::new();
            for _ in 0..length / PIECE {
                hash.update(black_box(&piece));
            }
            black_box(hash.finalize());
        }
    })
}

fn main() -> ExitCode {
    CASES.run(judge)
}

fn judge(_: &Cases, counts: &Counts, arguments: &[&str]) -> bool {
    counts.print(|_| String::new());
    let mut is_met = [
        counts.is_at_most(1.05, "head of NOTIFY", "head of NOTIFY, by hand"),
        counts.is_at_most(1.03, "NOTIFY in pieces", "its hash in pieces"),
        counts.is_at_most(1.10, "etag of 100,000 topics", "hash of its document"),
    ]
    .iter()
    .all(|is_met| *is_met);
    if arguments.contains(&"--times") {
        let found = paired(&streamed(TIMED), &hashed(TIMED), 11, 1);
        is_met &=
            say("64 MiB in pieces / their hash, time, at most 1.03", &format!("{found:.3}"), found <= 1.03);
    }
    is_met
}
