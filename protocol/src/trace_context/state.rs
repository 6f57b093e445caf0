//! The value of the header `tracestate`.

use alloc::borrow::Cow;
use core::fmt;

use super::{TraceContextError, alloc};

/// The most members that there may be.
const MOST_MEMBERS: usize = 32;

/// The most characters of a key, and of a value.
const MOST_CHARACTERS: usize = 256;

/// What tracing systems say about a trace: members, each a key of one system and a value that only it understands. The
/// one that was changed last comes first.
///
/// It is kept as the text it was read from, and sent on as it came.
///
/// ```
/// use lonelypsp::trace_context::TraceState;
///
/// let state = TraceState::parse("congo=t61rcWkgMzE , tenant@system=a b")?;
/// let members: Vec<_> = state.members().collect();
/// assert_eq!(members, [("congo", "t61rcWkgMzE"), ("tenant@system", "a b")]);
/// # Ok::<(), lonelypsp::trace_context::TraceContextError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct TraceState<'a>(Cow<'a, str>);

impl<'a> TraceState<'a> {
    /// Reads the value of a `tracestate`: at most 32 members between commas, with spaces and tabs around them; members
    /// without anything in them are allowed, and do not count. A key has at most 256 lower-case letters, digits and
    /// signs out of `_-*/@`, and begins with a letter or digit. A value has 1 to 256 printable ASCII characters without
    /// `,` and `=`. No key is there twice.
    ///
    /// # Errors
    /// [`TraceContextError::State`] for anything else.
    ///
    /// ```
    /// use lonelypsp::trace_context::TraceState;
    ///
    /// assert!(TraceState::parse("a=1,,b=2").is_ok());
    /// assert!(TraceState::parse("a=1,a=2").is_err());
    /// assert!(TraceState::parse("A=1").is_err());
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, TraceContextError> {
        check(text)?;
        Ok(Self(Cow::Borrowed(text)))
    }

    /// The value of the header.
    ///
    /// ```
    /// # use lonelypsp::trace_context::TraceState;
    /// assert_eq!(TraceState::default().as_str(), "");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to send: not even a member without anything in it.
    ///
    /// ```
    /// # use lonelypsp::trace_context::TraceState;
    /// assert!(TraceState::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys and values, in their order.
    ///
    /// ```
    /// # use lonelypsp::trace_context::TraceState;
    /// assert_eq!(TraceState::parse("a=1,b=2")?.members().next(), Some(("a", "1")));
    /// # Ok::<(), lonelypsp::trace_context::TraceContextError>(())
    /// ```
    pub fn members(&self) -> impl Iterator<Item = (&str, &str)> {
        members(&self.0).filter_map(|member| member.split_once('='))
    }

    /// The same, borrowing nothing.
    ///
    /// ```
    /// # use lonelypsp::trace_context::TraceState;
    /// let state: TraceState<'static> = TraceState::parse(&String::from("a=1"))?.into_owned();
    /// assert_eq!(state.as_str(), "a=1");
    /// # Ok::<(), lonelypsp::trace_context::TraceContextError>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> TraceState<'static> {
        TraceState(Cow::Owned(self.0.into_owned()))
    }
}

/// Reads text that is not kept elsewhere.
#[cfg(feature = "opentelemetry")]
pub(super) fn parse_owned(text: alloc::string::String) -> Result<TraceState<'static>, TraceContextError> {
    check(&text)?;
    Ok(TraceState(Cow::Owned(text)))
}

impl fmt::Debug for TraceState<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// What stands between commas, without what is empty.
fn members(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(|member| member.trim_matches([' ', '\t'])).filter(|member| !member.is_empty())
}

fn check(text: &str) -> Result<(), TraceContextError> {
    let mut keys = [""; MOST_MEMBERS];
    let mut places = keys.iter_mut();
    for member in members(text) {
        let (key, value) = member.split_once('=').ok_or(TraceContextError::State)?;
        if !is_key(key) || !is_value(value) {
            return Err(TraceContextError::State);
        }
        *places.next().ok_or(TraceContextError::State)? = key;
    }
    let unused = places.len();
    let used = keys.get_mut(..MOST_MEMBERS.saturating_sub(unused)).unwrap_or_default();
    used.sort_unstable();
    let is_each_once = used.is_sorted_by(|one, next| one < next);
    if is_each_once { Ok(()) } else { Err(TraceContextError::State) }
}

fn is_key(key: &str) -> bool {
    let may_begin = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let may_follow = |byte: &u8| may_begin(byte) || b"_-*/@".contains(byte);
    key.len() <= MOST_CHARACTERS
        && key.as_bytes().first().is_some_and(may_begin)
        && key.as_bytes().iter().all(may_follow)
}

/// No blank ends a value, since those around a member have been taken off.
fn is_value(value: &str) -> bool {
    let may_be_there = |byte: u8| matches!(byte, b' '..=b'~') && byte != b',' && byte != b'=';
    (1..=MOST_CHARACTERS).contains(&value.len()) && value.bytes().all(may_be_there)
}
