//! Captures, put together packet by packet from the descriptions of their formats.

use lonelypsp_capture::{Form, Side, read};

const CLIENT: usize = 0;
const SERVER: usize = 1;
const SYN: u8 = 2;
const ACK: u8 = 16;

/// A capture with IP packets, and what each side has sent.
struct Capture {
    bytes: Vec<u8>,
    sent: [u32; 2],
}

impl Capture {
    fn new() -> Self {
        let mut bytes = Vec::new();
        bytes.extend(0xa1b2_c3d4_u32.to_be_bytes());
        bytes.extend([0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 101]);
        let mut capture = Self { bytes, sent: [u32::MAX - 5, 7] };
        for (side, flags) in [(CLIENT, SYN), (SERVER, SYN | ACK)] {
            let packet = capture.packet(side, capture.sent[side], flags, &[]);
            capture.put(&packet);
            capture.sent[side] = capture.sent[side].wrapping_add(1);
        }
        capture
    }

    fn packet(&self, side: usize, sequence: u32, flags: u8, data: &[u8]) -> Vec<u8> {
        let ports = [50_000_u16, 3003];
        let mut packet = vec![0x45, 0];
        packet.extend(u16::try_from(40 + data.len()).unwrap().to_be_bytes());
        packet.extend([0, 0, 0, 0, 64, 6, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1]);
        packet.extend([ports[side], ports[1 - side]].map(u16::to_be_bytes).concat());
        packet.extend([sequence, self.sent[1 - side]].map(u32::to_be_bytes).concat());
        packet.extend([5 << 4, flags, 0xff, 0xff, 0, 0, 0, 0]);
        packet.extend(data);
        packet
    }

    fn put(&mut self, packet: &[u8]) {
        let length = u32::try_from(packet.len()).unwrap().to_be_bytes();
        self.bytes.extend([&[0; 8], &length[..], &length, packet].concat());
    }

    fn send(&mut self, side: usize, data: &[u8]) {
        let packet = self.packet(side, self.sent[side], ACK, data);
        self.put(&packet);
        self.sent[side] = self.sent[side].wrapping_add(u32::try_from(data.len()).unwrap());
    }

    fn upgraded() -> Self {
        let mut capture = Self::new();
        capture.send(CLIENT, b"GET /v1/websocket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n");
        capture.send(SERVER, b"HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\n\r\n");
        capture
    }

    fn found(&self) -> Vec<(String, Side, Vec<u8>)> {
        let found = read(&self.bytes, None).unwrap();
        found.into_iter().map(|one| (one.place, one.side.unwrap(), one.bytes)).collect()
    }
}

/// RFC 6455, 5.7: "Hello" as a client masks it, but as a binary message.
const MASKED: &[u8] = &[0x82, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58];

fn message(packet: usize, side: Side, bytes: &[u8]) -> (String, Side, Vec<u8>) {
    (format!("packet {packet}"), side, bytes.to_vec())
}

#[test]
fn messages_of_a_websocket_are_found_on_both_sides() {
    let mut capture = Capture::upgraded();
    capture.send(CLIENT, MASKED);
    // RFC 6455, 5.7: in two frames, with a ping between; then text, which is passed over.
    capture.send(SERVER, &[0x02, 0x03, b'H', b'e', b'l', 0x89, 0x00]);
    capture.send(SERVER, &[0x80, 0x02, b'l', b'o', 0x81, 0x01, b'x']);
    capture.send(CLIENT, &[MASKED, MASKED].concat());
    let hello = |packet, side| message(packet, side, b"Hello");
    let (client, server) = (Side::Client, Side::Server);
    assert_eq!(capture.found(), [hello(5, client), hello(7, server), hello(8, client), hello(8, client)]);
}

#[test]
fn packets_out_of_order_and_twice_are_put_in_order() {
    let mut capture = Capture::upgraded();
    let start = capture.sent[CLIENT];
    let late = capture.packet(CLIENT, start.wrapping_add(6), ACK, &MASKED[6..]);
    let first = capture.packet(CLIENT, start, ACK, &MASKED[..8]);
    capture.put(&late);
    capture.put(&first);
    capture.put(&first);
    // Bytes 6 and 7 are in both.
    assert_eq!(capture.found(), [message(5, Side::Client, b"Hello")]);
}

#[test]
fn frames_of_a_byte_stream_are_found() {
    let mut capture = Capture::new();
    capture.send(CLIENT, &[0, 0, 0, 2, b'a']);
    capture.send(CLIENT, &[b'b', 0, 0, 0, 0]);
    capture.send(SERVER, &[0, 0, 0, 1, b'c', 0, 0, 0, 9]);
    let (client, server) = (Side::Client, Side::Server);
    assert_eq!(
        capture.found(),
        [message(4, client, b"ab"), message(4, client, b""), message(5, server, b"c")]
    );
}

#[test]
fn blocks_of_pcapng_are_read() {
    let mut capture = Capture::new();
    capture.send(CLIENT, &[0, 0, 0, 1, b'a']);
    let packet = capture.packet(CLIENT, 1, ACK, &[0, 0, 0, 1, b'a']);
    let block = |kind: u32, body: &[u8]| {
        let padded = [body, &vec![0; body.len().next_multiple_of(4) - body.len()]].concat();
        let length = u32::try_from(padded.len() + 12).unwrap().to_be_bytes();
        [&kind.to_be_bytes()[..], &length, &padded, &length].concat()
    };
    let section =
        block(0x0a0d_0d0a, &[0x1a, 0x2b, 0x3c, 0x4d, 0, 1, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255]);
    let interface = block(1, &[0, 101, 0, 0, 0, 0, 0, 0]);
    let length = u32::try_from(packet.len()).unwrap().to_be_bytes();
    let enhanced = block(6, &[&[0; 12][..], &length, &length, &packet].concat());
    let found = read(&[section, interface, enhanced].concat(), Some(Form::Capture)).unwrap();
    assert_eq!((found[0].place.as_str(), &found[0].bytes[..]), ("packet 1", &b"a"[..]));
}

#[test]
fn a_capture_without_messages_says_what_it_has_none_of() {
    let problem = read(&Capture::new().bytes, None).unwrap_err().to_string();
    assert!(problem.contains("a capture of 2 packets"), "{problem}");
    let broken = read(b"\xa1\xb2\xc3\xd4\0\x02", None).unwrap_err().to_string();
    assert!(broken.ends_with("pcap or pcapng: it ends within its header"), "{broken}");
}

#[test]
fn nothing_in_a_capture_hurts() {
    let mut capture = Capture::upgraded();
    (0..50).for_each(|_| capture.send(CLIENT, MASKED));
    let good = capture.bytes;
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(state >> 8).unwrap()
    };
    for _ in 0..3000 {
        let mut bytes = good.clone();
        for _ in 0..=next() % 4 {
            let at = next() % bytes.len();
            bytes[at] = u8::try_from(next() % 256).unwrap();
        }
        bytes.truncate(next() % (bytes.len() + 1));
        let _ = read(&bytes, Some(Form::Capture));
    }
}
