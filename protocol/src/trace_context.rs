//! What the tracing of a message may hold for those who trace with OpenTelemetry: a W3C Trace Context.
//!
//! The protocol gives every message and every signed document a value `tracing`, and leaves open what is in it. The
//! reference's programs send none, except in `RESPONSE_NOTIFY`. This module gives it one of two forms:
//!
//! - **nothing**: no trace;
//! - the value of the header **`traceparent`**, and, if there is one, a line feed and the value of **`tracestate`**, as
//!   [W3C Trace Context](https://www.w3.org/TR/trace-context-2/) defines them for HTTP. All of it is ASCII.
//!
//! ```text
//! 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01⏎
//! vendor=value,other=value
//! ```
//!
//! The first byte is a hexadecimal digit, so that it cannot be taken for the records of a `RESPONSE_NOTIFY`, which begin
//! with a byte 0 or 1.
//!
//! ```
//! use lonelypsp::trace_context::TraceContext;
//!
//! let tracing = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\nvendor=value";
//! let context = TraceContext::parse(tracing)?.expect("not empty");
//! assert!(context.is_sampled());
//! assert_eq!(context.trace_state().members().collect::<Vec<_>>(), [("vendor", "value")]);
//! assert_eq!(context.encode(), tracing);
//! # Ok::<(), lonelypsp::trace_context::TraceContextError>(())
//! ```
//!
//! [`parse`](TraceContext::parse) is strict. Whoever only wants to go on with a trace takes
//! [`receive`](TraceContext::receive), which leaves out what is wrong, as the specification demands: a message is never
//! refused for its tracing.
//!
//! With the feature `opentelemetry`, a context becomes a `SpanContext` of the crate `opentelemetry`, and the other way
//! round; `examples/one-trace` in the repository has one trace through three programs.

extern crate alloc;

mod state;

#[cfg(feature = "opentelemetry")]
mod span_context;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

pub use state::TraceState;

/// The length of a `traceparent` of version 0.
const PARENT_LENGTH: usize = 55;

/// The flags that the specification gives a meaning: sampled, and a trace id that is random. All others have to be zero
/// in what is sent.
const KNOWN_FLAGS: u8 = 0b11;

const SAMPLED: u8 = 1;

/// Where in a trace a message was sent.
///
/// ```
/// use lonelypsp::trace_context::{TraceContext, TraceState};
///
/// let context = TraceContext::new([0x4b; 16], [0xf0; 8], 1).expect("neither id is zero");
/// let context = context.with_state(TraceState::parse("vendor=value")?);
/// let text = format!("00-{}-{}-01\nvendor=value", "4b".repeat(16), "f0".repeat(8));
/// assert_eq!(context.encode(), text.as_bytes());
/// # Ok::<(), lonelypsp::trace_context::TraceContextError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TraceContext<'a> {
    trace_id: [u8; 16],
    parent_id: [u8; 8],
    flags: u8,
    state: TraceState<'a>,
}

impl<'a> TraceContext<'a> {
    /// A context of these ids, without a state. Of the flags, those without a meaning are dropped. None if an id is all
    /// zero, which stands for no trace.
    ///
    /// ```
    /// use lonelypsp::trace_context::TraceContext;
    ///
    /// assert!(TraceContext::new([0; 16], [1; 8], 1).is_none());
    /// ```
    pub fn new(trace_id: [u8; 16], parent_id: [u8; 8], flags: u8) -> Option<Self> {
        let is_valid = trace_id != [0; 16] && parent_id != [0; 8];
        let context = Self { trace_id, parent_id, flags: flags & KNOWN_FLAGS, state: TraceState::default() };
        is_valid.then_some(context)
    }

