//! Messages in what carries them: every good one of the corpus in its order.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use lonelypsp_schema::{Direction, Message, Name, Schema};

use super::Found;
use super::capture::{Capture, Connection, Link, Side, websocket_frames};
use super::cases::{self, Case};
use super::tshark::Tshark;

/// The ports that the captures have.
const PORTS: [u16; 2] = [50_000, 3003];

/// Who sent a message, and which it is.
type Named = (String, String);

fn good(prefix: &str, protocol: &str) -> Result<Vec<Case>> {
    let mut cases = cases::read(prefix)?;
    cases.retain(|case| case.is_good() && case.protocol == protocol);
    Ok(cases)
}

fn named(case: &Case) -> Named {
    let sender = if case.direction == "s2b" { "subscriber" } else { "broadcaster" };
    (sender.to_owned(), case.expect["ok"]["message"].as_str().unwrap_or_default().to_owned())
}

fn side(case: &Case) -> Side {
    if case.direction == "s2b" { Side::Client } else { Side::Server }
}

/// What the dissector names, in its order; and that nothing is wrong.
fn compare(
    tshark: &Tshark,
    name: &str,
    capture: &Capture,
    wanted: &[Named],
    options: &[&str],
) -> Result<Found> {
    let [sender, message, kind] =
        ["sender", "message", "error.kind"].map(|one| format!("{}.{one}", tshark.filter));
    let any = format!("{} || _ws.lua.error", tshark.filter);
    let rows = tshark.values_of(name, capture, &any, &[&sender, &message, &kind], options)?;
    let mut found = Found { looked_at: wanted.len(), ..Found::default() };
    let mut seen = Vec::new();
    for row in &rows {
        let [senders, messages, kind] = &row[..] else { continue };
        let pairs = senders.split(',').zip(messages.split(','));
        seen.extend(pairs.map(|(sender, message)| (sender.to_owned(), message.to_owned())));
        if !kind.is_empty() {
            found.problems.push(format!("{messages}: {kind}"));
        }
    }
    if let Some(at) = (0..wanted.len().max(seen.len())).find(|at| wanted.get(*at) != seen.get(*at)) {
        found.problems.push(format!("message {at} is {:?}, not {:?}", seen.get(at), wanted.get(at)));
    }
    Ok(found)
}

fn upgrade(capture: &mut Capture, ports: [u16; 2]) -> Connection {
    let mut connection = Connection::open(capture, ports[0], ports[1]);
    let request = "GET /v1/websocket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                   Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    connection.send(capture, Side::Client, request.as_bytes());
    let answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                  Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
    connection.send(capture, Side::Server, answer.as_bytes());
    connection
}

/// On two connections: each message in a packet of its own; then as many together as there are from one side, and each in
/// several frames.
pub(super) fn websockets(tshark: &Tshark) -> Result<Found> {
    let cases = good("valid", "stateful")?;
    let mut capture = Capture::new(Link::Ip);
    let mut wanted = Vec::new();
    let mut connection = upgrade(&mut capture, PORTS);
    for case in &cases {
        connection.send(&mut capture, side(case), &websocket_frames(side(case), &case.bytes, 1));
        wanted.push(named(case));
    }
    // The client's port is that of the other connection's server: who is who is in the frames.
    let mut connection = upgrade(&mut capture, [3003, 50_001]);
    for together in cases.chunk_by(|one, other| one.direction == other.direction) {
        let from = side(&together[0]);
        let frames = together.iter().flat_map(|case| websocket_frames(from, &case.bytes, 1));
        connection.send(&mut capture, from, &frames.collect::<Vec<_>>());
        wanted.extend(together.iter().map(named));
    }
    // Wireshark 4.0 passes over what follows a message in several frames in the same packet.
    for (index, case) in cases.iter().enumerate() {
        connection.send(&mut capture, side(case), &websocket_frames(side(case), &case.bytes, 2 + index % 3));
        wanted.push(named(case));
    }
    let mut found = compare(tshark, "websockets", &capture, &wanted, &[])?;
    // The same on ports that the preferences name.
    let options = ["-o", "lonelypsp.websocket_ports:3003,50001"];
    found.problems.extend(compare(tshark, "websockets", &capture, &wanted, &options)?.problems);
    Ok(found)
}

/// Each in a packet of its own, then all in as few packets as can be.
pub(super) fn frames(tshark: &Tshark) -> Result<Found> {
    let cases = good("valid", "stateful")?;
    let frame = |case: &Case| {
        let length = u32::try_from(case.bytes.len()).unwrap_or_default().to_be_bytes();
        [&length[..], &case.bytes].concat()
    };
    let mut capture = Capture::new(Link::Ip);
    let mut wanted = Vec::new();
    let mut connection = Connection::open(&mut capture, PORTS[0], PORTS[1]);
    for case in &cases {
        connection.send(&mut capture, side(case), &frame(case));
        wanted.push(named(case));
    }
    let mut connection = Connection::open(&mut capture, PORTS[0] + 1, PORTS[1]);
    for from in ["s2b", "b2s"] {
        let together: Vec<&Case> = cases.iter().filter(|case| case.direction == from).collect();
        let frames: Vec<u8> = together.iter().flat_map(|case| frame(case)).collect();
        connection.send(&mut capture, side(together[0]), &frames);
        wanted.extend(together.into_iter().map(named));
    }
    compare(tshark, "frames", &capture, &wanted, &["-o", "lonelypsp.tcp_ports:3003"])
}

