//! The same bytes, read by both schemas: whether they are the same to both, and what they are if not.

use std::collections::HashMap;

use lonelypsp_interpret::{DecodeError, Decoded, EncodeError, HeaderMode, decode, decode_as};
use lonelypsp_schema::{Direction, Message, Prefix, Protocol};

use crate::compare::{Holder, fields_of};
use crate::evidence::Answer;
use crate::pair::{MessagePair, ProtocolPair};
use crate::same::is_same;
use crate::shown::{hex, message_in_words};

/// One schema's side: a protocol, and its messages by their codes, so that finding one costs nothing.
pub(crate) struct Side<'s> {
    pub(crate) protocol: &'s Protocol,
    by_code: HashMap<(Direction, u16), &'s Message>,
}

impl<'s> Side<'s> {
    pub(crate) fn new(protocol: &'s Protocol) -> Self {
        let by_code =
            protocol.messages.iter().map(|message| ((message.direction, message.code), message)).collect();
        Self { protocol, by_code }
    }

    /// Reads bytes of which a reader knows who sent them, and which message they are if it has to be told.
    fn read<'i>(
        &self,
        direction: Direction,
        told: Option<&'s Message>,
        bytes: &'i [u8],
    ) -> Result<Decoded<'s, 'i>, DecodeError> {
        let by_prefix = |at: usize| {
            let code = bytes.get(at..at + 2)?;
            self.by_code.get(&(direction, u16::from_be_bytes([*code.first()?, *code.get(1)?]))).copied()
        };
        let found = match self.protocol.prefix {
            Prefix::FlagsAndCode => by_prefix(2),
            Prefix::None => told,
        };
        match found {
            Some(message) => decode_as(self.protocol, message, bytes),
            None => decode(self.protocol, direction, bytes),
        }
    }

    /// The message that begins with this code, of those that can be told by it.
    fn by_leading_code(&self, direction: Direction, bytes: &[u8], width: usize) -> Option<&'s Message> {
        let code = bytes
            .get(..width)?
            .iter()
            .try_fold(0_u64, |code, byte| code.checked_mul(256)?.checked_add((*byte).into()))?;
        let message = self.by_code.get(&(direction, u16::try_from(code).ok()?))?;
        message.leading_code().is_some().then_some(*message)
    }
}

/// Two protocols, ready to read.
pub(crate) struct Sides<'p, 's> {
    pub(crate) pair: &'p ProtocolPair<'s>,
    pub(crate) old: Side<'s>,
    pub(crate) new: Side<'s>,
    /// The pair of each message, by side and name in the old schema and in the new one.
    pairs: HashMap<(bool, Direction, &'s str), usize>,
}

/// Whom bytes were made for.
#[derive(Clone, Copy)]
pub(crate) struct Sent<'s> {
    pub(crate) direction: Direction,
    /// What it is in the old schema, and in the new one.
    pub(crate) old: Option<&'s Message>,
    pub(crate) new: Option<&'s Message>,
}

/// How the two readings of the same bytes differ.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    pub(crate) kind: Difference,
    pub(crate) old: Answer,
    pub(crate) new: Answer,
    /// The names that the errors of the two give.
    pub(crate) at: [Option<String>; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// Only the old schema accepts them.
    NewRefuses,
    /// Only the new schema accepts them.
    OldRefuses,
    /// Both accept them, as something else, or write them again otherwise.
    Meaning,
    /// Both refuse them with another error.
    Error,
}

impl<'p, 's> Sides<'p, 's> {
    pub(crate) fn new(pair: &'p ProtocolPair<'s>) -> Self {
        let mut pairs = HashMap::new();
        for (index, messages) in pair.messages.iter().enumerate() {
            pairs.insert((true, messages.old.direction, messages.old.name.snake()), index);
            pairs.insert((false, messages.new.direction, messages.new.name.snake()), index);
        }
        Self { pair, old: Side::new(pair.old), new: Side::new(pair.new), pairs }
    }

    /// Whether readers of both schemas know from the bytes which message they are.
    pub(crate) fn is_told_by_code(&self, sent: Sent<'_>) -> bool {
        let begins =
            |message: Option<&Message>| message.is_none_or(|message| message.leading_code().is_some());
        let has_prefix =
            self.pair.old.prefix == Prefix::FlagsAndCode && self.pair.new.prefix == Prefix::FlagsAndCode;
        has_prefix || (begins(sent.old) && begins(sent.new) && self.leading(sent.direction).is_some())
    }

    /// How wide the codes are that messages of that direction begin with, if they are the same in both schemas.
    fn leading(&self, direction: Direction) -> Option<usize> {
        let of = |protocol: &Protocol| {
            protocol
                .messages
                .iter()
                .filter(|message| message.direction == direction)
                .find_map(Message::leading_code)
        };
        let (old, new) = (of(self.pair.old)?, of(self.pair.new)?);
        (old == new).then(|| old.bytes().into())
    }