    /// The same context with another state.
    ///
    /// ```
    /// use lonelypsp::trace_context::{TraceContext, TraceState};
    ///
    /// let context = TraceContext::new([1; 16], [1; 8], 0).expect("neither id is zero");
    /// let context = context.with_state(TraceState::parse("a=b")?);
    /// assert_eq!(context.trace_state().as_str(), "a=b");
    /// # Ok::<(), lonelypsp::trace_context::TraceContextError>(())
    /// ```
    #[must_use]
    pub fn with_state(self, state: TraceState<'a>) -> Self {
        Self { state, ..self }
    }

    /// The context in the tracing of a message; none if that is empty.
    ///
    /// # Errors
    /// If it is not as this module's first page says: [`TraceContextError`] tells which of the two parts is wrong.
    ///
    /// ```
    /// use lonelypsp::trace_context::{TraceContext, TraceContextError};
    ///
    /// assert_eq!(TraceContext::parse(b""), Ok(None));
    /// assert_eq!(TraceContext::parse(b"\x00\x00\x01"), Err(TraceContextError::Parent));
    /// ```
    pub fn parse(tracing: &'a [u8]) -> Result<Option<Self>, TraceContextError> {
        if tracing.is_empty() {
            return Ok(None);
        }
        let (parent, state) = split(tracing);
        let context = parse_parent(parent).ok_or(TraceContextError::Parent)?;
        let Some(state) = state else { return Ok(Some(context)) };
        let state = core::str::from_utf8(state).map_err(|_| TraceContextError::State)?;
        Ok(Some(context.with_state(TraceState::parse(state)?)))
    }

    /// The context in the tracing of a message, as far as it can be understood: without its state if that is wrong, and
    /// none if the rest is.
    ///
    /// ```
    /// use lonelypsp::trace_context::TraceContext;
    ///
    /// let tracing = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n???";
    /// let context = TraceContext::receive(tracing).expect("`traceparent` is right");
    /// assert!(context.trace_state().is_empty());
    /// assert_eq!(TraceContext::receive(b"something else"), None);
    /// ```
    pub fn receive(tracing: &'a [u8]) -> Option<Self> {
        match Self::parse(tracing) {
            Ok(context) => context,
            Err(TraceContextError::Parent) => None,
            Err(TraceContextError::State) => parse_parent(split(tracing).0),
        }
    }

    /// The tracing of a message in this trace. Always of version 0, whatever the version of what was read.
    ///
    /// ```
    /// use lonelypsp::trace_context::TraceContext;
    ///
    /// let context = TraceContext::new([0xab; 16], [0xcd; 8], 0).expect("neither id is zero");
    /// assert_eq!(context.encode().len(), 55);
    /// ```
    pub fn encode(&self) -> Vec<u8> {
        let mut text = self.trace_parent().into_bytes();
        if !self.state.is_empty() {
            text.push(b'\n');
            text.extend_from_slice(self.state.as_str().as_bytes());
        }
        text
    }

    /// The value of the header `traceparent`.
    ///
    /// ```
    /// use lonelypsp::trace_context::TraceContext;
    ///
    /// let context = TraceContext::new([0xab; 16], [0xcd; 8], 1).expect("neither id is zero");
    /// assert_eq!(context.trace_parent(), "00-abababababababababababababababab-cdcdcdcdcdcdcdcd-01");
    /// ```
    pub fn trace_parent(&self) -> String {
        let mut text = String::with_capacity(PARENT_LENGTH);
        text.push_str("00-");
        push_hex(&mut text, &self.trace_id);
        text.push('-');
        push_hex(&mut text, &self.parent_id);
        text.push('-');
        push_hex(&mut text, &[self.flags]);
        text
    }

    /// The trace. Not all zero.
    ///
    /// ```
    /// # use lonelypsp::trace_context::TraceContext;
    /// assert_eq!(TraceContext::new([7; 16], [8; 8], 1).map(|context| context.trace_id()), Some([7; 16]));
    /// ```
    pub const fn trace_id(&self) -> [u8; 16] {
        self.trace_id
    }