/// Every request of the schema with each of its answers, to urls with something before the path; and what is somebody else's.
pub(super) fn bodies(tshark: &Tshark, schema: &Schema) -> Result<Found> {
    let cases = good("stateless", "stateless")?;
    let body_of = |name: &str| cases.iter().find(|case| case.expect["ok"]["message"] == name);
    let mut capture = Capture::new(Link::Ip);
    let mut wanted = Vec::new();
    let protocol = schema.protocol("stateless").context("the schema has no stateless protocol")?;
    let mut port = PORTS[0];
    for message in &protocol.messages {
        let Some(http) = &message.http else { continue };
        for answer in message.answered_by.iter().map(Name::snake) {
            let (Some(asked), Some(answered)) = (body_of(message.name.snake()), body_of(answer)) else {
                continue;
            };
            port += 1;
            let mut connection = Connection::open(&mut capture, port, 80);
            let head = format!("{} /any/where{}?x=1 HTTP/1.1\r\nHost: a\r\n", http.method, http.path);
            connection.send(&mut capture, Side::Client, &with_body(&head, &asked.bytes));
            connection.send(&mut capture, Side::Server, &with_body("HTTP/1.1 200 OK\r\n", &answered.bytes));
            wanted.extend([named(asked), named(answered)]);
        }
    }
    let mut connection = Connection::open(&mut capture, port + 1, 80);
    connection.send(
        &mut capture,
        Side::Client,
        &with_body("POST /upload HTTP/1.1\r\nHost: a\r\n", b"anything"),
    );
    connection.send(&mut capture, Side::Server, &with_body("HTTP/1.1 200 OK\r\n", b"thanks"));
    let mut found = compare(tshark, "http", &capture, &wanted, &[])?;
    let is_asked = |message: &&Message| message.direction == Direction::S2b && message.http.is_some();
    let asked = protocol.messages.iter().filter(is_asked);
    for message in asked.filter(|message| !wanted.iter().any(|(_, name)| name == message.name.snake())) {
        found.problems.push(format!("the corpus has nothing for {}", message.name));
    }
    Ok(found)
}

fn with_body(head: &str, body: &[u8]) -> Vec<u8> {
    let mut head = head.to_owned();
    let _ = write!(head, "Content-Type: application/octet-stream\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// A body that is too long to be hashed, and a frame that is longer than any, are said to be so; what is behind such a frame is
/// not read.
pub(super) fn limits(tshark: &Tshark) -> Result<Found> {
    let mut found = Found { looked_at: 2, ..Found::default() };
    let wrong =
        cases::read("broken")?.into_iter().find(|case| case.expect["error"]["kind"] == "digest_mismatch");
    let wrong = wrong.context("the corpus has no wrong digest")?;
    let mut capture = Capture::new(Link::Said);
    capture.packet(&wrong.packet());
    let compared = ["lonelypsp.error.kind", "lonelypsp.expert.not_compared"];
    for (limit, kind) in [("1000", "digest_mismatch"), ("0", "")] {
        let limit = format!("lonelypsp.digest_limit:{limit}");
        let rows = tshark.values_of("digest", &capture, "lonelypsp", &compared, &["-o", &limit])?;
        if rows.first().and_then(|row| row.first()).map(String::as_str) != Some(kind) {
            found.problems.push(format!("with {limit}: {rows:?}"));
        }
    }
    let mut capture = Capture::new(Link::Ip);
    let mut connection = Connection::open(&mut capture, PORTS[0], PORTS[1]);
    connection.send(&mut capture, Side::Client, &[0xff, 0xff, 0xff, 0xff, 0, 1]);
    connection.send(&mut capture, Side::Client, b"\0\0\0\x11\0\x01\0\x02\0\0\0\0\0\x07foo/bar");
    connection.send(&mut capture, Side::Server, &[0, 0, 0, 2, 0, 1]);
    let options = ["-o", "lonelypsp.tcp_ports:3003"];
    let fields = ["lonelypsp.expert.frame", "lonelypsp.message", "lonelypsp.error.kind"];
    let rows =
        tshark.values_of("long-frame", &capture, "lonelypsp || lonelypsp.framed", &fields, &options)?;
    let kinds: Vec<_> =
        rows.iter().map(|row| (!row[0].is_empty(), row[1].as_str(), row[2].as_str())).collect();
    if kinds != [(true, "", ""), (false, "", ""), (false, "", "truncated")] {
        found.problems.push(format!("{rows:?}"));
    }
    Ok(found)
}
