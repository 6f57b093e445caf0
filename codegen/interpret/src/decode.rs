//! Bytes → a message.

use lonelypsp_schema::{Direction, Layout, Layout, Message, Protocol};

use crate::block::{read_block, truncated};
use crate::check::{Checked, check};
use crate::error::{DecodeError, Fault, Kind};
use crate::reader::Reader;
use crate::target::{FieldSpec, HeaderMode, Target};
use crate::trace::{Part, Watch};
use crate::value::Value;

/// A message that was read, with its digests compared.
#[derive(Clone, Debug)]
pub struct Decoded<'s, 'i> {
    /// All 16 flags of the prefix.
    pub flags: u16,
    /// How its header block is written.
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
    /// let message = decode(&schema.protocols[0], Direction::S2b, bytes).unwrap();
    /// assert_eq!(message.get("glob"), Some(Value::Text("foo/*")));
    /// ```
    pub fn get(&self, name: &str) -> Option<Value<'i>> {
        self.fields.iter().find(|(field, _)| field.name == name).map(|(_, value)| *value)
    }
}

/// Decodes a message that was sent in that direction. The values point into `input`.
///
/// # Errors
/// The first problem in the order of the message's plan; see the [rules](crate#the-rules).
///
/// ```
/// # use lonelypsp_schema::Direction;
/// let schema = lonelypsp_schema::builtin().unwrap();
/// let error = lonelypsp_interpret::decode(&schema.protocols[0], Direction::S2b, b"\0\0\0\x0a").unwrap_err();
/// assert_eq!((error.kind.as_str(), error.offset), ("unknown_type", 2));
/// ```
pub fn decode<'s, 'i>(
    protocol: &'s Protocol,
    direction: Direction,
    input: &'i [u8],
) -> Result<Decoded<'s, 'i>, DecodeError> {
    decode_watched(protocol, direction, input, &mut ())
}

pub(crate) fn decode_watched<'s, 'i>(
    protocol: &'s Protocol,
    direction: Direction,
    input: &'i [u8],
    watch: &mut impl Watch<'s>,
) -> Result<Decoded<'s, 'i>, DecodeError> {
    let mut reader = Reader::new(input);
    let flags = read_prefix_number(&mut reader, Part::Flags, "the flags", watch)?;
    let mode = HeaderMode::minimal_if(flags & protocol.minimal_flag() != 0);
    let code = read_prefix_number(&mut reader, Part::Type, "the type", watch)?;
    let (message, layout) =
        find_message(protocol, direction, code).ok_or_else(|| unknown_type(protocol, direction, code))?;
    watch.began(message, mode);
    let block = read_block(layout, mode, &mut reader, watch)?;
    let body = reader.rest();
    let part = if layout.body.is_some() { Part::Body } else { Part::Trailing };
    watch.saw(part, None, block.end..input.len());
    let checked = check(layout, &block, body)?;
    let target = Target { protocol, message, layout, shape: checked.shape };
    Ok(Decoded { flags, mode, target, fields: fields(target, &checked, body) })
}

fn read_prefix_number<'s>(
    reader: &mut Reader<'_>,
    part: Part,
    what: &str,
    watch: &mut impl Watch<'s>,
) -> Result<u16, DecodeError> {
    let offset = reader.position();
    let number = reader.u16().ok_or_else(|| truncated(offset, 2, reader.left(), None, what))?;
    watch.saw(part, None, offset..reader.position());
    Ok(number)
}

/// Messages without headers are not part of the wire plan yet, and the schema compiler lets none through.
fn find_message(protocol: &Protocol, direction: Direction, code: u16) -> Option<(&Message, &Layout)> {
    let message = protocol.by_code(direction, code)?;
    match &message.layout {
        Layout::Headers(layout) => Some((message, layout)),
        Layout::Sequence(_) => None,
    }
}

fn unknown_type(protocol: &Protocol, direction: Direction, code: u16) -> DecodeError {
    let sender = direction.sender();
    let codes: Vec<u16> = protocol.messages_of(direction).iter().map(|message| message.code).collect();
    let expected = match (codes.first(), codes.last()) {
        (Some(first), Some(last)) if usize::from(last - first) + 1 == codes.len() => {
            format!("a type that a {sender} sends, {first} to {last}")
        }
        _ => format!("one of the {} types that a {sender} sends", codes.len()),
    };
    Fault::new(Kind::UnknownType, expected, code.to_string()).read(None, 2)
}

fn fields<'s, 'i>(
    target: Target<'s>,
    checked: &Checked<'i>,
    body: &'i [u8],
) -> Vec<(FieldSpec<'s>, Value<'i>)> {
    let value = |field: &FieldSpec<'_>| match field.header {
        // The plan has checked every header of the shape, so each has a value.
        Some(header) => checked.values[header].unwrap_or(Value::Bytes(&[])),
        None => Value::Bytes(body),
    };
    target.fields().map(|field| (field, value(&field))).collect()
}
