//! Messages of a WebSocket (RFC 6455), unmasked, from as many frames as there are, and unpacked.

use super::connections::Part;
use super::unpack::{Packed, Unpacker};
use crate::{Problem, Side};

/// A message whose frames are coming.
struct Open {
    is_compressed: bool,
    /// Text is read too if it is compressed, since what follows may refer to it.
    is_binary: bool,
    bytes: Vec<u8>,
}

/// The binary messages that one side sent behind the upgrade. Text, control frames and what cannot be unpacked are passed over.
pub(super) fn messages(
    side: Side,
    stream: &[u8],
    mut at: usize,
    room: &mut usize,
) -> Result<Vec<Part>, Problem> {
    let mut found = Vec::new();
    let mut unpacker = Unpacker::default();
    let mut open: Option<Open> = None;
    while let Some(frame) = frame(stream.get(at..).unwrap_or_default()) {
        at += frame.length;
        match frame.opcode {
            0 => {}
            _ if frame.is_foreign => open = None,
            1 | 2 => {
                let (is_compressed, is_binary) = (frame.is_compressed, frame.opcode == 2);
                open = Some(Open { is_compressed, is_binary, bytes: Vec::new() });
            }
            // Control frames may stand between the frames of a message.
            _ => continue,
        }
        if let Some(message) = &mut open {
            let key = frame.key.unwrap_or_default();
            message.bytes.extend(frame.payload.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key));
        }
        if frame.is_last
            && let Some(Open { is_compressed, is_binary, mut bytes }) = open.take()
        {
            if is_compressed {
                bytes = match unpacker.message(&bytes, *room) {
                    Ok(bytes) => bytes,
                    Err(Packed::Lost) => continue,
                    Err(Packed::TooLarge) => return Err(too_large()),
                };
                *room -= bytes.len();
            }
            if is_binary {
                found.push(Part { side, end: at, bytes, exchange: None });
            }
        }
    }
    Ok(found)
}

fn too_large() -> Problem {
    let most = super::connections::MOST_UNPACKED >> 20;
    Problem(format!("what its WebSockets have compressed is more than {most} MiB; take a shorter capture"))
}

struct Frame<'s> {
    opcode: u8,
    is_last: bool,
    /// The message that it begins is compressed.
    is_compressed: bool,
    /// An extension that nobody knows has changed it.
    is_foreign: bool,
    key: Option<[u8; 4]>,
    payload: &'s [u8],
    /// Of the whole frame.
    length: usize,
}

/// The frame at the beginning, if all of it is there.
fn frame(bytes: &[u8]) -> Option<Frame<'_>> {
    let [first, second] = *bytes.first_chunk()?;
    let (length, mut at) = match second & 0x7f {
        126 => (u64::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?)), 4),
        127 => (u64::from_be_bytes(*bytes.get(2..)?.first_chunk()?), 10),
        length => (u64::from(length), 2),
    };
    let key = if second & 0x80 == 0 { None } else { Some(*bytes.get(at..)?.first_chunk()?) };
    at += key.map_or(0, |key: [u8; 4]| key.len());
    let payload = bytes.get(at..)?.get(..usize::try_from(length).ok()?)?;
    Some(Frame {
        opcode: first & 0x0f,
        is_last: first & 0x80 != 0,
        is_compressed: first & 0x40 != 0,
        is_foreign: first & 0x30 != 0,
        key,
        payload,
        length: at + payload.len(),
    })
}
