//! The header's text: `X-HMAC 1700000000:abcDEF:` and 64 bytes in base64.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

use super::Clock;
use super::refusal::Refusal;
use super::seconds::Nanoseconds;

/// With what a header begins.
const SCHEME: &str = "X-HMAC ";
/// The most digits of a time.
const LONGEST_TIME: usize = 20;
/// The longest nonce in bytes: a document has one byte for its length.
const LONGEST_NONCE: usize = 255;
/// How long 64 bytes are in base64 without padding.
const CODE_LENGTH: usize = 86;

/// A header as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header<'h> {
    /// The time, in whole seconds.
    pub timestamp: u64,
    /// What makes it unlike others.
    pub nonce: &'h str,
    /// The code.
    pub code: [u8; 64],
}

impl<'h> Header<'h> {
    /// Reads a header, strictly.
    ///
    /// # Errors
    ///
    /// The first rule that it does not keep.
    pub fn read(text: Option<&'h str>, clock: Clock) -> Result<Self, Refusal> {
        let rest = text.ok_or(Refusal::Absent)?.strip_prefix(SCHEME).ok_or(Refusal::Scheme)?;
        let (time, rest) = rest.split_once(':').ok_or(Refusal::Timestamp)?;
        let is_time = (1..=LONGEST_TIME).contains(&time.len()) && time.bytes().all(|b| b.is_ascii_digit());
        let timestamp: u64 = time.parse().ok().filter(|_| is_time).ok_or(Refusal::Timestamp)?;
        check_time(timestamp, clock)?;
        let (nonce, code) = rest.split_once(':').ok_or(Refusal::Nonce)?;
        if nonce.len() > LONGEST_NONCE {
            return Err(Refusal::Nonce);
        }
        let code = code.strip_suffix("==").unwrap_or(code);
        let bytes = STANDARD_NO_PAD.decode(code).ok().filter(|_| code.len() == CODE_LENGTH);
        let code = bytes.and_then(|bytes| bytes.try_into().ok()).ok_or(Refusal::Encoding)?;
        Ok(Self { timestamp, nonce, code })
    }

    pub(super) fn format(timestamp: &str, nonce: &str, code: &[u8; 64]) -> String {
        format!("{SCHEME}{timestamp}:{nonce}:{}", STANDARD.encode(code))
    }
}

fn check_time(timestamp: u64, clock: Clock) -> Result<(), Refusal> {
    let signed = Nanoseconds::from_seconds(timestamp);
    if clock.now.since(signed) > clock.lifetime {
        return Err(Refusal::TooOld(clock.now.since(signed).since(clock.lifetime)));
    }
    if signed.since(clock.now) > clock.lifetime {
        return Err(Refusal::TooNew(signed.since(clock.now).since(clock.lifetime)));
    }
    Ok(())
}