    fn read<'i>(
        &self,
        is_old: bool,
        sent: Sent<'s>,
        bytes: &'i [u8],
    ) -> Result<Decoded<'s, 'i>, DecodeError> {
        let (side, told) = if is_old { (&self.old, sent.old) } else { (&self.new, sent.new) };
        if side.protocol.prefix == Prefix::None && self.is_told_by_code(sent) {
            let found = self
                .leading(sent.direction)
                .and_then(|width| side.by_leading_code(sent.direction, bytes, width));
            return side.read(sent.direction, found, bytes);
        }
        side.read(sent.direction, told, bytes)
    }

    /// Reads bytes with both schemas; nothing if both make the same of them.
    pub(crate) fn judge(&self, sent: Sent<'s>, bytes: &[u8]) -> Option<Verdict> {
        let (old, new) = (self.read(true, sent, bytes), self.read(false, sent, bytes));
        let refused = |error: &DecodeError| Answer { accepted: false, text: error.to_string() };
        let accepted = |decoded: &Decoded<'_, '_>| Answer { accepted: true, text: message_in_words(decoded) };
        match (&old, &new) {
            (Ok(old), Ok(new)) => self.differences(old, new).map(|(left, right)| Verdict {
                kind: Difference::Meaning,
                old: Answer { accepted: true, text: left },
                new: Answer { accepted: true, text: right },
                at: [None, None],
            }),
            (Ok(old), Err(error)) => Some(Verdict {
                kind: Difference::NewRefuses,
                old: accepted(old),
                new: refused(error),
                at: [None, error.at.clone()],
            }),
            (Err(error), Ok(new)) => Some(Verdict {
                kind: Difference::OldRefuses,
                old: refused(error),
                new: accepted(new),
                at: [error.at.clone(), None],
            }),
            (Err(one), Err(other)) => {
                let is_same = (one.kind, &one.at, one.offset) == (other.kind, &other.at, other.offset);
                (!is_same).then(|| Verdict {
                    kind: Difference::Error,
                    old: refused(one),
                    new: refused(other),
                    at: [one.at.clone(), other.at.clone()],
                })
            }
        }
    }

    /// What both accept, in words, where it is not the same.
    fn differences(&self, old: &Decoded<'_, '_>, new: &Decoded<'_, '_>) -> Option<(String, String)> {
        let in_words = || (message_in_words(old), message_in_words(new));
        let found = self.pairs.get(&(true, old.target.message.direction, old.target.name()));
        let pair = found.and_then(|index| self.pair.messages.get(*index));
        let pair = pair.filter(|pair| {
            pair.new.name.snake() == new.target.name() && pair.new.direction == new.target.message.direction
        });
        let Some(pair) = pair else { return Some(in_words()) };
        if is_another_variant(pair, old, new) || self.is_another_value(pair, old, new) {
            return Some(in_words());
        }
        Self::is_written_otherwise(pair, old, new)
    }

    /// What both schemas write of what they have read, in the form in which it came, where that is not the same.
    fn is_written_otherwise(
        pair: &MessagePair<'_>,
        old: &Decoded<'_, '_>,
        new: &Decoded<'_, '_>,
    ) -> Option<(String, String)> {
        let modes: &[HeaderMode] = if pair.new.layout.is_block() {
            &[HeaderMode::Minimal, HeaderMode::Expanded]
        } else {
            &[HeaderMode::Minimal]
        };
        for mode in modes {
            let (left, right) = (old.encode(*mode), new.encode(*mode));
            if left.as_ref().ok() != right.as_ref().ok() {
                return Some((written(old, &left), written(new, &right)));
            }
        }
        None
    }

    fn is_another_value(&self, pair: &MessagePair<'_>, old: &Decoded<'_, '_>, new: &Decoded<'_, '_>) -> bool {
        let (from, to) = (fields_of(pair.old, old.target.shape()), fields_of(pair.new, new.target.shape()));
        let by_holder: HashMap<Holder, usize> =
            to.iter().enumerate().map(|(index, field)| (field.holder, index)).collect();
        from.iter().zip(&old.fields).any(|(field, (_, value))| {
            let holder = field.holder.translated(pair, &self.pair.flags);
            let Some(index) = holder.and_then(|holder| by_holder.get(&holder)) else { return false };
            let (Some(beside), Some((_, other))) = (to.get(*index), new.fields.get(*index)) else {
                return false;
            };
            !is_same(pair, (value, field), (other, beside))
        })
    }

    /// The message that bytes name by their code, if they do.
    pub(crate) fn named(&self, is_old: bool, direction: Direction, bytes: &[u8]) -> Option<&'s Message> {
        let side = if is_old { &self.old } else { &self.new };
        match side.protocol.prefix {
            Prefix::FlagsAndCode => {
                let code = [*bytes.get(2)?, *bytes.get(3)?];
                side.by_code.get(&(direction, u16::from_be_bytes(code))).copied()
            }
            Prefix::None => side.by_leading_code(direction, bytes, self.leading(direction)?),
        }
    }

    pub(crate) fn message_pair(&self, is_old: bool, message: &Message) -> Option<usize> {
        self.pairs.get(&(is_old, message.direction, message.name.snake())).copied()
    }
}

fn written(decoded: &Decoded<'_, '_>, spelled: &Result<Vec<u8>, EncodeError>) -> String {
    match spelled {
        Ok(bytes) => format!("{}, written as {}", message_in_words(decoded), hex(bytes)),
        Err(error) => format!("{}, and cannot be written: {error}", message_in_words(decoded)),
    }
}

fn is_another_variant(pair: &MessagePair<'_>, old: &Decoded<'_, '_>, new: &Decoded<'_, '_>) -> bool {
    let place = |message: &Message, variant: Option<&str>| {
        let of = |shape: &lonelypsp_schema::Shape| {
            shape.variant.as_ref().map(lonelypsp_schema::Name::snake) == variant
        };
        message.layout.shapes.iter().position(of)
    };
    let (Some(one), Some(other)) = (old.target.variant(), new.target.variant()) else { return false };
    let (one, other) = (place(pair.old, Some(one)), place(pair.new, Some(other)));
    one.and_then(|one| pair.shapes.new_of(one)) != other
}
