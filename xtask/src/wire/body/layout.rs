//! What a message without a prefix consists of.

use lonelypsp_schema::Direction;

use super::{signing, stateless};

/// A message without a prefix.
pub(crate) struct Layout {
    pub(crate) protocol: &'static str,
    pub(crate) direction: Direction,
    pub(crate) name: &'static str,
    pub(crate) parts: Vec<Part>,
}

/// What stands next in a message.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    /// The message's own number.
    Code(&'static [u8]),
    /// Bytes that are always the same.
    Literal(&'static [u8]),
    /// A value.
    Value(Field),
    /// Entries, each with these values, perhaps sorted by the first: behind their number in so many bytes, or, if that is
    /// none, up to the literal behind them.
    Group { name: &'static str, count: usize, sorted: bool, fields: &'static [Field] },
    /// All that is left.
    Rest(&'static str),
}

/// A value of a message or of an entry.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// How many bytes its length takes, in front of it; none if it is always as long.
    pub(crate) prefix: usize,
    pub(crate) role: Role,
}

/// How a value is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Bytes,
    Text,
    /// None is spelled like an empty one.
    OptionalText,
    /// Exactly so many bytes.
    Exact(usize),
    /// An unsigned number in so many bytes.
    Uint(usize),
    Bool,
    /// Eight bytes as IEEE 754 has them.
    Float,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Free,
    /// The length of the rest; it is no field.
    RestLength,
    /// The SHA-512 of the rest, which a reader compares.
    RestDigest,
}

impl Field {
    const fn new(name: &'static str, kind: Kind, prefix: usize) -> Self {
        Self { name, kind, prefix, role: Role::Free }
    }

    /// The bytes of the least value.
    pub(crate) fn blank(&self) -> Vec<u8> {
        vec![0; if self.prefix > 0 { 0 } else { self.most() }]
    }

    /// The most bytes that it can have.
    pub(crate) fn most(&self) -> usize {
        match (self.kind, self.prefix) {
            (Kind::Exact(length) | Kind::Uint(length), _) => length,
            (Kind::Bool, _) => 1,
            (Kind::Float, _) => 8,
            (_, prefix) => (1 << (8 * prefix)) - 1,
        }
    }
}

/// Bytes behind a length of so many bytes.
pub(super) const fn bytes(prefix: usize, name: &'static str) -> Field {
    Field::new(name, Kind::Bytes, prefix)
}

/// UTF-8 behind a length of so many bytes.
pub(super) const fn text(prefix: usize, name: &'static str) -> Field {
    Field::new(name, Kind::Text, prefix)
}

/// UTF-8 behind a length of two bytes; none if it is empty.
pub(super) const fn optional(name: &'static str) -> Field {
    Field::new(name, Kind::OptionalText, 2)
}

/// 64 bytes.
pub(super) const fn digest(name: &'static str) -> Field {
    Field::new(name, Kind::Exact(64), 0)
}

/// The digest of the rest.
pub(super) const fn rest_digest(name: &'static str) -> Field {
    Field { role: Role::RestDigest, ..digest(name) }
}

/// A number in so many bytes.
pub(super) const fn uint(width: usize, name: &'static str) -> Field {
    Field::new(name, Kind::Uint(width), 0)
}

/// The length of the rest.
pub(super) const fn rest_length(name: &'static str) -> Field {
    Field { role: Role::RestLength, ..uint(8, name) }
}

/// One byte, `01` or not.
pub(super) const fn boolean(name: &'static str) -> Field {
    Field::new(name, Kind::Bool, 0)
}

/// The topics that somebody subscribes to.
pub(super) const TOPICS: &[Field] = &[bytes(2, "topic"), optional("recovery")];
/// The patterns that somebody subscribes to.
pub(super) const GLOBS: &[Field] = &[text(2, "glob"), optional("recovery")];

/// What a broadcaster did with a notification.
const RECORDS: &[Field] = &[text(2, "name"), text(2, "data"), Field::new("occurred_at", Kind::Float, 0)];

