//! What a conformance request asks of an implementation.

use lonelypsp_schema::Direction;
use serde_json::{Map, Value as Json};

use crate::authorization::Clock;
use crate::json::{Problem, Wanted};

/// An implementation of the protocol that can be tested.
pub trait Testee {
    /// The version of the protocol that it implements.
    fn version(&self) -> &str;

    /// The names of the protocols that it speaks.
    fn protocols(&self) -> Vec<&str>;

    /// Reads a message, whole or in pieces; `reencode` asks for it to be written again in both modes.
    ///
    /// # Errors
    ///
    /// What is wrong with the message, or that there is no such protocol.
    fn decode(
        &self,
        protocol: &str,
        expected: Expected<'_>,
        input: &Input,
        reencode: bool,
    ) -> Result<Json, Problem>;

    /// Writes a message.
    ///
    /// # Errors
    ///
    /// What is wrong with its names or values, or that there is no such protocol.
    fn encode(
        &self,
        protocol: &str,
        direction: Option<Direction>,
        wanted: &Wanted<'_>,
    ) -> Result<Vec<u8>, Problem>;

    /// The header that signs a document.
    ///
    /// # Errors
    ///
    /// What is wrong with the key or the document.
    fn sign(&self, _: &Document<'_>) -> Result<String, Problem> {
        Err(Problem::request("this implementation has no documents"))
    }

    /// What comes of checking a header: `ok`, `unauthorized` or `forbidden`.
    ///
    /// # Errors
    ///
    /// What is wrong with the key or the document.
    fn verify(&self, _: &Document<'_>, _: Presented<'_>) -> Result<&'static str, Problem> {
        Err(Problem::request("this implementation has no documents"))
    }

    /// What comes of checking a header against a token: `ok`, `unauthorized` or `forbidden`.
    ///
    /// # Errors
    ///
    /// What is wrong with the token.
    fn token(&self, _token: &str, _authorization: Option<&str>) -> Result<&'static str, Problem> {
        Err(Problem::request("this implementation has no tokens"))
    }

    /// The strong etag of subscriptions, given as the fields of the document that it is the hash of.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    fn etag(&self, _: &Map<String, Json>) -> Result<[u8; 64], Problem> {
        Err(Problem::request("this implementation has no documents"))
    }
}

/// A request to sign a document, or to check what signs it.
#[derive(Clone, Copy, Debug)]
pub struct Document<'r> {
    /// The name of the document.
    pub name: &'r str,
    /// The key, in base64.
    pub secret: &'r str,
    /// The values of its fields by name.
    pub fields: &'r Map<String, Json>,
}

/// A request to check a header.
#[derive(Clone, Copy, Debug)]
pub struct Presented<'r> {
    /// The header, if there is one.
    pub authorization: Option<&'r str>,
    /// The time, and how far from it the header's may be.
    pub clock: Clock,
}

/// What a request says of the bytes that are to be decoded. At least one of the two is said.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'r> {
    /// Who sent them; not said where only one side sends a message of that name.
    pub direction: Option<Direction>,
    /// The message that they are, where they do not say it themselves.
    pub message: Option<&'r str>,
}

/// The bytes that are to be decoded.
#[derive(Clone, Debug)]
pub struct Input {
    bytes: Vec<u8>,
    splits: Option<Vec<usize>>,
}

impl Input {
    /// All at once, or in the pieces that begin and end at these offsets; nothing if they do not ascend, or lie outside.
    ///
    /// ```
    /// use lonelypsp_conformance::Input;
    /// let input = Input::new(b"abcde".to_vec(), Some(vec![1, 3])).unwrap();
    /// assert_eq!(input.pieces().unwrap().collect::<Vec<_>>(), [&b"a"[..], b"bc", b"de"]);
    /// assert!(Input::new(b"abcde".to_vec(), Some(vec![3, 1])).is_none());
    /// assert!(Input::new(b"abcde".to_vec(), Some(vec![6])).is_none());
    /// ```
    pub fn new(bytes: Vec<u8>, splits: Option<Vec<usize>>) -> Option<Self> {
        let offsets = splits.as_deref().unwrap_or_default();
        let is_within = offsets.last().is_none_or(|last| *last <= bytes.len());
        (is_within && offsets.is_sorted_by(|one, next| one < next)).then_some(Self { bytes, splits })
    }

    /// All of them.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The pieces in which they are to be given, if they are.
    pub fn pieces(&self) -> Option<impl Iterator<Item = &[u8]>> {
        let splits = self.splits.as_ref()?;
        let starts = std::iter::once(0).chain(splits.iter().copied());
        let ends = splits.iter().copied().chain([self.bytes.len()]);
        Some(starts.zip(ends).map(|(start, end)| self.bytes.get(start..end).unwrap_or_default()))
    }
}
