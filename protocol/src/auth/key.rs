//! The key of HMAC.

use core::fmt;
use std::path::Path;
use std::string::String;
use std::sync::Arc;
use std::vec::Vec;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, URL_SAFE_NO_PAD};
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha512;
use zeroize::Zeroizing;

use super::secret::{self, SecretError, SecretProblem};

/// The length of a key in bytes.
const LENGTH: usize = 64;

/// The length of a block of SHA-512.
const BLOCK: usize = 128;

/// The reference minds neither the padding nor the last bits, so that people have keys that are any 86 characters.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A key of 64 bytes, and what HMAC-SHA-512 makes of it once, so that a code costs one pass over what is signed.
///
/// A clone is the same key, not a copy. It is zeroized when the last one goes, and never shown.
///
/// ```
/// use lonelypsp::auth::Key;
///
/// let key = Key::random()?;
/// let text = key.to_text();
/// assert_eq!(text.len(), 86);
/// assert_eq!(Key::from_text(&text)?.to_text(), text);
/// assert_eq!(format!("{key:?}"), "Key(..)");
/// # Ok::<(), lonelypsp::auth::SecretError>(())
/// ```
#[derive(Clone)]
pub struct Key(Arc<Kept>);

/// On the heap, so that moving a key copies no secret.
struct Kept {
    bytes: Zeroizing<[u8; LENGTH]>,
    /// After the first block, inner and outer. It zeroizes itself.
    begun: Hmac<Sha512>,
}

impl Key {
    /// The key of these bytes.
    ///
    /// ```
    /// # use lonelypsp::auth::Key;
    /// let key = Key::from_bytes(&[7; 64]);
    /// assert!(key.to_text().starts_with("BwcHBwcH"));
    /// ```
    pub fn from_bytes(bytes: &[u8; LENGTH]) -> Self {
        // A key that is shorter than a block is filled up with zeros.
        let mut block = Zeroizing::new([0; BLOCK]);
        block.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        Self(Arc::new(Kept { bytes: Zeroizing::new(*bytes), begun: Hmac::new((&*block).into()) }))
    }

    /// A new key, of random bytes of the system.
    ///
    /// # Errors
    /// [`SecretProblem::NoRandom`], if the system has none.
    ///
    /// ```
    /// # use lonelypsp::auth::Key;
    /// assert_ne!(Key::random()?.to_text(), Key::random()?.to_text());
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub fn random() -> Result<Self, SecretError> {
        let mut bytes = Zeroizing::new([0; LENGTH]);
        secret::fill_random(&mut *bytes)?;
        Ok(Self::from_bytes(&bytes))
    }

    /// The key in text: base64 of 64 bytes, in the alphabet for urls or the standard one, with or without padding. As
    /// everywhere with this protocol, the last bits, which stand for no byte, may be anything.
    ///
    /// # Errors
    /// If it is not base64, or of another length.
    ///
    /// ```
    /// # use lonelypsp::auth::Key;
    /// let key = Key::from_text("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw")?;
    /// assert!(Key::from_text("secret").is_err());
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub fn from_text(text: &str) -> Result<Self, SecretError> {
        secret::read_text(text, parse)
    }

    /// The key in a file, as text. A line end behind it is not part of it.
    ///
    /// # Errors
    /// If the file cannot be read, and as [`from_text`](Self::from_text).
    ///
    /// ```no_run
    /// # use lonelypsp::auth::Key;
    /// let key = Key::from_file("/run/secrets/to-broadcaster")?;
    /// # Ok::<(), lonelypsp::auth::SecretError>(())
    /// ```
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, SecretError> {
        secret::read_file(path.as_ref(), parse)
    }

    /// The key in an environment variable, as text.
    ///
    /// # Errors
    /// If the variable is not set, and as [`from_text`](Self::from_text).
    ///
    /// ```
    /// # use lonelypsp::auth::Key;
    /// assert!(Key::from_env("LONELYPSP_NO_SUCH_VARIABLE").is_err());
    /// ```
    pub fn from_env(name: &str) -> Result<Self, SecretError> {
        secret::read_environment(name, parse)
    }

    /// The key as text, to be kept somewhere safe: base64url without padding, as the reference's programs have it in
    /// their configuration.
    ///
    /// ```
    /// # use lonelypsp::auth::Key;
    /// assert_eq!(*Key::from_bytes(&[0; 64]).to_text(), "A".repeat(86));
    /// ```
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new([0; 86]);
        // It fits: the length is that of 64 bytes.
        let written = URL_SAFE_NO_PAD.encode_slice(*self.0.bytes, &mut *text);
        debug_assert_eq!(written, Ok(text.len()));
        Zeroizing::new(core::str::from_utf8(&*text).unwrap_or_default().into())
    }

    /// The code of a document.
    pub(super) fn code(&self, document: &[u8]) -> [u8; 64] {
        self.0.begun.clone().chain_update(document).finalize().into_bytes().into()
    }

    /// Whether a code is that of a document, in constant time.
    pub(super) fn is_code(&self, document: &[u8], code: &[u8; 64]) -> bool {
        self.0.begun.clone().chain_update(document).verify(code.into()).is_ok()
    }
}

fn parse(text: &str) -> Result<Key, SecretProblem> {
    if text.is_empty() {
        return Err(SecretProblem::Empty);
    }
    let mut standard = Zeroizing::new(Vec::with_capacity(text.len()));
    standard.extend(text.bytes().map(|byte| match byte {
        b'-' => b'+',
        b'_' => b'/',
        byte => byte,
    }));
    // Room for whatever it is, so that a wrong length can be told.
    let mut bytes = Zeroizing::new(std::vec![0; text.len()]);
    let found = LENIENT.decode_slice(&*standard, &mut bytes).map_err(|error| not_base64(&error, text))?;
    let key = bytes.get(..found).and_then(|bytes| <&[u8; LENGTH]>::try_from(bytes).ok());
    key.map(Key::from_bytes).ok_or(SecretProblem::Length { found, wanted: LENGTH })
}

fn not_base64(error: &base64::DecodeSliceError, text: &str) -> SecretProblem {
    let index = match error {
        base64::DecodeSliceError::DecodeError(base64::DecodeError::InvalidByte(index, _)) => *index,
        // It ends within a character of the key.
        _ => text.len(),
    };
    SecretProblem::NotBase64 { index }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}
