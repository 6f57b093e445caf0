//! HTTP/1.1 on a connection (RFC 9112): requests and what answers them, in their order, until an upgrade to WebSocket.

use httparse::{EMPTY_HEADER, Header, Request, Response, Status, parse_chunk_size};

use super::connections::Part;
use super::websocket;
use crate::{Exchange, Problem, Side};

/// More bytes than any head has, and more headers.
const LONGEST_HEAD: usize = 64 << 10;
const MOST_HEADERS: usize = 128;

/// Whether one of the sides speaks it.
pub(super) fn is_spoken(client: &[u8], server: &[u8]) -> bool {
    begins_request(client) || server.starts_with(b"HTTP/1.")
}

/// Whether bytes begin as requests do.
pub(super) fn begins_request(bytes: &[u8]) -> bool {
    const METHODS: [&[u8]; 7] = [b"GET ", b"POST ", b"PUT ", b"PATCH ", b"DELETE ", b"HEAD ", b"OPTIONS "];
    METHODS.iter().any(|method| bytes.starts_with(method))
}

/// The messages of both sides.
pub(super) fn parts(client: &[u8], server: &[u8], room: &mut usize) -> Result<Vec<Part>, Problem> {
    let mut parts = Vec::new();
    let (mut asked_at, mut answered_at) = (0, 0);
    loop {
        let request = Head::of_request(rest(client, asked_at));
        // Where the capture has nothing of the client, its answers are still answers.
        let answer = answer(server, &mut answered_at);
        if request.is_none() && answer.is_none() {
            return Ok(parts);
        }
        if [&request, &answer].into_iter().flatten().any(|head| head.is_upgrade) {
            let begun =
                [(Side::Client, client, asked_at, &request), (Side::Server, server, answered_at, &answer)];
            for (side, stream, at, head) in begun {
                let at = at + head.as_ref().map_or(0, |head| head.length);
                parts.extend(websocket::messages(side, stream, at, room)?);
            }
            return Ok(parts);
        }
        let has_asked = request.as_ref().is_some_and(|head| {
            body(&mut parts, Side::Client, client, &mut asked_at, head, Some(head.exchange(None)))
        });
        let has_answered = answer.as_ref().is_some_and(|head| {
            let asked = request.as_ref().map(|request| request.exchange(head.status));
            let without = request.as_ref().is_some_and(|request| request.method == "HEAD");
            let head = if without { &Head { framing: Framing::Length(0), ..head.clone() } } else { head };
            body(&mut parts, Side::Server, server, &mut answered_at, head, asked)
        });
        if !has_asked && !has_answered {
            return Ok(parts);
        }
        // Where the rest is not there, nothing that comes after it is; nor is it looked at again for each message of the other side.
        if !has_asked {
            asked_at = client.len();
        }
        if !has_answered {
            answered_at = server.len();
        }
    }
}

fn rest(stream: &[u8], at: usize) -> &[u8] {
    stream.get(at..).unwrap_or_default()
}

/// The head of the next answer that is not one of those that come before the answer.
fn answer(server: &[u8], at: &mut usize) -> Option<Head> {
    loop {
        let head = Head::of_answer(rest(server, *at))?;
        match head.status {
            Some(100..=199) if !head.is_upgrade => *at += head.length,
            _ => return Some(head),
        }
    }
}

/// Takes the body behind a head, and says whether all of it was there.
fn body(
    parts: &mut Vec<Part>,
    side: Side,
    stream: &[u8],
    at: &mut usize,
    head: &Head,
    exchange: Option<Exchange>,
) -> bool {
    let Some((bytes, length)) = head.framing.body(rest(stream, *at + head.length)) else { return false };
    *at += head.length + length;
    if head.is_encoded || bytes.is_empty() && head.status.is_none_or(|status| status / 100 != 2) {
        return true;
    }
    parts.extend(exchange.map(|exchange| Part { side, end: *at, bytes, exchange: Some(exchange) }));
    true
}

