//! Bytes that nobody sent in good faith.

use anyhow::{Result, ensure};
use fastrand::Rng;
use lonelypsp_schema::Schema;
use serde_json::json;

use super::capture::{Capture, Connection, Link, Side, websocket_frames};
use super::cases::{self, Case};
use super::tshark::Tshark;
use super::{ALL_DIGESTS, Found, compare_cases};
use crate::schemas::ask_interpreter;

const DAMAGED: usize = 2000;

/// Cases of the corpus with random damage; what is right is what the interpreter says.
pub(super) fn damaged(tshark: &Tshark, schema: &Schema) -> Result<Found> {
    let mut rng = Rng::with_seed(14);
    let mut cases = cases::read("")?;
    cases.retain(|case| case.bytes.len() < 2000);
    rng.shuffle(&mut cases);
    cases.truncate(DAMAGED);
    for case in &mut cases {
        damage(&mut rng, &mut case.bytes);
    }
    let requests: Vec<_> = cases.iter().map(request).collect();
    let answers = ask_interpreter(&requests)?;
    for (case, answer) in cases.iter_mut().zip(answers) {
        case.name = format!("{} with damage", case.name);
        case.expect = answer;
    }
    compare_cases(tshark, schema, "damaged", &cases, &ALL_DIGESTS)
}

fn request(case: &Case) -> serde_json::Value {
    let hex = case.bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let mut request =
        json!({ "op": "decode", "protocol": case.protocol, "direction": case.direction, "hex": hex });
    if let Some(message) = &case.message {
        request["message"] = message.as_str().into();
    }
    request
}

fn damage(rng: &mut Rng, bytes: &mut Vec<u8>) {
    for _ in 0..rng.usize(1..4) {
        let at = rng.usize(0..=bytes.len());
        match rng.u8(0..4) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, rng.u8(..)),
            2 if at < bytes.len() => drop(bytes.remove(at)),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    let any = rng.u8(..);
                    let edges = [0, 1, 0x7f, 0x80, 0xff, byte.wrapping_add(1), any];
                    *byte = rng.choice(edges).unwrap_or_default();
                }
            }
        }
    }
}

/// Noise in web sockets, frames, bodies of HTTP, and as whatever a line says: tshark has to get through it. What the dissector
/// itself does wrong is an error of `Tshark`.
pub(super) fn noise(tshark: &Tshark) -> Result<Found> {
    let mut rng = Rng::with_seed(15);
    let mut said = Capture::new(Link::Said);
    let mut carried = Capture::new(Link::Ip);
    let upgrade = "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: \
                   dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    let upgraded = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                    Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
    let mut websocket = Connection::open(&mut carried, 50_000, 8080);
    websocket.send(&mut carried, Side::Client, upgrade.as_bytes());
    websocket.send(&mut carried, Side::Server, upgraded.as_bytes());
    let lines = [
        "stateful s2b",
        "stateful b2s",
        "stateless b2s",
        "stateless s2b notify",
        "hashing s2b strong_etag",
        "signing s2b",
        "tracing s2b",
        "nothing s2b",
        "stateful",
        "",
    ];
    for round in 0..600_u16 {
        let bytes = noisy(&mut rng);
        let line = lines[usize::from(round) % lines.len()];
        said.packet(&[line.as_bytes(), b"\n", &bytes].concat());
        let from = if rng.bool() { Side::Client } else { Side::Server };
        websocket.send(&mut carried, from, &websocket_frames(from, &bytes, rng.usize(1..3)));
        if round % 4 == 0 {
            // Frames whose lengths are noise as well.
            let mut framed = Connection::open(&mut carried, 20_000 + round, 3003);
            framed.send(&mut carried, from, &bytes);
            framed.send(&mut carried, from, &[&[0, 0, 0, 9][..], &bytes].concat());
        }
        if round % 8 == 0 {
            let mut http = Connection::open(&mut carried, 30_000 + round, 80);
            let head = format!(
                "POST /v1/notify HTTP/1.1\r\nContent-Type: application/octet-stream\r\nContent-Length: {}\r\n\r\n",
                bytes.len()
            );
            http.send(&mut carried, Side::Client, &[head.as_bytes(), &bytes].concat());
        }
    }
    let options = ["-o", "lonelypsp.websocket_ports:8080", "-o", "lonelypsp.tcp_ports:3003"];
    let packets =
        tshark.packets("noise-said", &said, &[])?.len() + tshark.packets("noise", &carried, &options)?.len();
    Ok(Found { looked_at: packets, problems: Vec::new() })
}

/// Half of it begins like messages.
fn noisy(rng: &mut Rng) -> Vec<u8> {
    let mut bytes: Vec<u8> =
        (0..rng.usize(0..80)).map(|_| if rng.bool() { rng.u8(0..3) } else { rng.u8(..) }).collect();
    if rng.bool() {
        bytes.splice(..0, [0, rng.u8(0..3), 0, rng.u8(0..14), 0, rng.u8(0..8)]);
    }
    bytes
}

/// Messages with as many parts as fit in 1 and in 8 times as much: the time grows as they do, and what is not shown is said.
pub(super) fn large(tshark: &Tshark) -> Result<Found> {
    let mut found = Found::default();
    // A name and a value of no byte each, which no message has; then the headers that are missing.
    let headers = |count: u16| {
        let mut packet = b"stateful s2b\n\0\0\0\x02".to_vec();
        packet.extend(count.to_be_bytes());
        packet.extend((0..count).flat_map(|_| [0; 4]));
        packet
    };
    // Entries of a topic and no recovery, each topic greater than the one before.
    let entries = |count: u32| {
        let mut packet = b"stateless s2b set_subscriptions\n\0\x08".to_vec();
        packet.extend([b'e'; 8]);
        packet.extend(count.to_be_bytes());
        for index in 0..count {
            packet.extend([0, 4]);
            packet.extend(index.to_be_bytes());
            packet.extend([0, 0]);
        }
        packet.extend([0; 4]);
        packet
    };
    for (small, large) in [(headers(8000), headers(64_000)), (entries(4000), entries(32_000))] {
        let took = [small, large].map(|packet| -> Result<f64> {
            let begun = std::time::Instant::now();
            let mut capture = Capture::new(Link::Said);
            (0..3).for_each(|_| capture.packet(&packet));
            let fields = ["lonelypsp.message"];
            let rows = tshark.values_of("large", &capture, "lonelypsp && !_ws.lua.error", &fields, &[])?;
            ensure!(rows.len() == 3, "{} of 3 packets are shown", rows.len());
            Ok(begun.elapsed().as_secs_f64())
        });
        let [small, large] = took;
        let (small, large) = (small?, large?);
        found.looked_at += 6;
        // tshark itself takes a moment to begin, so that this is far from what is quadratic, and above what is not.
        if large > 16.0 * small {
            found.problems.push(format!("8 times as much takes {large:.1} s instead of {small:.1} s"));
        }
    }
    Ok(found)
}
