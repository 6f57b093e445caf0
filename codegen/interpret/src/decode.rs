//! Bytes → a message.

use lonelypsp_schema::{Direction, Message, Prefix, Protocol};

use crate::check::{Checked, read_message};
use crate::error::{DecodeError, Fault, Kind};
use crate::forms::Value;
use crate::head::Head;
use crate::observer::{Observer, Part};
use crate::pieces::Streamed;
use crate::place::Path;
use crate::reader::{Reader, truncated};
use crate::target::{FieldSpec, HeaderMode, Holder, Target};

/// A message that was read, with its digests compared.
#[derive(Clone, Debug)]
pub struct Decoded<'s, 'i> {
    /// All 16 flags of the prefix.
    pub flags: u16,
    /// How its header block is written; of no meaning for a sequence.
    pub mode: HeaderMode,
    /// Which shape of which message it is.
    pub target: Target<'s>,
    /// Its values, in the order of the target's fields.
    pub fields: Vec<(FieldSpec<'s>, Value<'i>)>,
}

impl<'i> Decoded<'_, 'i> {
    /// The value of the field with that name.
    ///
    /// ```
    /// use lonelypsp_interpret::{Value, decode};
    /// # use lonelypsp_schema::Direction;
    /// let schema = lonelypsp_schema::builtin().unwrap();
    /// let bytes = b"\0\x01\0\x05\0\0\0\0\0\x05foo/*";
    /// let message = decode(schema.protocol("stateful").unwrap(), Direction::S2b, bytes).unwrap();
    /// assert_eq!(message.get("glob"), Some(Value::Text("foo/*")));
    /// ```
    pub fn get(&self, name: &str) -> Option<Value<'i>> {
        self.fields.iter().find(|(field, _)| field.name == name).map(|(_, value)| value.clone())
    }

    /// The same with a body in the place of the one that it has: for a message that was decoded in [pieces](crate::Pieces),
    /// if the body was kept all the same. Nothing compares it with anything.
    #[must_use]
    pub fn with_body(mut self, body: &'i [u8]) -> Self {
        for (field, value) in &mut self.fields {
            if field.holder == Holder::Body {
                *value = Value::Bytes(body);
            }
        }
        self
    }
}

/// Decodes a message that was sent in that direction. The values point into `input`.
///
/// Where the protocol has no prefix, only messages that begin with their own code can be told from one another; for others
/// there is [`decode_as`].
///
/// # Errors
/// The first problem in the order of the message's plan; see the [rules](crate#the-rules).
///
/// ```
/// # use lonelypsp_schema::Direction;
/// let schema = lonelypsp_schema::builtin().unwrap();
/// let error = lonelypsp_interpret::decode(schema.protocol("stateful").unwrap(), Direction::S2b, b"\0\0\0\x0a").unwrap_err();
/// assert_eq!((error.kind.as_str(), error.offset), ("unknown_type", 2));
/// ```
pub fn decode<'s, 'i>(
    protocol: &'s Protocol,
    direction: Direction,
    input: &'i [u8],
) -> Result<Decoded<'s, 'i>, DecodeError> {
    decode_observed(protocol, Expected::Any(direction), input, None, &mut ())
}

/// Decodes bytes of which it is known what message they are, as of those whose protocol has no prefix. In a protocol that
/// has one, the message has to be of that type.
///
/// # Errors
/// As [`decode`]; another message than the expected one is `unexpected_type`.
pub fn decode_as<'s, 'i>(
    protocol: &'s Protocol,
    message: &'s Message,
    input: &'i [u8],
) -> Result<Decoded<'s, 'i>, DecodeError> {
    decode_observed(protocol, Expected::Message(message), input, None, &mut ())
}

/// What is known of a message before it is read.
#[derive(Clone, Copy)]
pub(crate) enum Expected<'s> {
    /// Who sent it.
    Any(Direction),
    /// What it is.
    Message(&'s Message),
}