/// How long a body is (RFC 9112, 6.3).
#[derive(Clone, Copy)]
enum Framing {
    Length(usize),
    Chunked,
    UntilEnd,
}

impl Framing {
    /// The body at the beginning, and how many bytes it takes; nothing, if not all of it is there.
    fn body(self, stream: &[u8]) -> Option<(Vec<u8>, usize)> {
        match self {
            Self::Length(length) => Some((stream.get(..length)?.to_vec(), length)),
            Self::Chunked => chunks(stream),
            Self::UntilEnd => Some((stream.to_vec(), stream.len())),
        }
    }
}

/// A body in chunks (RFC 9112, 7.1).
fn chunks(stream: &[u8]) -> Option<(Vec<u8>, usize)> {
    let (mut body, mut at) = (Vec::new(), 0);
    loop {
        let Ok(Status::Complete((head, size))) = parse_chunk_size(rest(stream, at)) else { return None };
        at += head;
        if size == 0 {
            break;
        }
        let size = usize::try_from(size).ok()?;
        body.extend_from_slice(rest(stream, at).get(..size)?);
        at += size;
        at += rest(stream, at).starts_with(b"\r\n").then_some(2)?;
    }
    // Trailers, to the empty line.
    loop {
        let line = rest(stream, at).windows(2).position(|two| two == b"\r\n")?;
        at += line + 2;
        if line == 0 {
            return Some((body, at));
        }
    }
}

/// What the head of a request or an answer says.
#[derive(Clone)]
struct Head {
    method: String,
    path: String,
    status: Option<u16>,
    framing: Framing,
    is_upgrade: bool,
    /// What it has behind it is compressed.
    is_encoded: bool,
    length: usize,
}

impl Head {
    fn of_request(stream: &[u8]) -> Option<Self> {
        let stream = stream.get(..stream.len().min(LONGEST_HEAD))?;
        let mut headers = [EMPTY_HEADER; MOST_HEADERS];
        let mut request = Request::new(&mut headers);
        let Ok(Status::Complete(length)) = request.parse(stream) else { return None };
        let path = request.path?.split(['?', '#']).next()?;
        let head = Self::of_headers(request.headers, length, Framing::Length(0));
        Some(Self { method: request.method?.to_owned(), path: path.to_owned(), ..head })
    }

    fn of_answer(stream: &[u8]) -> Option<Self> {
        let stream = stream.get(..stream.len().min(LONGEST_HEAD))?;
        let mut headers = [EMPTY_HEADER; MOST_HEADERS];
        let mut response = Response::new(&mut headers);
        let Ok(Status::Complete(length)) = response.parse(stream) else { return None };
        let status = response.code?;
        let mut head = Self::of_headers(response.headers, length, Framing::UntilEnd);
        if matches!(status, 100..=199 | 204 | 304) {
            head.framing = Framing::Length(0);
        }
        head.is_upgrade &= status == 101;
        Some(Self { status: Some(status), ..head })
    }

    fn of_headers(headers: &[Header<'_>], length: usize, unsaid: Framing) -> Self {
        let value = |name: &str| {
            let header = headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
            Some(std::str::from_utf8(header.value).ok()?.trim().to_ascii_lowercase())
        };
        let framing = match (value("transfer-encoding"), value("content-length")) {
            (Some(coding), _) if coding.ends_with("chunked") => Framing::Chunked,
            (_, Some(length)) => length.parse().map_or(unsaid, Framing::Length),
            _ => unsaid,
        };
        Self {
            method: String::new(),
            path: String::new(),
            status: None,
            framing,
            is_upgrade: value("upgrade").is_some_and(|value| value == "websocket"),
            is_encoded: value("content-encoding").is_some_and(|value| value != "identity"),
            length,
        }
    }

    /// What the request is, and the answer to it if it has that status.
    fn exchange(&self, status: Option<u16>) -> Exchange {
        Exchange { method: self.method.clone(), path: self.path.clone(), status }
    }
}
