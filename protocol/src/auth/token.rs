//! Authorization by a secret that is sent along.

use core::fmt;
use core::future::{Future, ready};
use std::path::Path;
use std::string::String;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ctutils::CtEq as _;
use zeroize::Zeroizing;

use super::secret::{self, SecretError, SecretProblem};
use super::{AuthorizeError, Document, Refusal, Strategy, SyncStrategy};
use crate::Direction;

const SCHEME: &str = "Bearer ";

/// Sends `Bearer` and a token with every message, and allows messages that have exactly that. There is a token for what
/// subscribers send and another for what the broadcaster sends.
///
/// Whoever reads a message can send others in its place: use it over TLS.
///
/// ```
/// use lonelypsp::Direction;
/// use lonelypsp::auth::{AuthResult, BearerToken, Token};
///
/// let token = Token::new(BearerToken::from_text("one")?, BearerToken::from_text("two")?);
/// assert_eq!(token.authorization(Direction::S2b), "Bearer one");
///
/// let check = |authorization| AuthResult::from(token.check(Direction::S2b, authorization));
/// assert_eq!(check(Some("Bearer one")), AuthResult::Ok);
/// assert_eq!(check(Some("Bearer two")), AuthResult::Forbidden);
/// assert_eq!(check(Some("bearer one")), AuthResult::Forbidden);
/// assert_eq!(check(None), AuthResult::Unauthorized);
/// # Ok::<(), lonelypsp::auth::SecretError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Token {
    to_broadcaster: BearerToken,
    to_subscriber: BearerToken,
}

impl Token {
    /// With a token for what subscribers send to the broadcaster, and one for what the broadcaster sends to them.
    ///
    /// ```
    /// # use lonelypsp::auth::{BearerToken, Token};
    /// let token = Token::new(BearerToken::random()?, BearerToken::random()?);
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub const fn new(to_broadcaster: BearerToken, to_subscriber: BearerToken) -> Self {
        Self { to_broadcaster, to_subscriber }
    }

    /// With the same token in both directions.
    ///
    /// ```
    /// # use lonelypsp::auth::{BearerToken, Token};
    /// let token = Token::both(BearerToken::random()?);
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub fn both(token: BearerToken) -> Self {
        Self::new(token.clone(), token)
    }

    /// What is sent with every message of a direction.
    ///
    /// ```
    /// # use lonelypsp::{Direction, auth::{BearerToken, Token}};
    /// let token = Token::both(BearerToken::from_text("x")?);
    /// assert_eq!(token.authorization(Direction::B2s), "Bearer x");
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub fn authorization(&self, direction: Direction) -> String {
        self.of(direction).0.as_str().into()
    }

    /// Whether that came with a message of a direction. Byte for byte: nothing is trimmed, and case matters.
    ///
    /// # Errors
    /// [`Refusal::Absent`]; [`Refusal::Scheme`], if it does not begin with `Bearer` and a space;
    /// [`Refusal::Mismatch`].
    ///
    /// ```
    /// # use lonelypsp::{Direction, auth::{BearerToken, Refusal, Token}};
    /// let token = Token::both(BearerToken::from_text("x")?);
    /// assert_eq!(token.check(Direction::B2s, Some("Bearer y")), Err(Refusal::Mismatch));
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub fn check(&self, direction: Direction, authorization: Option<&str>) -> Result<(), Refusal> {
        let authorization = authorization.ok_or(Refusal::Absent)?;
        if !authorization.starts_with(SCHEME) {
            return Err(Refusal::Scheme);
        }
        let wanted = self.of(direction).0.as_bytes();
        let is_equal = wanted.ct_eq(authorization.as_bytes()).to_bool();
        if is_equal { Ok(()) } else { Err(Refusal::Mismatch) }
    }

    const fn of(&self, direction: Direction) -> &BearerToken {
        match direction {
            Direction::S2b => &self.to_broadcaster,
            Direction::B2s => &self.to_subscriber,
        }
    }
}

impl SyncStrategy for Token {
    fn authorize_now(&self, document: &dyn Document) -> Result<Option<String>, AuthorizeError> {
        Ok(Some(self.authorization(document.direction())))
    }

    fn check_now(&self, document: &dyn Document, authorization: Option<&str>) -> Result<(), Refusal> {
        self.check(document.direction(), authorization)
    }
}

