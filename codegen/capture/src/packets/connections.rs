//! The messages of all connections of a capture.

use super::streams::{Connection, Streams};
use super::{blocks, http};
use crate::{Exchange, Found, Problem, Side, frames};

/// The most that is unpacked of all that a capture has compressed: a few bytes can stand for many.
pub(super) const MOST_UNPACKED: usize = 256 << 20;

/// A message in the bytes of one side of a connection.
pub(super) struct Part {
    pub(super) side: Side,
    /// Where it ends in them.
    pub(super) end: usize,
    pub(super) bytes: Vec<u8>,
    pub(super) exchange: Option<Exchange>,
}

/// The messages of all connections, in the order of the packets that complete them.
pub(super) fn read(input: &[u8]) -> Result<Vec<Found>, Problem> {
    let mut streams = Streams::default();
    let mut number = 0;
    blocks::each(input, |link, packet| {
        number += 1;
        streams.packet(number, link, packet);
    })?;
    let mut messages = Vec::new();
    let mut room = MOST_UNPACKED;
    for connection in streams.connections() {
        messages.extend(of_connection(connection, &mut room)?);
    }
    if messages.is_empty() {
        return Err(Problem(format!(
            "it is a capture of {number} packets, and none of its TCP connections has a message in a WebSocket, in the \
             body of an HTTP request, or in frames behind lengths of four bytes; what is encrypted cannot be read"
        )));
    }
    messages.sort_by_key(|(packet, _)| *packet);
    Ok(messages.into_iter().map(|(_, found)| found).collect())
}

/// The messages of a connection, each with the packet that completes it.
fn of_connection(connection: &Connection, room: &mut usize) -> Result<Vec<(usize, Found)>, Problem> {
    let [client, server] = &connection.sides;
    let parts = if http::is_spoken(&client.bytes, &server.bytes) {
        http::parts(&client.bytes, &server.bytes, room)?
    } else {
        let framed = [(Side::Client, client), (Side::Server, server)].map(|(side, stream)| {
            framed(&stream.bytes).into_iter().map(move |(end, bytes)| Part {
                side,
                end,
                bytes,
                exchange: None,
            })
        });
        framed.into_iter().flatten().collect()
    };
    let found = parts.into_iter().map(|Part { side, end, bytes, exchange }| {
        let stream = match side {
            Side::Client => client,
            Side::Server => server,
        };
        let packet = stream.packet_at(end);
        (packet, Found { bytes, place: format!("packet {packet}"), side: Some(side), exchange })
    });
    Ok(found.collect())
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
