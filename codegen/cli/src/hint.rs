//! What is most often the matter with bytes that are not the message that they should be.

use lonelypsp_conformance::json::Expectation;
use lonelypsp_interpret::{Kind, decode};
use lonelypsp_schema::{Direction, Message, Prefix, Protocol};

use crate::args::Source;
use crate::hex;

/// A sentence for people who look for what is wrong, if there is one to say.
pub(crate) fn hint(
    protocol: &Protocol,
    expected: Expectation<'_>,
    bytes: &[u8],
    kind: Kind,
    source: &Source,
) -> Option<String> {
    // Where only the body is not what is declared, it is the message that was asked for.
    if matches!(kind, Kind::DigestMismatch | Kind::LengthMismatch) {
        return None;
    }
    if bytes.is_empty() {
        return Some(
            "there are no bytes at all; --hex, --file or standard input has to bring some".to_owned(),
        );
    }
    if begins_like_http(bytes) {
        let text =
            "this begins with the head of an HTTP message; give its body alone, as curl does without -i";
        return Some(text.to_owned());
    }
    let (asked, name) = match expected {
        Expectation::From(direction) => (direction, None),
        Expectation::Message(message) => (message.direction, Some(message.name.snake())),
    };
    if let Some((side, message)) = read_from_either(protocol, asked, bytes) {
        let (message, sender) = (message.name.snake(), side.sender());
        let instead =
            if name.is_some() { format!("--message {message}") } else { format!("--from {sender}") };
        return Some(format!("it is a `{message}` of a {sender}: {instead}"));
    }
    let digits = std::str::from_utf8(bytes).ok().filter(|_| source.raw);
    let digits = digits.and_then(|text| hex::parse(text).ok());
    let is_hex = digits.is_some_and(|bytes| read_from_either(protocol, asked, &bytes.0).is_some());
    if is_hex {
        return Some("it is the hex digits of a message: leave --raw out".to_owned());
    }
    if name.is_none() { unnamed(protocol, asked) } else { None }
}

/// Of some protocols, only some messages say what they are.
fn unnamed(protocol: &Protocol, side: Direction) -> Option<String> {
    let messages = protocol.messages_of(side).into_iter();
    let silent =
        messages.filter(|message| protocol.prefix == Prefix::None && message.leading_code().is_none());
    let names: Vec<_> = silent.map(|message| format!("`{}`", message.name)).collect();
    (!names.is_empty()).then(|| {
        let (sender, all) = (side.sender(), names.join(", "));
        format!("some messages of a {sender} do not say what they are: if it is one of them, --message names it, of {all}")
    })
}

/// The message that bytes say that they are, and who sends it: likelier the side that was asked for.
fn read_from_either<'s>(
    protocol: &'s Protocol,
    asked: Direction,
    bytes: &[u8],
) -> Option<(Direction, &'s Message)> {
    let other = match asked {
        Direction::S2b => Direction::B2s,
        Direction::B2s => Direction::S2b,
    };
    [asked, other].into_iter().find_map(|side| Some((side, read(protocol, side, bytes)?)))
}

fn read<'s>(protocol: &'s Protocol, side: Direction, bytes: &[u8]) -> Option<&'s Message> {
    let says_what_it_is = protocol.prefix == Prefix::FlagsAndCode || protocol.leading_code(side).is_some();
    let decoded = says_what_it_is.then(|| decode(protocol, side, bytes).ok())?;
    decoded.map(|decoded| decoded.target.message)
}

/// A status line, or a request line up to its target.
fn begins_like_http(bytes: &[u8]) -> bool {
    const METHODS: [&[u8]; 5] = [b"GET ", b"POST ", b"PUT ", b"DELETE ", b"HEAD "];
    let target = METHODS.iter().find_map(|method| bytes.strip_prefix(*method));
    bytes.starts_with(b"HTTP/")
        || target.is_some_and(|target| target.starts_with(b"/") || target.starts_with(b"http"))
}
