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

/// The bodies on HTTP, each with what it belongs to.
fn on_http(capture: &Capture) -> Vec<(String, Side, Vec<u8>, String)> {
    let found = read(&capture.bytes, None).unwrap();
    let whole = found.into_iter().map(|one| {
        let exchange = one.exchange.unwrap();
        let status = exchange.status.map(|status| format!(" {status}")).unwrap_or_default();
        (one.place, one.side.unwrap(), one.bytes, format!("{} {}{status}", exchange.method, exchange.path))
    });
    whole.collect()
}

#[test]
fn bodies_of_requests_and_answers_are_found_in_pairs() {
    let mut capture = Capture::new();
    // Two at once; the second in chunks (RFC 9112, 7.1) with a trailer, and one with nothing in it.
    let first = "POST /a?b=c HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\none";
    let second =
        "POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\ntw\r\n1;x=y\r\no\r\n0\r\nA: b\r\n\r\n";
    capture.send(CLIENT, format!("{first}{}", &second[..60]).as_bytes());
    capture.send(CLIENT, &second.as_bytes()[60..]);
    capture.send(CLIENT, b"GET /c HTTP/1.1\r\n\r\n");
    capture.send(SERVER, b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    capture.send(SERVER, b"HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 500 No\r\n\r\nto the");
    capture.send(SERVER, b" end");
    let (client, server) = (Side::Client, Side::Server);
    let expected = [
        ("packet 3", client, "one", "POST /a"),
        ("packet 4", client, "two", "POST /b"),
        ("packet 6", server, "ok", "POST /a 200"),
        // An empty answer that says that all is well may be a message without bytes; an empty request is none.
        ("packet 7", server, "", "POST /b 204"),
        ("packet 8", server, "to the end", "GET /c 500"),
    ];
    let expected = expected.map(|(place, side, bytes, exchange)| {
        (place.to_owned(), side, bytes.as_bytes().to_vec(), exchange.to_owned())
    });
    assert_eq!(on_http(&capture), expected);
}

#[test]
fn a_body_that_is_not_all_there_or_is_encoded_is_passed_over() {
    let mut capture = Capture::new();
    capture.send(CLIENT, b"POST /a HTTP/1.1\r\nContent-Length: 2\r\nContent-Encoding: gzip\r\n\r\nxx");
    capture.send(SERVER, b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ny");
    capture.send(CLIENT, b"POST /b HTTP/1.1\r\nContent-Length: 99\r\n\r\nshort");
    let found = on_http(&capture);
    let found: Vec<_> = found.iter().map(|(_, _, bytes, exchange)| (&bytes[..], &exchange[..])).collect();
    assert_eq!(found, [(&b"y"[..], "POST /a 200")]);
}

#[test]
fn a_head_or_a_body_that_never_ends_is_looked_at_once() {
    // Of quadratic cost this would be a hundred thousand times a megabyte.
    let mut capture = Capture::new();
    capture.send(SERVER, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n");
    (0..20).for_each(|_| capture.send(SERVER, &vec![b'x'; 50_000]));
    let asked = b"POST /a HTTP/1.1\r\nContent-Length: 1\r\n\r\nb".repeat(1000);
    (0..100).for_each(|_| capture.send(CLIENT, &asked));
    assert_eq!(on_http(&capture).len(), 100_000);
    let mut capture = Capture::new();
    capture.send(CLIENT, b"POST /a HTTP/1.1\r\nContent-Length: 1\r\n\r\nbPOST /");
    capture.send(CLIENT, &vec![b'a'; 60_000]);
    let answered = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nc".repeat(1000);
    (0..100).for_each(|_| capture.send(SERVER, &answered));
    assert_eq!(on_http(&capture).len(), 2);
}

#[test]
fn compressed_messages_of_a_websocket_are_unpacked() {
    let mut capture = Capture::upgraded();
    // RFC 7692, 7.2.3.2, as binary messages: twice "Hello", the second by what was in the first; in two frames (7.2.3.1).
    capture.send(SERVER, &[0xc2, 0x07, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]);
    capture.send(SERVER, &[0xc2, 0x05, 0xf2, 0x00, 0x11, 0x00, 0x00]);
    capture.send(SERVER, &[0x42, 0x03, 0xf2, 0x48, 0xcd, 0x80, 0x04, 0xc9, 0xc9, 0x07, 0x00]);
    // Changed by an extension that nobody knows.
    capture.send(SERVER, &[0xa2, 0x01, 0x00]);
    let hello = |packet| message(packet, Side::Server, b"Hello");
    assert_eq!(capture.found(), [hello(5), hello(6), hello(7)]);
}

#[test]
fn what_is_compressed_takes_no_more_room_than_there_is() {
    // One byte, packed by hand in a block of fixed codes (RFC 1951, 3.2.6), and then 258 copies of it again and again.
    let mut bits = Bits::default();
    bits.put(0b0, 1);
    bits.put(0b01, 2);
    bits.code(0x30, 8);
    for _ in 0..2_000_000 {
        // Length 258 is code 285, distance 1 is code 0.
        bits.code(0b1100_0101, 8);
        bits.code(0, 5);
    }
    bits.code(0, 7);
    // An empty block of no compression, whose last four bytes are not sent.
    bits.put(0, 3);
    let packed = bits.bytes;
    let mut capture = Capture::upgraded();
    let length = u64::try_from(packed.len()).unwrap().to_be_bytes();
    let frame = [&[0xc2, 127][..], &length, &packed].concat();
    for part in frame.chunks(60_000) {
        capture.send(SERVER, part);
    }
    let problem = read(&capture.bytes, None).unwrap_err().to_string();
    assert!(problem.contains("more than 256 MiB"), "{problem}");
}

/// Bits as DEFLATE packs them (RFC 1951, 3.1.1).
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            if self.used == 0 {
                self.bytes.push(0);
            }
            let bit = u8::try_from(value >> bit & 1).unwrap();
            *self.bytes.last_mut().unwrap() |= bit << self.used;
            self.used = (self.used + 1) % 8;
        }
    }

    /// A code of Huffman, which begins with its most significant bit.
    fn code(&mut self, code: u32, count: u32) {
        (0..count).rev().for_each(|bit| self.put(code >> bit, 1));
    }
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
    (0..40).for_each(|_| capture.send(CLIENT, MASKED));
    (0..10).for_each(|_| capture.send(SERVER, &[0xc2, 0x07, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]));
    damaged(&capture.bytes);
    let mut capture = Capture::new();
    capture.send(CLIENT, b"POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\ntw\r\n0\r\n\r\n");
    capture.send(SERVER, b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    damaged(&capture.bytes);
}

/// Reads it damaged in many ways.
fn damaged(good: &[u8]) {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(state >> 8).unwrap()
    };
    for _ in 0..3000 {
        let mut bytes = good.to_vec();
        for _ in 0..=next() % 4 {
            let at = next() % bytes.len();
            bytes[at] = u8::try_from(next() % 256).unwrap();
        }
        bytes.truncate(next() % (bytes.len() + 1));
        let _ = read(&bytes, Some(Form::Capture));
    }
}
