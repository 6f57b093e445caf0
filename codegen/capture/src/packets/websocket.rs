//! Messages of a WebSocket (RFC 6455): behind the head of the upgrade, unmasked, from as many frames as there are.

/// Binary messages with the place where each ends in the stream. Text, control frames and what is compressed are passed over.
pub(crate) fn messages(stream: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let mut found = Vec::new();
    let Some(mut at) = end_of_head(stream) else { return found };
    // The message whose frames are coming, if it is one to take.
    let mut open: Option<Vec<u8>> = None;
    while let Some(frame) = frame(stream.get(at..).unwrap_or_default()) {
        at += frame.length;
        match frame.opcode {
            0 => {}
            2 if !frame.is_compressed => open = Some(Vec::new()),
            1 | 2 => open = None,
            // Control frames may stand between the frames of a message.
            _ => continue,
        }
        if let Some(message) = &mut open {
            let key = frame.key.unwrap_or_default();
            message.extend(frame.payload.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key));
        }
        if frame.is_last {
            found.extend(open.take().map(|message| (at, message)));
        }
    }
    found
}

/// Where the upgrade's request or answer ends, if it is one.
fn end_of_head(stream: &[u8]) -> Option<usize> {
    const LONGEST: usize = 64 << 10;
    let start = stream.get(..stream.len().min(LONGEST)).unwrap_or_default();
    let end = start.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(start.get(..end)?).to_ascii_lowercase();
    let is_upgrade = head.lines().any(|line| {
        line.split_once(':')
            .is_some_and(|(name, value)| name.trim() == "upgrade" && value.trim() == "websocket")
    });
    is_upgrade.then_some(end)
}

struct Frame<'s> {
    opcode: u8,
    is_last: bool,
    /// Compressed, or whatever else an extension does with it.
    is_compressed: bool,
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
        is_compressed: first & 0x70 != 0,
        key,
        payload,
        length: at + payload.len(),
    })
}