    /// The span that the message was sent in. Not all zero.
    ///
    /// ```
    /// # use lonelypsp::trace_context::TraceContext;
    /// assert_eq!(TraceContext::new([7; 16], [8; 8], 1).map(|context| context.parent_id()), Some([8; 8]));
    /// ```
    pub const fn parent_id(&self) -> [u8; 8] {
        self.parent_id
    }

    /// The flags: bit 0 says sampled, bit 1 that the trace id is random; others are zero.
    ///
    /// ```
    /// # use lonelypsp::trace_context::TraceContext;
    /// assert_eq!(TraceContext::new([7; 16], [8; 8], 0xff).map(|context| context.flags()), Some(0b11));
    /// ```
    pub const fn flags(&self) -> u8 {
        self.flags
    }

    /// Whether the sender may have recorded the trace.
    ///
    /// ```
    /// # use lonelypsp::trace_context::TraceContext;
    /// assert_eq!(TraceContext::new([7; 16], [8; 8], 2).map(|context| context.is_sampled()), Some(false));
    /// ```
    pub const fn is_sampled(&self) -> bool {
        self.flags & SAMPLED != 0
    }

    /// What tracing systems say about the trace.
    ///
    /// ```
    /// # use lonelypsp::trace_context::TraceContext;
    /// let context = TraceContext::new([7; 16], [8; 8], 1).expect("neither id is zero");
    /// assert!(context.trace_state().is_empty());
    /// ```
    pub const fn trace_state(&self) -> &TraceState<'a> {
        &self.state
    }
}

/// The two lines. Without a line feed there is no second one.
fn split(tracing: &[u8]) -> (&[u8], Option<&[u8]>) {
    let mut lines = tracing.splitn(2, |byte| *byte == b'\n');
    (lines.next().unwrap_or_default(), lines.next())
}

/// Reads a `traceparent`. One of version 0 has exactly its four parts; one of a later version begins with them, and more
/// may follow a hyphen. There is no version `ff`.
fn parse_parent<'a>(text: &[u8]) -> Option<TraceContext<'a>> {
    let (parent, rest) = text.split_at_checked(PARENT_LENGTH)?;
    let mut parts = parent.split(|byte| *byte == b'-');
    let [version] = parse_hex(parts.next()?)?;
    let trace_id = parse_hex(parts.next()?)?;
    let parent_id = parse_hex(parts.next()?)?;
    let [flags] = parse_hex(parts.next()?)?;
    let may_follow = match version {
        0 => rest.is_empty(),
        0xff => false,
        _ => rest.is_empty() || rest.starts_with(b"-"),
    };
    if !may_follow || parts.next().is_some() {
        return None;
    }
    TraceContext::new(trace_id, parent_id, flags)
}

/// Reads exactly `N` bytes as pairs of lower-case hexadecimal digits.
fn parse_hex<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    let pairs = text.chunks(2);
    if text.len() != 2 * N {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(pairs) {
        let [high, low] = *<&[u8; 2]>::try_from(pair).ok()?;
        *byte = digit(high)? << 4 | digit(low)?;
    }
    Some(bytes)
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for digit in [byte >> 4, byte & 0xf] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
}

/// Why tracing is no trace context.
///
/// ```
/// use lonelypsp::trace_context::TraceContext;
///
/// let error = TraceContext::parse(b"00-00-00-00").unwrap_err();
/// assert_eq!(error.to_string(), "the tracing does not begin with a `traceparent` of W3C Trace Context");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TraceContextError {
    /// What should be a `traceparent` is none: another length, digits that are not lower-case hexadecimal, an id that is
    /// all zero, version `ff`.
    Parent,
    /// What should be a `tracestate` is none: a key or value with bytes that it may not have, a key twice, more than 32
    /// members.
    State,
}

impl fmt::Display for TraceContextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Parent => "the tracing does not begin with a `traceparent` of W3C Trace Context",
            Self::State => "the second line of the tracing is not a `tracestate` of W3C Trace Context",
        })
    }
}

impl core::error::Error for TraceContextError {}