impl Strategy for Token {
    fn authorize(
        &self,
        document: &dyn Document,
    ) -> impl Future<Output = Result<Option<String>, AuthorizeError>> + Send {
        ready(self.authorize_now(document))
    }

    fn check(
        &self,
        document: &dyn Document,
        authorization: Option<&str>,
    ) -> impl Future<Output = Result<(), Refusal>> + Send {
        ready(self.check_now(document, authorization))
    }
}

/// A token. It is zeroized when the last clone goes, and never shown.
///
/// ```
/// use lonelypsp::auth::BearerToken;
///
/// let token = BearerToken::from_text("opensesame")?;
/// assert_eq!(format!("{token:?}"), "BearerToken(..)");
/// assert_eq!(*token.to_text(), "opensesame");
/// # Ok::<(), lonelypsp::auth::SecretError>(())
/// ```
#[derive(Clone)]
pub struct BearerToken(
    /// With the scheme in front, as it is sent.
    Arc<Zeroizing<String>>,
);

impl BearerToken {
    /// A new token: 32 random bytes of the system, as base64url.
    ///
    /// # Errors
    /// [`SecretProblem::NoRandom`], if the system has none.
    ///
    /// ```
    /// # use lonelypsp::auth::BearerToken;
    /// assert_eq!(BearerToken::random()?.to_text().len(), 43);
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub fn random() -> Result<Self, SecretError> {
        let mut bytes = Zeroizing::new([0; 32]);
        secret::fill_random(&mut *bytes)?;
        let mut text = Zeroizing::new([0; 43]);
        // It fits: the length is that of 32 bytes.
        let written = URL_SAFE_NO_PAD.encode_slice(*bytes, &mut *text);
        debug_assert_eq!(written, Ok(text.len()));
        secret::read_text(core::str::from_utf8(&*text).unwrap_or_default(), parse)
    }

    /// The token that is this text, without `Bearer`. It may be anything that an HTTP header brings as it is.
    ///
    /// # Errors
    /// If it is empty, has a control character, or begins or ends with a blank.
    ///
    /// ```
    /// # use lonelypsp::auth::BearerToken;
    /// assert!(BearerToken::from_text("a token").is_ok());
    /// assert!(BearerToken::from_text("two\nlines").is_err());
    /// ```
    pub fn from_text(text: &str) -> Result<Self, SecretError> {
        secret::read_text(text, parse)
    }

    /// The token in a file. A line end behind it is not part of it.
    ///
    /// # Errors
    /// If the file cannot be read, and as [`from_text`](Self::from_text).
    ///
    /// ```no_run
    /// # use lonelypsp::auth::BearerToken;
    /// let token = BearerToken::from_file("/run/secrets/token")?;
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, SecretError> {
        secret::read_file(path.as_ref(), parse)
    }

    /// The token in an environment variable.
    ///
    /// # Errors
    /// If the variable is not set, and as [`from_text`](Self::from_text).
    ///
    /// ```
    /// # use lonelypsp::auth::BearerToken;
    /// assert!(BearerToken::from_env("LONELYPSP_NO_SUCH_VARIABLE").is_err());
    /// ```
    pub fn from_env(name: &str) -> Result<Self, SecretError> {
        secret::read_environment(name, parse)
    }

    /// The token as text, to be kept somewhere safe.
    ///
    /// ```
    /// # use lonelypsp::auth::BearerToken;
    /// assert_eq!(*BearerToken::from_text("x")?.to_text(), "x");
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.strip_prefix(SCHEME).unwrap_or_default().into())
    }
}

fn parse(text: &str) -> Result<BearerToken, SecretProblem> {
    let (Some(first), Some(last)) = (text.bytes().next(), text.bytes().last()) else {
        return Err(SecretProblem::Empty);
    };
    if first == b' ' {
        return Err(SecretProblem::NotInHeader { index: 0 });
    }
    if let Some(index) = text.bytes().position(|byte| byte.is_ascii_control()) {
        return Err(SecretProblem::NotInHeader { index });
    }
    if last == b' ' {
        return Err(SecretProblem::NotInHeader { index: text.len().saturating_sub(1) });
    }
    let mut value = Zeroizing::new(String::with_capacity(SCHEME.len() + text.len()));
    value.push_str(SCHEME);
    value.push_str(text);
    Ok(BearerToken(Arc::new(value)))
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BearerToken(..)")
    }
}
