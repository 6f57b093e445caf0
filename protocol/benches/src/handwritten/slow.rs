//! The exact parser: any order of headers, and the first problem in the order of the
//! specification. Reached only when [`super::fast`] gave up.

use super::{
    At, ConfirmNotify, DecodeError, ErrorKind, Notify, NotifyCompressed, NotifyUncompressed, SubscribeExact,
    is_digest,
};

/// The input, and how far it has been read.
struct Reader<'a> {
    input: &'a [u8],
    offset: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize, at: At) -> Result<&'a [u8], DecodeError> {
        let rest = self.input.get(self.offset..).unwrap_or_default();
        let Some(value) = rest.get(..length) else {
            return Err(error(ErrorKind::Truncated, at, self.offset));
        };
        self.offset += length;
        Ok(value)
    }

    fn u16(&mut self, at: At) -> Result<u16, DecodeError> {
        let value = self.take(2, at)?;
        Ok(value.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte)))
    }

    /// A value behind its length, and where it begins.
    fn value(&mut self, at: At) -> Result<(usize, &'a [u8]), DecodeError> {
        let length = self.u16(at)?;
        let offset = self.offset;
        Ok((offset, self.take(usize::from(length), at)?))
    }
}

/// For each header of a message its value, if it was there, and where that begins.
type Values<'a, const N: usize> = [Option<(usize, &'a [u8])>; N];

/// The header block of one message, and what follows it.
struct Block<'a, const N: usize> {
    headers: [At; N],
    values: Values<'a, N>,
    body: &'a [u8],
    end: usize,
}

impl<'a, const N: usize> Block<'a, N> {
    fn read(input: &'a [u8], (code, last_code): (u16, u16), headers: [At; N]) -> Result<Self, DecodeError> {
        let mut reader = Reader { input, offset: 0 };
        let flags = reader.u16(At::Nothing)?;
        match reader.u16(At::Nothing)? {
            found if found == code => {}
            found if (1..=last_code).contains(&found) => {
                return Err(error(ErrorKind::UnexpectedType, At::Nothing, 2));
            }
            _ => return Err(error(ErrorKind::UnknownType, At::Nothing, 2)),
        }
        let values = match flags & 1 {
            1 => minimal(&mut reader, &headers)?,
            _ => expanded(&mut reader, &headers)?,
        };
        let end = reader.offset;
        let body = input.get(end..).unwrap_or_default();
        Ok(Self { headers, values, body, end })
    }

    fn bytes(&self, at: At) -> Result<(usize, &'a [u8]), DecodeError> {
        let found = self.headers.iter().zip(self.values).find(|(header, _)| **header == at);
        match found {
            Some((_, Some(value))) => Ok(value),
            _ => Err(error(ErrorKind::MissingHeader, at, self.end)),
        }
    }

    fn text(&self, at: At) -> Result<Option<&'a str>, DecodeError> {
        let (offset, value) = self.bytes(at)?;
        match std::str::from_utf8(value) {
            Ok(text) => Ok(Some(text).filter(|text| !text.is_empty())),
            Err(_) => Err(error(ErrorKind::NotUtf8, at, offset)),
        }
    }

    fn limited(&self, at: At, limit: usize) -> Result<&'a [u8], DecodeError> {
        let (offset, value) = self.bytes(at)?;
        if value.len() > limit {
            return Err(error(ErrorKind::TooLong, at, offset));
        }
        Ok(value)
    }

    fn number(&self, at: At) -> Result<u64, DecodeError> {
        let value = self.limited(at, 8)?;
        Ok(value.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    fn digest(&self, at: At) -> Result<&'a [u8; 64], DecodeError> {
        let (offset, value) = self.bytes(at)?;
        value.try_into().map_err(|_| error(ErrorKind::WrongLength, at, offset))
    }
}

fn minimal<'a, const N: usize>(
    reader: &mut Reader<'a>,
    headers: &[At; N],
) -> Result<Values<'a, N>, DecodeError> {
    let mut values = [None; N];
    for (value, at) in values.iter_mut().zip(headers) {
        *value = Some(reader.value(*at)?);
    }
    Ok(values)
}

fn expanded<'a, const N: usize>(
    reader: &mut Reader<'a>,
    headers: &[At; N],
) -> Result<Values<'a, N>, DecodeError> {
    let mut values = [None; N];
    for _ in 0..reader.u16(At::Nothing)? {
        let (offset, name) = reader.value(At::Nothing)?;
        if !name.is_ascii() {
            return Err(error(ErrorKind::HeaderName, At::Nothing, offset));
        }
        let value = reader.value(At::Nothing)?;
        for (slot, at) in values.iter_mut().zip(headers) {
            if name.eq_ignore_ascii_case(at.name().as_bytes()) {
                *slot = Some(value);
            }
        }
    }
    Ok(values)
}