impl Layout {
    /// The rest, if it ends in one.
    pub(crate) fn rest(&self) -> Option<&'static str> {
        self.parts.iter().find_map(|part| match part {
            Part::Rest(name) => Some(*name),
            _ => None,
        })
    }

    /// Whether it says what it is.
    pub(crate) fn has_code(&self) -> bool {
        matches!(self.parts.first(), Some(Part::Code(_)))
    }

    /// The values that have a field, in wire order.
    pub(crate) fn fields(&self) -> Vec<Field> {
        let field = |part: &Part| match part {
            Part::Value(field) => Some(*field),
            _ => None,
        };
        self.parts.iter().filter_map(field).filter(|field| field.role != Role::RestLength).collect()
    }
}

/// All messages of the protocols without a prefix.
pub(crate) fn all() -> Vec<Layout> {
    with(signing::layouts())
}

/// Those of 0.0.33.
pub(crate) fn all_before() -> Vec<Layout> {
    with(signing::layouts_before())
}

fn with(documents: Vec<Layout>) -> Vec<Layout> {
    let mut all = stateless::layouts();
    all.extend(documents);
    all.push(Layout {
        protocol: "hashing",
        direction: Direction::S2b,
        name: "strong_etag",
        parts: vec![
            Part::Literal(b"URL"),
            Part::Value(text(2, "url")),
            Part::Literal(b"\nEXACT"),
            Part::Group { name: "topics", count: 0, sorted: true, fields: TOPICS },
            Part::Literal(b"\nGLOB"),
            Part::Group { name: "globs", count: 0, sorted: true, fields: GLOBS },
            Part::Literal(b"\n"),
        ],
    });
    all.push(Layout {
        protocol: "tracing",
        direction: Direction::B2s,
        name: "notified",
        parts: vec![
            Part::Value(uint(1, "truncated")),
            Part::Group { name: "records", count: 2, sorted: false, fields: RECORDS },
            Part::Value(uint(8, "received_at")),
            Part::Value(uint(8, "sent_at")),
        ],
    });
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use lonelypsp_schema::{Prefix, Schema};

    use super::*;
    use crate::model::{schema, schema_of};

    #[test]
    fn four_documents_had_lower_numbers() {
        let number = |layouts: &[Layout], name: &str| {
            let layout = layouts.iter().find(|layout| layout.name == name)?;
            layout.parts.first().and_then(|part| match part {
                Part::Code(code) => code.first().copied(),
                _ => None,
            })
        };
        for (name, before, now) in [
            ("check_subscriptions_response", Some(15), 15),
            ("set_subscriptions_response", None, 16),
            ("stateful_confirm_configure", Some(16), 17),
            ("stateful_enable_zstd_preset", Some(17), 18),
            ("stateful_enable_zstd_custom", Some(18), 19),
            ("stateful_disable_zstd_custom", Some(19), 20),
            ("stateful_continue_notify", None, 21),
        ] {
            assert_eq!((number(&all_before(), name), number(&all(), name)), (before, Some(now)), "{name}");
        }
    }

    #[test]
    fn there_is_a_layout_for_every_message_without_a_prefix_and_no_other() {
        is_complete(&schema().unwrap(), &all(), 15 + 21 + 1 + 1);
        is_complete(&schema_of("0.0.33").unwrap(), &all_before(), 15 + 19 + 1 + 1);
    }

    fn is_complete(schema: &Schema, layouts: &[Layout], count: usize) {
        let protocols = schema.protocols.iter().filter(|protocol| protocol.prefix == Prefix::None);
        let named = protocols.flat_map(|protocol| {
            let name = protocol.name.snake();
            protocol.messages.iter().map(move |message| {
                (name.to_owned(), message.direction.as_str(), message.name.snake().to_owned())
            })
        });
        let known: BTreeSet<_> = named.collect();
        let here: BTreeSet<_> = layouts
            .iter()
            .map(|layout| (layout.protocol.to_owned(), layout.direction.as_str(), layout.name.to_owned()))
            .collect();
        assert_eq!(here, known);
        assert_eq!(here.len(), count);
    }
}
