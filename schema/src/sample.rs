//! The message that documentation shows first.

use crate::ir::{Kind, Layout, Message, Prefix, Protocol, Schema, Shape};

/// A message to begin with, and one of its shapes.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'s> {
    /// The protocol that it belongs to.
    pub protocol: &'s Protocol,
    /// The message.
    pub message: &'s Message,
    /// Its headers.
    pub layout: &'s Layout,
    /// The shape.
    pub shape: &'s Shape,
}

impl Schema {
    /// The message that documentation shows first, the same in all languages: the first with one shape, no digest,
    /// nothing of a fixed length, and a value that says something; else the first with one shape and no digest; else the
    /// first without a digest; else the first.
    ///
    /// ```
    /// let schema = lonelypsp_schema::builtin().unwrap();
    /// let sample = schema.sample().unwrap();
    /// assert_eq!(sample.message.name.to_string(), "subscribe_exact");
    /// ```
    pub fn sample(&self) -> Option<Sample<'_>> {
        // What has a prefix says what it is; bodies and documents come after it.
        let with = |prefix: Prefix| self.protocols.iter().filter(move |protocol| protocol.prefix == prefix);
        let all = || {
            Prefix::ALL.into_iter().flat_map(with).flat_map(|protocol| {
                protocol.messages.iter().filter_map(move |message| {
                    let layout = &message.layout;
                    Some(Sample { protocol, message, layout, shape: layout.shapes.first()? })
                })
            })
        };
        let simple = || all().filter(Sample::is_simple);
        simple()
            .find(Sample::is_telling)
            .or_else(|| simple().next())
            .or_else(|| all().find(|it| !it.has_digest()))
            .or_else(|| all().next())
    }
}

impl Sample<'_> {
    /// Whether the message has no other shape, and no digest that a program would have to compute.
    pub fn is_simple(&self) -> bool {
        self.layout.shapes.len() == 1 && !self.has_digest()
    }

    fn has_digest(&self) -> bool {
        self.layout.plan.has_digest()
    }

    fn is_telling(&self) -> bool {
        let kinds = || self.layout.slots.iter().map(|slot| slot.kind);
        !kinds().any(Kind::is_exact_bytes) && kinds().any(Kind::is_telling)
    }
}
