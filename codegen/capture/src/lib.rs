//! Takes messages out of what people have: hex digits, dumps with offsets, base64, frames of a byte stream, captures of packets.
//!
//! ```
//! use lonelypsp_capture::{Form, read};
//!
//! let dump = b"00000000: 0001 0002 0000 0000 0007 666f 6f2f 6261  ..........foo/ba\n00000010: 72                                       r\n";
//! let found = read(dump, None).unwrap();
//! assert_eq!(found[0].bytes, b"\0\x01\0\x02\0\0\0\0\0\x07foo/bar");
//!
//! let digits = read(b"00 01\n\n00 02\n", None).unwrap();
//! assert_eq!(digits.iter().map(|one| one.place.as_str()).collect::<Vec<_>>(), ["line 1", "line 3"]);
//! assert!(read(b"Zm9v", Some(Form::Hex)).is_err());
//! ```
//!
//! # Which form it is
//!
//! If nobody says it, the first of these that fits:
//!
//! 1. a capture, if it begins with the magic number of one;
//! 1. a dump of several lines, if each begins with an offset that is the number of bytes before it;
//! 1. hex digits, if there is nothing but them, with white space wherever people put it;
//! 1. a dump, if a line begins with an offset of zero;
//! 1. base64, if there is nothing but its signs, of either alphabet.
//!
//! So `abcd` is two bytes and not three, and so is a line `0000 0102` four bytes. Text is UTF-8, and an empty line in it ends a message. What else is no text
//! is not guessed at.
//!
//! # Captures
//!
//! Of pcap and pcapng (Ethernet, Linux "cooked", loopback, IP), TCP streams are put together in the order of their bytes. On a
//! connection that speaks HTTP/1.1, the bodies of requests and answers are taken, and behind an upgrade to WebSocket the binary
//! messages, also if they are compressed (RFC 7692); on others, frames behind lengths of four bytes. What is encrypted is passed
//! over, and so are bodies with a content encoding. All of this is the feature `packets`, which is on if nothing else is said; without
//! it, captures are refused.

// A build that reads packets says what is dead.
#![cfg_attr(not(feature = "packets"), allow(dead_code))]

mod base64;
mod dump;
mod frames;
mod hex;
mod packets;
mod paragraphs;

use std::fmt;

use paragraphs::Paragraph;

/// How messages can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Hex digits.
    Hex,
    /// Lines with an offset and bytes in hex: of `xxd`, `hexdump -C`, `od -tx1`, `tcpdump -x`, Wireshark.
    Dump,
    /// Base64, of either alphabet, with padding or without (RFC 4648).
    Base64,
    /// One message as it is.
    Raw,
    /// Messages as they are on a byte stream, each behind its length in four bytes.
    Frames,
    /// Packets in a file of pcap or pcapng.
    Capture,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Hex, Self::Dump, Self::Base64, Self::Raw, Self::Frames, Self::Capture];

    /// What it is called.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hex => "hex",
            Self::Dump => "dump",
            Self::Base64 => "base64",
            Self::Raw => "raw",
            Self::Frames => "frames",
            Self::Capture => "capture",
        }
    }
}

/// Who sent a message on a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Whoever asked for the connection.
    Client,
    /// Whoever was asked.
    Server,
}

/// A message that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where it was: `line 3`, `frame 2`, `packet 7`. Empty for what was given as one message.
    pub place: String,
    /// Who sent it, if that can be seen.
    pub side: Option<Side>,
    /// What it is the body of, if it was on HTTP.
    pub exchange: Option<Exchange>,
}

/// A request, or the answer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Of the request: `POST`.
    pub method: String,
    /// What was asked for, without what stands behind a question mark: `/v1/receive`.
    pub path: String,
    /// Of the answer; nothing in the request.
    pub status: Option<u16>,
}

impl Found {
    fn new(bytes: Vec<u8>, place: String) -> Self {
        Self { bytes, place, side: None, exchange: None }
    }
}

/// What is wrong, where, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(String);

impl Problem {
    fn at_line(line: usize, what: &str) -> Self {
        Self(format!("line {line}: {what}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Problem {}

/// The messages in what was given, in its order; `form` is what it is said to be. What it costs grows with its length.
///
/// # Errors
/// If it is not of that form, or of none.
pub fn read(input: &[u8], form: Option<Form>) -> Result<Vec<Found>, Problem> {
    match form {
        Some(Form::Raw) => Ok(vec![Found::new(input.to_vec(), String::new())]),
        Some(Form::Frames) => frames::read(input),
        Some(Form::Hex) => of_all(&paragraphs::of(text(input)?), hex::read),
        Some(Form::Dump) => dump::read(&paragraphs::of(text(input)?)),
        Some(Form::Base64) => of_all(&paragraphs::of(text(input)?), base64::read),
        Some(Form::Capture) => packets::read(input),
        None if packets::seems_to_be(input) => packets::read(input),
        None => guess(text(input)?),
    }
}

fn guess(text: &str) -> Result<Vec<Found>, Problem> {
    let paragraphs = paragraphs::of(text);
    if let Some(dumps) = dump::read_certain(&paragraphs) {
        return Ok(dumps);
    }
    let as_hex = of_all(&paragraphs, hex::read);
    if as_hex.is_ok() {
        return as_hex;
    }
    if dump::seems_to_be(&paragraphs) {
        return dump::read(&paragraphs);
    }
    of_all(&paragraphs, base64::read).or(as_hex)
}

fn text(input: &[u8]) -> Result<&str, Problem> {
    // What some shells make of `>`; no message begins so.
    if input.starts_with(b"\xff\xfe") || input.starts_with(b"\xfe\xff") {
        return Err(Problem("it is UTF-16; save it as UTF-8".to_owned()));
    }
    let text = std::str::from_utf8(input).map_err(|_| Problem("it is not even text".to_owned()))?;
    // The mark by which some editors say that a file is UTF-8.
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// One message in each paragraph.
fn of_all(
    paragraphs: &[Paragraph<'_>],
    read: fn(&Paragraph<'_>) -> Result<Vec<u8>, Problem>,
) -> Result<Vec<Found>, Problem> {
    paragraphs.iter().map(|paragraph| Ok(Found::new(read(paragraph)?, paragraph.place()))).collect()
}
