//! Messages that a WebSocket has compressed (permessage-deflate, RFC 7692).

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// What stands behind each message and is not sent (RFC 7692, 7.2.2).
const END: [u8; 4] = [0, 0, 0xff, 0xff];

/// Unpacks the messages of one side in their order. Each may refer to those before it; one that does not is read the same way.
#[derive(Default)]
pub(crate) struct Unpacker {
    state: Option<Box<InflateState>>,
    /// Nothing that comes later can be read.
    is_lost: bool,
}

/// Why there are no bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Packed {
    /// It is not compressed as it should be, or one before it was not.
    Lost,
    /// There is no room for it.
    TooLarge,
}

impl Unpacker {
    /// The bytes of a message, at most so many.
    pub(crate) fn message(&mut self, compressed: &[u8], most: usize) -> Result<Vec<u8>, Packed> {
        if self.is_lost {
            return Err(Packed::Lost);
        }
        let result = self.unpack(&[compressed, &END].concat(), most);
        self.is_lost = result.is_err();
        result
    }

    fn unpack(&mut self, mut input: &[u8], most: usize) -> Result<Vec<u8>, Packed> {
        let state = self.state.get_or_insert_with(|| InflateState::new_boxed(DataFormat::Raw));
        let mut out = Vec::new();
        let mut chunk = [0; 8 << 10];
        loop {
            let result = inflate(state, input, &mut chunk, MZFlush::None);
            input = input.get(result.bytes_consumed..).unwrap_or_default();
            let new = chunk.get(..result.bytes_written).unwrap_or_default();
            if new.len() > most - out.len() {
                return Err(Packed::TooLarge);
            }
            out.extend_from_slice(new);
            match result.status {
                // A block said that it is the last; what follows begins anew.
                Ok(MZStatus::StreamEnd) => {
                    **state = InflateState::new(DataFormat::Raw);
                    if input.len() <= END.len() {
                        return Ok(out);
                    }
                }
                // All is read, and what it stands for is written.
                Ok(MZStatus::Ok) if input.is_empty() && new.len() < chunk.len() => return Ok(out),
                Err(MZError::Buf) if input.is_empty() => return Ok(out),
                Ok(MZStatus::Ok) => {}
                Ok(MZStatus::NeedDict) | Err(_) => return Err(Packed::Lost),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELLO: [u8; 7] = [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00];

    #[test]
    fn the_examples_of_rfc_7692_are_hello() {
        let mut fresh = Unpacker::default();
        // 7.2.3.1 and 7.2.3.2: a second message refers to the first.
        assert_eq!(fresh.message(&HELLO, 100).unwrap(), b"Hello");
        assert_eq!(fresh.message(&[0xf2, 0x00, 0x11, 0x00, 0x00], 100).unwrap(), b"Hello");
        // A message that refers to none is read as well.
        assert_eq!(fresh.message(&HELLO, 100).unwrap(), b"Hello");
        // 7.2.3.3: a block without compression; 7.2.3.4: one with BFINAL set; 7.2.3.5: two blocks.
        let stored = [0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00];
        assert_eq!(Unpacker::default().message(&stored, 100).unwrap(), b"Hello");
        let last = [0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00];
        let mut unpacker = Unpacker::default();
        assert_eq!(unpacker.message(&last, 100).unwrap(), b"Hello");
        assert_eq!(unpacker.message(&HELLO, 100).unwrap(), b"Hello");
        let two = [0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00];
        assert_eq!(Unpacker::default().message(&two, 100).unwrap(), b"Hello");
        // 7.2.3.6: nothing.
        assert_eq!(Unpacker::default().message(&[0x00], 100).unwrap(), b"");
    }

    #[test]
    fn what_is_too_large_or_no_compression_ends_it() {
        assert_eq!(Unpacker::default().message(&HELLO, 4), Err(Packed::TooLarge));
        let mut unpacker = Unpacker::default();
        assert_eq!(unpacker.message(&[0xff; 9], 100), Err(Packed::Lost));
        assert_eq!(unpacker.message(&HELLO, 100), Err(Packed::Lost));
    }
}
