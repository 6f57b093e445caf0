//! The messages of all connections of a capture.

use super::streams::{Connection, Streams};
use super::{blocks, websocket};
use crate::{Found, Problem, Side, frames};

/// The messages of all connections, in the order of the packets that complete them.
pub(super) fn read(input: &[u8]) -> Result<Vec<Found>, Problem> {
    let mut streams = Streams::default();
    let mut number = 0;
    blocks::each(input, |link, packet| {
        number += 1;
        streams.packet(number, link, packet);
    })?;
    let mut messages = Vec::new();
    for connection in streams.connections() {
        messages.extend(of_connection(connection));
    }
    if messages.is_empty() {
        return Err(Problem(format!(
            "it is a capture of {number} packets, and none of its TCP connections has a message in a WebSocket, or in frames behind \
             lengths of four bytes; what is encrypted cannot be read"
        )));
    }
    messages.sort_by_key(|(packet, _)| *packet);
    Ok(messages.into_iter().map(|(_, found)| found).collect())
}

/// The messages of a connection, each with the packet that completes it.
fn of_connection(connection: &Connection) -> Vec<(usize, Found)> {
    let mut messages = Vec::new();
    let is_http = connection
        .sides
        .iter()
        .any(|side| side.bytes.starts_with(b"HTTP/") || side.bytes.starts_with(b"GET "));
    for (stream, side) in connection.sides.iter().zip([Side::Client, Side::Server]) {
        let parts = if is_http { websocket::messages(&stream.bytes) } else { framed(&stream.bytes) };
        for (end, bytes) in parts {
            let packet = stream.packet_at(end);
            let place = format!("packet {packet}");
            messages.push((packet, Found { bytes, place, side: Some(side) }));
        }
    }
    messages
}

/// Whole frames with the place where each ends, up to what is none.
fn framed(bytes: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(message) = frames::next(bytes.get(at..).unwrap_or_default()) {
        at += frames::PREFIX + message.len();
        found.push((at, message.to_vec()));
    }
    found
}
