//! Bytes → a message.

use lonelypsp_schema::{Direction, Protocol};

use crate::check::{Checked, read_message};
use crate::error::{DecodeError, Fault, Kind};
use crate::head::Head;
use crate::observer::{Observer, Part};
use crate::place::Path;
use crate::reader::{Reader, truncated};
use crate::target::{FieldSpec, HeaderMode, Holder, Target};
use crate::value::Value;

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
    /// let message = decode(&schema.protocols[0], Direction::S2b, bytes).unwrap();
    /// assert_eq!(message.get("glob"), Some(Value::Text("foo/*")));
    /// ```
    pub fn get(&self, name: &str) -> Option<Value<'i>> {
        self.fields.iter().find(|(field, _)| field.name == name).map(|(_, value)| value.clone())
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
    decode_observed(protocol, direction, input, &mut ())
}

pub(crate) fn decode_observed<'s, 'i>(
    protocol: &'s Protocol,
    direction: Direction,
    input: &'i [u8],
    observer: &mut impl Observer<'s>,
) -> Result<Decoded<'s, 'i>, DecodeError> {
    let mut reader = Reader::new(input);
    let flags = read_prefix_number(&mut reader, Part::Flags, "the flags", observer)?;
    let mode = HeaderMode::minimal_if(flags & protocol.minimal_flag() != 0);
    let code = read_prefix_number(&mut reader, Part::Type, "the type", observer)?;
    let message = protocol.by_code(direction, code).ok_or_else(|| unknown_type(protocol, direction, code))?;
    observer.began(message, mode);
    let head = Head { protocol, layout: &message.layout, flags, mode };
    let checked = read_message(head, &mut reader, observer)?;
    if !message.layout.is_block() {
        let end = reader.position();
        observer.saw(Part::Trailing, None, &Path::default(), end..input.len());
    }
    let target = Target { protocol, message, layout: &message.layout, shape: checked.shape };
    Ok(Decoded { flags, mode, target, fields: fields(target, flags, checked) })
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