pub(crate) fn decode_observed<'s, 'i>(
    protocol: &'s Protocol,
    expected: Expected<'s>,
    input: &'i [u8],
    streamed: Option<Streamed>,
    observer: &mut impl Observer<'s>,
) -> Result<Decoded<'s, 'i>, DecodeError> {
    let mut reader = Reader::new(input);
    let (flags, message) = match protocol.prefix {
        Prefix::FlagsAndCode => read_prefix(protocol, expected, &mut reader, observer)?,
        Prefix::None => match expected {
            Expected::Any(direction) => (0, by_leading_code(protocol, direction, input)?),
            Expected::Message(message) => (0, message),
        },
    };
    let mode = HeaderMode::minimal_if(flags & protocol.minimal_flag() != 0);
    observer.began(message, mode);
    let head = Head { protocol, layout: &message.layout, flags, mode };
    let checked = read_message(head, &mut reader, streamed, observer)?;
    if !message.layout.is_block() {
        let end = reader.position();
        observer.saw(Part::Trailing, None, &Path::default(), end..input.len());
    }
    let target = Target { protocol, message, layout: &message.layout, shape: checked.shape };
    Ok(Decoded { flags, mode, target, fields: fields(target, flags, checked) })
}

/// The flags, and the message that the type code names.
fn read_prefix<'s>(
    protocol: &'s Protocol,
    expected: Expected<'s>,
    reader: &mut Reader<'_>,
    observer: &mut impl Observer<'s>,
) -> Result<(u16, &'s Message), DecodeError> {
    let direction = match expected {
        Expected::Any(direction) => direction,
        Expected::Message(message) => message.direction,
    };
    let flags = read_prefix_number(reader, Part::Flags, "the flags", observer)?;
    let code = read_prefix_number(reader, Part::Type, "the type", observer)?;
    let codes = || protocol.messages_of(direction).iter().map(|message| message.code).collect::<Vec<_>>();
    let found = protocol.by_code(direction, code);
    let found = found.ok_or_else(|| unknown_type(direction, &codes(), code.into(), 2))?;
    match expected {
        Expected::Message(message) if message.code != code => {
            let wanted = format!("the type of {}, {}", message.name, message.code);
            Err(Fault::new(Kind::UnexpectedType, wanted, format!("{code}, {}", found.name)).read(None, 2))
        }
        _ => Ok((flags, found)),
    }
}

/// The message that begins with this code, which is then read once more as a part of it.
fn by_leading_code<'s>(
    protocol: &'s Protocol,
    direction: Direction,
    input: &[u8],
) -> Result<&'s Message, DecodeError> {
    let messages = protocol.messages_of(direction);
    let candidates: Vec<_> =
        messages.into_iter().filter(|message| message.leading_code().is_some()).collect();
    let Some(width) = protocol.leading_code(direction) else {
        let expected = "to be told which message it is, since none begins with its code";
        return Err(Fault::new(Kind::UnknownType, expected, "a message without a prefix").read(None, 0));
    };
    let mut reader = Reader::new(input);
    let code = reader.number(width);
    let code =
        code.ok_or_else(|| truncated(0, width.bytes().into(), reader.left(), None, "the message's code"))?;
    let numbers: Vec<u16> = candidates.iter().map(|message| message.code).collect();
    let found = candidates.into_iter().find(|message| u64::from(message.code) == code);
    found.ok_or_else(|| unknown_type(direction, &numbers, code, 0))
}

fn read_prefix_number<'s>(
    reader: &mut Reader<'_>,
    part: Part,
    what: &str,
    observer: &mut impl Observer<'s>,
) -> Result<u16, DecodeError> {
    let offset = reader.position();
    let number = reader.u16().ok_or_else(|| truncated(offset, 2, reader.left(), None, what))?;
    observer.saw(part, None, &Path::default(), offset..reader.position());
    Ok(number)
}

fn unknown_type(direction: Direction, codes: &[u16], found: u64, offset: usize) -> DecodeError {
    let sender = direction.sender();
    let expected = match (codes.first(), codes.last()) {
        (Some(first), Some(last)) if usize::from(last - first) + 1 == codes.len() => {
            format!("a type that a {sender} sends, {first} to {last}")
        }
        _ => format!("one of the {} types that a {sender} sends", codes.len()),
    };
    Fault::new(Kind::UnknownType, expected, found.to_string()).read(None, offset)
}

fn fields<'s, 'i>(
    target: Target<'s>,
    flags: u16,
    mut checked: Checked<'i>,
) -> Vec<(FieldSpec<'s>, Value<'i>)> {
    let mut value = |field: &FieldSpec<'_>| match field.holder {
        Holder::Flag(flag) => Value::Bool(flags & target.protocol.flags[flag].mask() != 0),
        Holder::UnknownFlags => Value::Uint((flags & !target.protocol.known_flags()).into()),
        // The plan has read every value of the shape.
        Holder::Slot(slot) => checked.values[slot].take().unwrap_or(Value::Bytes(&[])),
        Holder::Body => Value::Bytes(checked.body),
    };
    target.fields().map(|field| (field, value(&field))).collect()
}
