//! Captures as files: the format of libpcap, and TCP connections as packets.

/// What packets of a capture begin with.
#[derive(Clone, Copy)]
pub(super) enum Link {
    /// An IP header.
    Ip = 101,
    /// What `carry.lua` reads.
    Said = 147,
}

/// A capture in memory.
pub(super) struct Capture {
    bytes: Vec<u8>,
}

impl Capture {
    pub(super) fn new(link: Link) -> Self {
        let mut bytes = Vec::new();
        bytes.extend(0xa1b2_c3d4_u32.to_be_bytes());
        bytes.extend([0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend((1_u32 << 20).to_be_bytes());
        bytes.extend((link as u32).to_be_bytes());
        Self { bytes }
    }

    pub(super) fn packet(&mut self, packet: &[u8]) {
        let length = u32::try_from(packet.len()).unwrap_or(u32::MAX).to_be_bytes();
        for part in [&[0; 8], &length[..], &length, packet] {
            self.bytes.extend(part);
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Who sends a packet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Client,
    Server,
}

/// A TCP connection on loopback.
pub(super) struct Connection {
    /// Of the client and of the server.
    ports: [u16; 2],
    /// How many bytes each has sent.
    sent: [u32; 2],
}

/// The most bytes in a packet.
const SEGMENT: usize = 32768;

impl Connection {
    /// With the handshake.
    pub(super) fn open(capture: &mut Capture, client: u16, server: u16) -> Self {
        const SYN: u8 = 2;
        let mut connection = Self { ports: [client, server], sent: [1000, 5000] };
        for (side, flags) in [(Side::Client, SYN), (Side::Server, SYN | ACK)] {
            connection.segment(capture, side, flags, &[]);
            connection.sent[side as usize] += 1;
        }
        connection.segment(capture, Side::Client, ACK, &[]);
        connection
    }

    pub(super) fn send(&mut self, capture: &mut Capture, side: Side, data: &[u8]) {
        const PUSH: u8 = 8;
        for part in data.chunks(SEGMENT) {
            self.segment(capture, side, PUSH | ACK, part);
            let length = u32::try_from(part.len()).unwrap_or_default();
            self.sent[side as usize] = self.sent[side as usize].wrapping_add(length);
        }
    }

    fn segment(&self, capture: &mut Capture, side: Side, flags: u8, data: &[u8]) {
        let (own, other) = (side as usize, 1 - side as usize);
        let total = u16::try_from(40 + data.len()).unwrap_or(u16::MAX);
        let mut packet = vec![0x45, 0];
        packet.extend(total.to_be_bytes());
        packet.extend([0, 0, 0, 0, 64, 6, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1]);
        for port in [self.ports[own], self.ports[other]] {
            packet.extend(port.to_be_bytes());
        }
        for number in [self.sent[own], self.sent[other]] {
            packet.extend(number.to_be_bytes());
        }
        packet.extend([5 << 4, flags, 0xff, 0xff, 0, 0, 0, 0]);
        packet.extend(data);
        capture.packet(&packet);
    }
}

const ACK: u8 = 16;

/// A message in WebSocket frames, so many of them; clients mask.
pub(super) fn websocket_frames(side: Side, message: &[u8], frames: usize) -> Vec<u8> {
    const BINARY: u8 = 2;
    const LAST: u8 = 0x80;
    const KEY: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];
    let longest = message.len().div_ceil(frames.max(1)).max(1);
    let mut parts: Vec<&[u8]> = message.chunks(longest).collect();
    if parts.is_empty() {
        parts.push(&[]);
    }
    let count = parts.len();
    let mut bytes = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let kind = if index == 0 { BINARY } else { 0 };
        bytes.push(kind | if index + 1 == count { LAST } else { 0 });
        let mask = if side == Side::Client { 0x80 } else { 0 };
        match (u8::try_from(part.len()), u16::try_from(part.len())) {
            (Ok(length @ ..126), _) => bytes.push(mask | length),
            (_, Ok(length)) => {
                bytes.push(mask | 0x7e);
                bytes.extend(length.to_be_bytes());
            }
            _ => {
                bytes.push(mask | 0x7f);
                bytes.extend((part.len() as u64).to_be_bytes());
            }
        }
        if side == Side::Client {
            bytes.extend(KEY);
            bytes.extend(part.iter().zip(KEY.iter().cycle()).map(|(byte, key)| byte ^ key));
        } else {
            bytes.extend(part);
        }
    }
    bytes
}