fn error(kind: ErrorKind, at: At, offset: usize) -> DecodeError {
    DecodeError { kind, at, offset: u32::try_from(offset).unwrap_or(u32::MAX) }
}

/// The highest type code from the subscriber, and from the broadcaster.
const LAST_FROM_SUBSCRIBER: u16 = 9;
const LAST_FROM_BROADCASTER: u16 = 12;

impl<'a> SubscribeExact<'a> {
    #[cold]
    #[inline(never)]
    pub(super) fn slow(input: &'a [u8]) -> Result<Self, DecodeError> {
        let headers = [At::Authorization, At::Tracing, At::Topic];
        let block = Block::read(input, (Self::CODE, LAST_FROM_SUBSCRIBER), headers)?;
        Ok(Self {
            authorization: block.text(At::Authorization)?,
            tracing: block.bytes(At::Tracing)?.1,
            topic: block.bytes(At::Topic)?.1,
        })
    }
}

impl<'a> ConfirmNotify<'a> {
    #[cold]
    #[inline(never)]
    pub(super) fn slow(input: &'a [u8]) -> Result<Self, DecodeError> {
        let headers = [At::Identifier, At::Subscribers, At::Authorization, At::Tracing];
        let block = Block::read(input, (Self::CODE, LAST_FROM_BROADCASTER), headers)?;
        Ok(Self {
            identifier: block.limited(At::Identifier, 64)?,
            subscribers: block.number(At::Subscribers)?,
            authorization: block.text(At::Authorization)?,
            tracing: block.bytes(At::Tracing)?.1,
        })
    }
}

impl<'a> Notify<'a> {
    #[cold]
    #[inline(never)]
    pub(super) fn slow(input: &'a [u8], verify: bool) -> Result<Self, DecodeError> {
        let headers = [
            At::Authorization,
            At::Tracing,
            At::Identifier,
            At::Topic,
            At::Compressor,
            At::CompressedLength,
            At::DecompressedLength,
            At::CompressedSha512,
        ];
        let block = Block::read(input, (Self::CODE, LAST_FROM_SUBSCRIBER), headers)?;
        let authorization = block.text(At::Authorization)?;
        let tracing = block.bytes(At::Tracing)?.1;
        let identifier = block.limited(At::Identifier, 64)?;
        let topic = block.bytes(At::Topic)?.1;
        let compressor_id = block.number(At::Compressor)?;
        let compressed_length = block.number(At::CompressedLength)?;
        let decompressed_length = block.number(At::DecompressedLength)?;
        let sha512 = block.digest(At::CompressedSha512)?;
        let message = block.body;
        let at_header = |kind, at| Err(error(kind, at, block.bytes(at)?.0));
        if compressed_length != message.len() as u64 {
            return at_header(ErrorKind::LengthMismatch, At::CompressedLength);
        }
        if verify && !is_digest(sha512, message) {
            return at_header(ErrorKind::DigestMismatch, At::CompressedSha512);
        }
        if compressor_id != 0 {
            return Ok(Self::Compressed(NotifyCompressed {
                authorization,
                tracing,
                identifier,
                topic,
                compressor_id,
                decompressed_length,
                sha512,
                message,
            }));
        }
        if compressed_length != decompressed_length {
            return at_header(ErrorKind::LengthMismatch, At::DecompressedLength);
        }
        Ok(Self::Uncompressed(NotifyUncompressed {
            authorization,
            tracing,
            identifier,
            topic,
            sha512,
            message,
        }))
    }
}

impl Notify<'_> {
    /// The error for a digest that has been found wrong, without hashing the body again.
    #[cold]
    #[inline(never)]
    pub(super) fn is_forged(&self, input: &[u8]) -> DecodeError {
        let sha512 = match self {
            Self::Uncompressed(message) => message.sha512,
            Self::Compressed(message) => message.sha512,
        };
        let offset = sha512.as_ptr().addr() - input.as_ptr().addr();
        error(ErrorKind::DigestMismatch, At::CompressedSha512, offset)
    }
}

impl At {
    /// The header's name on the wire.
    fn name(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Authorization => "authorization",
            Self::Tracing => "x-tracing",
            Self::Topic => "x-topic",
            Self::Identifier => "x-identifier",
            Self::Subscribers => "x-subscribers",
            Self::Compressor => "x-compressor",
            Self::CompressedLength => "x-compressed-length",
            Self::DecompressedLength => "x-decompressed-length",
            Self::CompressedSha512 => "x-compressed-sha512",
            Self::Body => "body",
        }
    }
}
