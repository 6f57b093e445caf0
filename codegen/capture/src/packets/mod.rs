//! Captures of packets, pcap and pcapng: the messages of web sockets, of HTTP and of framed TCP connections in them.

#[cfg(feature = "packets")]
mod blocks;
#[cfg(feature = "packets")]
mod connections;
#[cfg(feature = "packets")]
mod http;
#[cfg(feature = "packets")]
mod streams;
#[cfg(feature = "packets")]
mod unpack;
#[cfg(feature = "packets")]
mod websocket;

use crate::{Found, Problem};

/// Whether the bytes begin as a capture does: with the magic number of pcap, in either order and resolution, or of pcapng.
pub(crate) fn seems_to_be(input: &[u8]) -> bool {
    const MAGIC: [[u8; 4]; 5] = [
        [0xa1, 0xb2, 0xc3, 0xd4],
        [0xd4, 0xc3, 0xb2, 0xa1],
        [0xa1, 0xb2, 0x3c, 0x4d],
        [0x4d, 0x3c, 0xb2, 0xa1],
        [0x0a, 0x0d, 0x0d, 0x0a],
    ];
    MAGIC.iter().any(|magic| input.starts_with(magic))
}

/// The messages of all connections, in the order of the packets that complete them.
#[cfg(feature = "packets")]
pub(crate) fn read(input: &[u8]) -> Result<Vec<Found>, Problem> {
    connections::read(input)
}

/// The same for programs that have no need of it.
#[cfg(not(feature = "packets"))]
pub(crate) fn read(_: &[u8]) -> Result<Vec<Found>, Problem> {
    let text = "captures of packets are read by builds with the feature `captures`, which is on if nothing else is said";
    Err(Problem(text.to_owned()))
}
