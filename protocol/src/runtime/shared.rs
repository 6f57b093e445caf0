//! Messages that own their bytes.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

use bytes::Bytes;

use super::error::{DecodeError, EncodeError};
use super::message::{Family, LonelyMessage as _};
use super::mode::HeaderMode;

/// A message that owns its bytes: it outlives the input, can be kept, and sent to another thread.
///
/// It holds the wire form, a [`Bytes`], and nothing else: making one from `Bytes` moves that handle, cloning one costs a
/// reference count, whatever the number of fields, and nothing is allocated. The bytes are checked once, when they
/// are decoded (digest included); a message that `to_shared` encodes keeps the digest that it was given. [`get`](Self::get) reads the fields out of them again, which costs as much as decoding
/// without a digest, so that one calls it once and keeps the result.
///
/// ```
/// use bytes::Bytes;
/// use lonelypsp::{Shared, stateful::s2b};
///
/// let input = Bytes::from_static(b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar");
/// let shared: s2b::SharedMessage = Shared::decode(input)?;
/// let s2b::Message::SubscribeExact(message) = shared.get() else { unreachable!() };
/// assert_eq!(message.topic, b"foo/bar");
///
/// // And from a message that was built or borrowed, through its wire form:
/// let owned = message.to_shared()?;
/// assert_eq!(owned.get(), message);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Shared<F> {
    wire: Bytes,
    family: PhantomData<fn() -> F>,
}

impl<F: Family> Shared<F> {
    /// Checks a whole message and takes hold of its bytes: a `Bytes`, a `Vec<u8>`, or what else can become a `Bytes`.
    ///
    /// # Errors
    /// As decoding from a slice.
    pub fn decode(wire: impl Into<Bytes>) -> Result<Self, DecodeError> {
        let wire = wire.into();
        F::Of::decode(&wire)?;
        Ok(Self { wire, family: PhantomData })
    }

    /// The message that these bytes are.
    #[doc(hidden)]
    pub fn of(message: &F::Of<'_>) -> Result<Self, EncodeError> {
        let wire = message.encode(HeaderMode::Minimal)?;
        Ok(Self { wire: Bytes::from(wire), family: PhantomData })
    }

    /// The message, borrowing from this: of a `SharedMessage` a `Message<'_>`, of a `Shared<Notify<'static>>` a `Notify<'_>`.
    pub fn get(&self) -> F::Of<'_> {
        match F::Of::decode_trusted(&self.wire) {
            Ok(message) => message,
            // The same bytes were accepted when this was made; they cannot change, and decoding has no state.
            Err(error) => unreachable!("bytes that were accepted are refused: {error}"),
        }
    }

    /// The wire form that it was made from.
    pub fn as_bytes(&self) -> &Bytes {
        &self.wire
    }

    /// The wire form that it was made from, without another reference count.
    pub fn into_bytes(self) -> Bytes {
        self.wire
    }
}

impl<F> Clone for Shared<F> {
    fn clone(&self) -> Self {
        Self { wire: self.wire.clone(), family: PhantomData }
    }
}

impl<F: Family> fmt::Debug for Shared<F>
where
    for<'a> F::Of<'a>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Shared").field(&self.get()).finish()
    }
}

/// Two are equal if their messages are, whatever their flags and header blocks.
impl<F: Family> PartialEq for Shared<F>
where
    for<'a> F::Of<'a>: PartialEq,
{
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<F: Family> Eq for Shared<F> where for<'a> F::Of<'a>: Eq {}

impl<F: Family> Hash for Shared<F>
where
    for<'a> F::Of<'a>: Hash,
{
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.get().hash(state);
    }
}
