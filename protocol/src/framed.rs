//! Messages on a byte stream, such as a TCP connection: each in a frame of its own. Needs the feature `tokio`.
//!
//! A WebSocket keeps messages apart by itself, a byte stream does not. A frame is the length of the message, as four
//! bytes, big-endian, and then the whole message, its own prefix included. The frame is this project's own: the
//! reference programs always have a WebSocket.
//!
//! [`Codec`] goes with everything in [`tokio_util::codec`]. On a connection one has it in a
//! [`Framed`], as in `Framed::new(stream, Codec::<s2b::Message>::new())`; here it is by
//! itself:
//!
//! ```
//! use bytes::BytesMut;
//! use lonelypsp::framed::Codec;
//! use lonelypsp::stateful::s2b;
//! use tokio_util::codec::{Decoder, Encoder};
//!
//! let mut codec = Codec::<s2b::Message>::new();
//! let mut buffer = BytesMut::new();
//! let message = s2b::SubscribeExact { topic: b"foo/bar", ..Default::default() };
//! codec.encode(&message, &mut buffer)?;
//! assert_eq!(&buffer[..], b"\x00\x00\x00\x11\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar");
//!
//! let shared = codec.decode(&mut buffer)?.expect("a whole frame");
//! assert_eq!(shared.get(), message.into());
//! assert!(codec.decode(&mut buffer)?.is_none());
//! # Ok::<(), lonelypsp::framed::FrameError>(())
//! ```
//!
//! # After an error
//!
//! A frame whose message is refused has been taken off the stream, and the next frame can be read; what to do is up to
//! the caller. A frame that is too long stays where it is, and so every later attempt is refused too: close the
//! connection.
//!
//! `Framed` itself stops at either: after an error its stream ends. Whoever has to go on after a bad message reads frames
//! with [`LengthDelimitedCodec`](tokio_util::codec::LengthDelimitedCodec), whose frames these are, and gives each to
//! [`Shared::decode`].
//!
//! # Memory
//!
//! The length of a frame is what the other side claims. It is compared with the limit before anything else is done, and
//! never allocated by: beyond what has arrived, the codec makes room for 64 KiB, or for as much again if that is more. A
//! message is not copied out of the buffer that it was read into; as long as it is kept, that whole buffer is.

use core::fmt;
use core::marker::PhantomData;
use core::pin::Pin;
use std::io;

use bytes::{Buf as _, BufMut as _, BytesMut};
use futures_sink::Sink;
use tokio_util::codec::{Decoder, Encoder, Framed, FramedWrite};

use crate::{DecodeError, EncodeError, Family, HeaderMode, LonelyMessage, Shared};

/// Writes what is still in a stream's buffer, and closes the stream for writing.
///
/// `frames.close()` of a `Framed` does the same, but the compiler asks which of the things that can be sent it is for: messages,
/// shared ones, or references to them.
///
/// ```
/// use futures_util::SinkExt as _;
/// use lonelypsp::framed::{Codec, close};
/// use lonelypsp::stateful::s2b;
/// use tokio_util::codec::Framed;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), lonelypsp::framed::FrameError> {
/// let (stream, mut other) = tokio::io::duplex(1024);
/// let mut frames = Framed::new(stream, Codec::<s2b::Message<'static>>::new());
/// frames.send(&s2b::SubscribeExact { authorization: None, tracing: b"", topic: b"foo/bar" }).await?;
/// close(&mut frames).await?;
///
/// let mut sent = Vec::new();
/// tokio::io::AsyncReadExt::read_to_end(&mut other, &mut sent).await?;
/// assert_eq!(sent, b"\x00\x00\x00\x11\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar");
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// If the stream fails.
pub async fn close<S: Frames + Unpin>(frames: &mut S) -> Result<(), FrameError> {
    core::future::poll_fn(|cx| Pin::new(&mut *frames).poll_close(cx)).await
}

/// What messages are sent on: `Framed` and `FramedWrite` with a [`Codec`].
pub trait Frames: Sink<Shared<Self::Family>, Error = FrameError> {
    /// The messages.
    type Family: Family;
}

impl<T, M: Family> Frames for Framed<T, Codec<M>>
where
    Self: Sink<Shared<M>, Error = FrameError>,
{
    type Family = M;
}

impl<T, M: Family> Frames for FramedWrite<T, Codec<M>>
where
    Self: Sink<Shared<M>, Error = FrameError>,
{
    type Family = M;
}

/// The length of a frame's length.
const PREFIX: usize = 4;

/// The most room that is asked for when a buffer is full and the frame is not. Enough for few reads of a large message,
/// little enough to give to everybody who claims to have one.
const MOST_RESERVED: usize = 64 * 1024;

/// Reads messages of the family `M`, such as [`s2b::Message<'static>`](crate::stateful::s2b::Message), and writes
/// messages of any type.
///
/// What is read is [`Shared`], decoded and verified. Written are references to messages, each with the header block that
/// the codec was told to use; and [`Shared`], which goes out as the bytes that it holds, so that passing on a message
/// costs no encoding. It keeps nothing from one frame to the next.
pub struct Codec<M> {
    mode: HeaderMode,
    max_length: usize,
    family: PhantomData<fn() -> M>,
}

impl<M> Codec<M> {
    /// The longest message that is read and written where nothing else is said: 16 MiB. The reference programs have
    /// the same limit by default, headers included, and send what is longer in parts.
    pub const DEFAULT_MAX_LENGTH: usize = 16 * 1024 * 1024;

