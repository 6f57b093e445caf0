//! TCP streams out of packets.

use std::collections::{BTreeMap, HashMap};

use etherparse::{NetSlice, SlicedPacket, TransportSlice};

use super::http;

/// An address, as far as it tells one from another, and a port.
type End = (Vec<u8>, u16);

/// What one side of a connection sent.
#[derive(Default)]
pub(crate) struct Stream {
    pub(crate) bytes: Vec<u8>,
    /// Where the bytes of each packet end, and its number.
    ends: Vec<(usize, usize)>,
    /// The number of the next byte, once one is known.
    next: Option<u32>,
    /// Bytes that came before those in front of them.
    early: BTreeMap<u32, (usize, Vec<u8>)>,
}

/// The most packets of a side that are kept because one before them is missing.
const MOST_EARLY: usize = 1024;

impl Stream {
    /// The packet that brought the byte before that place.
    pub(crate) fn packet_at(&self, place: usize) -> usize {
        let index = self.ends.partition_point(|(end, _)| *end < place);
        self.ends.get(index).map_or(0, |(_, packet)| *packet)
    }

    fn begin(&mut self, sequence: u32) {
        *self = Self { next: Some(sequence.wrapping_add(1)), ..Self::default() };
    }

    fn add(&mut self, packet: usize, sequence: u32, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let next = *self.next.get_or_insert(sequence);
        let ahead = sequence.wrapping_sub(next);
        // Half of all numbers are behind.
        if ahead < 1 << 31 && ahead > 0 {
            if self.early.len() < MOST_EARLY {
                self.early.entry(sequence).or_insert_with(|| (packet, bytes.to_vec()));
            }
            return;
        }
        self.append(packet, next.wrapping_sub(sequence), bytes);
        while let Some(next) = self.next
            && let Some(sequence) = self.early.keys().copied().find(|key| next.wrapping_sub(*key) < 1 << 31)
            && let Some((packet, bytes)) = self.early.remove(&sequence)
        {
            self.append(packet, next.wrapping_sub(sequence), &bytes);
        }
    }

    /// Bytes of which so many are known.
    fn append(&mut self, packet: usize, known: u32, bytes: &[u8]) {
        let new = usize::try_from(known).ok().and_then(|known| bytes.get(known..)).unwrap_or_default();
        if new.is_empty() {
            return;
        }
        self.bytes.extend(new);
        self.ends.push((self.bytes.len(), packet));
        let length = u32::try_from(new.len()).unwrap_or_default();
        self.next = self.next.map(|next| next.wrapping_add(length));
    }
}

/// A connection: what its client sent, and what its server sent.
#[derive(Default)]
pub(crate) struct Connection {
    pub(crate) sides: [Stream; 2],
}

/// All connections of a capture.
#[derive(Default)]
pub(crate) struct Streams {
    connections: Vec<Connection>,
    /// The connection between two ends, the client's first.
    known: HashMap<(End, End), usize>,
}

impl Streams {
    pub(crate) fn connections(&self) -> &[Connection] {
        &self.connections
    }

    pub(crate) fn packet(&mut self, number: usize, link: i32, packet: &[u8]) {
        let Some(sliced) = slice(link, packet) else { return };
        let Some(TransportSlice::Tcp(tcp)) = &sliced.transport else { return };
        let (from, to) = match &sliced.net {
            Some(NetSlice::Ipv4(ip)) => (ip.header().source().to_vec(), ip.header().destination().to_vec()),
            Some(NetSlice::Ipv6(ip)) => (ip.header().source().to_vec(), ip.header().destination().to_vec()),
            _ => return,
        };
        let (from, to) = ((from, tcp.source_port()), (to, tcp.destination_port()));
        let begins = tcp.syn() && !tcp.ack();
        let (index, side) = self.find(from, to, begins, tcp.syn(), tcp.payload());
        let Some(stream) = self.connections.get_mut(index).and_then(|one| one.sides.get_mut(side)) else {
            return;
        };
        if tcp.syn() {
            stream.begin(tcp.sequence_number());
        } else {
            stream.add(number, tcp.sequence_number(), tcp.payload());
        }
    }

    /// The connection that a packet belongs to, and its side: 0 is the client, who asked for the connection, or who asks for
    /// something in HTTP, or else who has the higher port.
    fn find(&mut self, from: End, to: End, begins: bool, syn: bool, payload: &[u8]) -> (usize, usize) {
        if !begins {
            if let Some(index) = self.known.get(&(from.clone(), to.clone())) {
                return (*index, 0);
            }
            if let Some(index) = self.known.get(&(to.clone(), from.clone())) {
                return (*index, 1);
            }
        }
        let index = self.connections.len();
        self.connections.push(Connection::default());
        let answers = !begins && (syn || payload.starts_with(b"HTTP/"));
        let is_client = begins || http::begins_request(payload) || !answers && from.1 > to.1;
        let (ends, side) = if is_client { ((from, to), 0) } else { ((to, from), 1) };
        // The same ends may have had another connection before.
        self.known.remove(&(ends.1.clone(), ends.0.clone()));
        self.known.insert(ends, index);
        (index, side)
    }
}

/// The headers of a packet; the types of links are those that captures of IP have.
fn slice(link: i32, packet: &[u8]) -> Option<SlicedPacket<'_>> {
    match link {
        1 => SlicedPacket::from_ethernet(packet).ok(),
        113 => SlicedPacket::from_linux_sll(packet).ok(),
        // Loopback: four bytes say which IP it is, which its first byte says again.
        0 | 108 => SlicedPacket::from_ip(packet.get(4..)?).ok(),
        // Linux "cooked", version 2.
        276 => SlicedPacket::from_ip(packet.get(20..)?).ok(),
        12 | 14 | 101 | 228 | 229 => SlicedPacket::from_ip(packet).ok(),
        _ => None,
    }
}
