//! Where secrets come from, and what can be wrong with them.

use core::fmt;
use std::env::{self, VarError};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::string::String;
use std::vec::Vec;

use zeroize::Zeroizing;

/// The longest text that is read as a secret, in bytes. A file that is longer is another file than was meant.
const LONGEST: usize = 16 * 1024;

/// Why there is no secret. It tells where the secret should have come from, and shows nothing of it.
///
/// ```
/// use lonelypsp::auth::{Key, SecretProblem};
///
/// let error = Key::from_text("c2VjcmV0").unwrap_err();
/// assert!(matches!(error.problem(), SecretProblem::Length { found: 6, wanted: 64 }));
/// assert_eq!(error.to_string(), "the text of the secret: it is 6 bytes in base64, and has to be 64");
///
/// let error = Key::from_env("LONELYPSP_NO_SUCH_VARIABLE").unwrap_err();
/// assert_eq!(error.to_string(), "the environment variable `LONELYPSP_NO_SUCH_VARIABLE`: it is not set");
/// ```
#[derive(Debug)]
pub struct SecretError {
    place: SecretPlace,
    problem: SecretProblem,
}

/// What is wrong with a secret.
///
/// ```
/// use lonelypsp::auth::{Key, SecretProblem};
///
/// let error = Key::from_text("not base64!").unwrap_err();
/// assert!(matches!(error.problem(), SecretProblem::NotBase64 { index: 3 }));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum SecretProblem {
    /// The file cannot be read.
    Unreadable(io::Error),
    /// The environment variable is not set.
    Unset,
    /// It is not UTF-8.
    NotUtf8,
    /// It is longer than any secret.
    TooLong {
        /// The most bytes that it may have.
        max: usize,
    },
    /// There is nothing in it.
    Empty,
    /// It is not base64.
    NotBase64 {
        /// The index of the first byte that is not.
        index: usize,
    },
    /// It is base64, but not of as many bytes as it has to be.
    Length {
        /// How many bytes it is.
        found: usize,
        /// How many it has to be.
        wanted: usize,
    },
    /// A token has a control character, such as a line feed, or begins or ends with a blank: an HTTP header would not
    /// bring it as it is.
    NotInHeader {
        /// The index of that byte.
        index: usize,
    },
    /// The system has no random bytes.
    NoRandom(getrandom::Error),
}

#[derive(Debug)]
enum SecretPlace {
    Text,
    File(PathBuf),
    Environment(String),
    System,
}

impl SecretError {
    fn new(place: SecretPlace, problem: SecretProblem) -> Self {
        Self { place, problem }
    }

    /// What is wrong.
    ///
    /// ```
    /// use lonelypsp::auth::{BearerToken, SecretProblem};
    ///
    /// let error = BearerToken::from_text("").unwrap_err();
    /// assert!(matches!(error.problem(), SecretProblem::Empty));
    /// ```
    pub const fn problem(&self) -> &SecretProblem {
        &self.problem
    }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            SecretPlace::Text => f.write_str("the text of the secret: ")?,
            SecretPlace::File(path) => write!(f, "the file `{}`: ", path.display())?,
            SecretPlace::Environment(name) => write!(f, "the environment variable `{name}`: ")?,
            SecretPlace::System => {}
        }
        match &self.problem {
            SecretProblem::Unreadable(error) => write!(f, "it cannot be read: {error}"),
            SecretProblem::Unset => f.write_str("it is not set"),
            SecretProblem::NotUtf8 => f.write_str("it is not UTF-8"),
            SecretProblem::TooLong { max } => write!(f, "it is longer than {max} bytes, and no secret"),
            SecretProblem::Empty => f.write_str("there is nothing in it"),
            SecretProblem::NotBase64 { index } => write!(f, "it is not base64 at byte {index}"),
            SecretProblem::Length { found, wanted } => {
                write!(f, "it is {found} bytes in base64, and has to be {wanted}")
            }
            SecretProblem::NotInHeader { index } => {
                write!(
                    f,
                    "byte {index} is a control character or a blank at an end, which no HTTP header brings"
                )
            }
            SecretProblem::NoRandom(_) => f.write_str("the system has no random bytes"),
        }
    }
}

impl core::error::Error for SecretError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.problem {
            SecretProblem::Unreadable(error) => Some(error),
            SecretProblem::NoRandom(error) => Some(error),
            _ => None,
        }
    }
}

/// A secret from text that the caller has.
pub(super) fn read_text<T>(
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, SecretProblem>,
) -> Result<T, SecretError> {
    parse(text).map_err(|problem| SecretError::new(SecretPlace::Text, problem))
}

/// A secret from a file. A line feed at its end, which editors put there, is not part of it.
pub(super) fn read_file<T>(
    path: &Path,
    parse: impl FnOnce(&str) -> Result<T, SecretProblem>,
) -> Result<T, SecretError> {
    let text = text_of(path);
    text.and_then(|text| parse(without_line_end(&text)))
        .map_err(|problem| SecretError::new(SecretPlace::File(path.into()), problem))
}

fn text_of(path: &Path) -> Result<Zeroizing<String>, SecretProblem> {
    // All the room at once: a buffer that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
    let most = u64::try_from(LONGEST).unwrap_or(u64::MAX).saturating_add(1);
    let file = File::open(path).map_err(SecretProblem::Unreadable)?;
    file.take(most).read_to_end(&mut bytes).map_err(SecretProblem::Unreadable)?;
    check_length(bytes.len())?;
    let text = core::str::from_utf8(&bytes).map_err(|_| SecretProblem::NotUtf8)?;
    Ok(Zeroizing::new(text.into()))
}

/// A secret from the environment.
pub(super) fn read_environment<T>(
    name: &str,
    parse: impl FnOnce(&str) -> Result<T, SecretProblem>,
) -> Result<T, SecretError> {
    let text = match env::var(name) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(VarError::NotPresent) => Err(SecretProblem::Unset),
        Err(VarError::NotUnicode(_)) => Err(SecretProblem::NotUtf8),
    };
    text.and_then(|text| check_length(text.len()).and_then(|()| parse(without_line_end(&text))))
        .map_err(|problem| SecretError::new(SecretPlace::Environment(name.into()), problem))
}

/// Fills a secret with random bytes of the system.
pub(super) fn fill_random(bytes: &mut [u8]) -> Result<(), SecretError> {
    getrandom::fill(bytes)
        .map_err(|error| SecretError::new(SecretPlace::System, SecretProblem::NoRandom(error)))
}

fn check_length(length: usize) -> Result<(), SecretProblem> {
    if length > LONGEST { Err(SecretProblem::TooLong { max: LONGEST }) } else { Ok(()) }
}

fn without_line_end(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}