    /// A codec that writes minimal header blocks and takes messages of up to 16 MiB.
    pub const fn new() -> Self {
        Self { mode: HeaderMode::Minimal, max_length: Self::DEFAULT_MAX_LENGTH, family: PhantomData }
    }

    /// Writes messages with this header block. Both are read.
    #[must_use]
    pub const fn mode(mut self, mode: HeaderMode) -> Self {
        self.mode = mode;
        self
    }

    /// Neither reads nor writes messages that are longer than this many bytes, prefix of the message included.
    #[must_use]
    pub const fn max_length(mut self, length: usize) -> Self {
        self.max_length = length;
        self
    }

    /// Puts a frame at the end of a buffer. On an error the buffer has what it had before.
    fn put(
        &self,
        expected: usize,
        buffer: &mut BytesMut,
        fill: impl FnOnce(&mut BytesMut) -> Result<(), EncodeError>,
    ) -> Result<(), FrameError> {
        self.check(expected)?;
        let start = buffer.len();
        buffer.reserve(PREFIX + expected);
        buffer.put_bytes(0, PREFIX);
        let filled = fill(buffer).map_err(FrameError::Encode);
        // What was written is what counts: a type that implements the trait by hand may be wrong about its length, and
        // no frame after this one could be read.
        let checked = filled.and_then(|()| self.check(buffer.len().saturating_sub(start + PREFIX)));
        match checked {
            Ok(length) => {
                if let Some(prefix) = buffer.get_mut(start..start + PREFIX) {
                    prefix.copy_from_slice(&length.to_be_bytes());
                }
                Ok(())
            }
            Err(error) => {
                buffer.truncate(start);
                Err(error)
            }
        }
    }

    /// The length as a frame has it, if it is within the limit.
    fn check(&self, length: usize) -> Result<u32, FrameError> {
        match u32::try_from(length) {
            Ok(short) if length <= self.max_length => Ok(short),
            _ => Err(FrameError::TooLong { length, max: self.max_length }),
        }
    }
}

impl<M: Family> Decoder for Codec<M> {
    type Item = Shared<M>;
    type Error = FrameError;

    fn decode(&mut self, source: &mut BytesMut) -> Result<Option<Shared<M>>, FrameError> {
        let Some(prefix) = source.first_chunk::<PREFIX>() else { return Ok(None) };
        let length = usize::try_from(u32::from_be_bytes(*prefix)).unwrap_or(usize::MAX);
        self.check(length)?;
        let lacking = length.saturating_sub(source.len() - PREFIX);
        if lacking > 0 {
            if source.len() == source.capacity() {
                source.reserve(lacking.min(MOST_RESERVED));
            }
            return Ok(None);
        }
        source.advance(PREFIX);
        let message = source.split_to(length).freeze();
        Shared::decode(message).map(Some).map_err(FrameError::Decode)
    }
}

impl<'a, T: LonelyMessage<'a>, M> Encoder<&T> for Codec<M> {
    type Error = FrameError;

    fn encode(&mut self, message: &T, buffer: &mut BytesMut) -> Result<(), FrameError> {
        let mode = self.mode;
        self.put(message.encoded_len(mode), buffer, |buffer| message.encode_into(mode, buffer))
    }
}

impl<F: Family, M> Encoder<&Shared<F>> for Codec<M> {
    type Error = FrameError;

    fn encode(&mut self, message: &Shared<F>, buffer: &mut BytesMut) -> Result<(), FrameError> {
        let bytes = message.as_bytes();
        self.put(bytes.len(), buffer, |buffer| {
            buffer.put_slice(bytes);
            Ok(())
        })
    }
}

/// By value as well, since this is what is read: `stream.forward(sink)` passes everything on.
impl<F: Family, M> Encoder<Shared<F>> for Codec<M> {
    type Error = FrameError;

    fn encode(&mut self, message: Shared<F>, buffer: &mut BytesMut) -> Result<(), FrameError> {
        self.encode(&message, buffer)
    }
}

impl<M> Default for Codec<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M> Clone for Codec<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Codec<M> {}

impl<M> fmt::Debug for Codec<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Codec").field("mode", &self.mode).field("max_length", &self.max_length).finish()
    }
}

/// Why no message was read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum FrameError {
    /// The stream failed, or ended within a frame.
    Io(io::Error),
    /// The length of a frame is beyond the limit. Nothing has been taken off the stream.
    TooLong {
        /// The length of the message, as the frame claims it or as it would be written.
        length: usize,
        /// The limit.
        max: usize,
    },
    /// The frame holds no message. It has been taken off the stream; offsets are those within the message.
    Decode(DecodeError),
    /// The message cannot be written. Nothing has been.
    Encode(EncodeError),
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(_) => f.write_str("the stream failed"),
            Self::TooLong { length, max } => {
                write!(f, "a message of {length} bytes is beyond the limit of {max} bytes")
            }
            Self::Decode(_) => f.write_str("the frame holds no message"),
            Self::Encode(_) => f.write_str("the message cannot be written"),
        }
    }
}

impl core::error::Error for FrameError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::TooLong { .. } => None,
            Self::Decode(error) => Some(error),
            Self::Encode(error) => Some(error),
        }
    }
}

/// What `tokio-util` asks of every error.
impl From<io::Error> for FrameError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
