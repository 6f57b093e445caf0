//! The schema's model as test material: every shape of every message, and what each of its headers is there for.
//!
//! The plan, with its orders, is left alone on purpose. The corpus says in which order checks come, and would be
//! worth nothing if it asked the plan.

use anyhow::{Result, ensure};
use lonelypsp_schema::{Direction, Kind, Layout, Message, Prefix, Protocol, Schema, Shape, Source};

/// The schema of this repository.
pub(crate) fn schema() -> Result<Schema> {
    lonelypsp_schema::builtin().map_err(|problems| {
        anyhow::anyhow!("the schema is not sound; `lonely check` shows it better:\n{problems}")
    })
}

/// The same as it was in another version.
pub(crate) fn schema_of(version: &str) -> Result<Schema> {
    lonelypsp_schema::builtin_version(version)
        .map_err(|problems| anyhow::anyhow!("the schema of {version} is not sound:\n{problems}"))
}

/// One shape of one message.
#[derive(Clone, Copy)]
pub(crate) struct Target<'s> {
    pub(crate) protocol: &'s Protocol,
    pub(crate) message: &'s Message,
    pub(crate) layout: &'s Layout,
    pub(crate) shape: &'s Shape,
}

/// Where the value of a header comes from in a shape.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Anything of its kind.
    Free,
    /// Anything but zero, which would make a reader take another shape.
    NotZero,
    /// Always zero, since that is how the shape is recognised.
    Zero,
    /// The length of the body.
    BodyLength,
    /// The digest of the body, which a reader compares.
    BodyDigest,
    /// The number that an earlier header has.
    Copy(usize),
}

/// One header in one shape.
#[derive(Clone, Copy)]
pub(crate) struct Slot<'s> {
    /// Its index in the message.
    pub(crate) index: usize,
    pub(crate) header: &'s lonelypsp_schema::Slot,
    pub(crate) role: Role,
    /// The name of the field that holds its value, if one does.
    pub(crate) field: Option<&'s str>,
}

impl<'s> Target<'s> {
    /// All of them, in the order of the model.
    pub(crate) fn all(schema: &'s Schema) -> Result<Vec<Self>> {
        let mut targets = Vec::new();
        // Bodies and documents have a corpus of their own.
        for protocol in schema.protocols.iter().filter(|protocol| protocol.prefix != Prefix::None) {
            for message in &protocol.messages {
                targets.extend(Self::of_message(protocol, message)?);
            }
        }
        ensure!(!targets.is_empty(), "the schema has no messages");
        Ok(targets)
    }

    fn of_message(protocol: &'s Protocol, message: &'s Message) -> Result<Vec<Self>> {
        let layout = &message.layout;
        ensure!(layout.is_block(), "{} has no headers: teach xtask to build such messages", message.name);
        ensure!(
            layout.shapes.iter().all(|shape| shape.flags.is_empty()),
            "{} has flags: teach xtask to set them",
            message.name
        );
        let targets = layout.shapes.iter().map(|shape| Self { protocol, message, layout, shape });
        targets
            .map(|target| {
                let odd = |source: &Source| matches!(source, Source::Constant(value) if *value != 0);
                let fits = !target.shape.slots.iter().any(|header| odd(&header.source));
                ensure!(fits, "{}: teach xtask to build shapes of other numbers than 0", target.label());
                Ok(target)
            })
            .collect()
    }

    pub(crate) fn direction(&self) -> Direction {
        self.message.direction
    }

    pub(crate) fn variant(&self) -> Option<&'s str> {
        self.shape.variant.as_ref().map(lonelypsp_schema::Name::snake)
    }

    /// Its name among the cases: `notify/compressed`.
    pub(crate) fn label(&self) -> String {
        let message = self.message.name.snake();
        self.variant().map_or_else(|| message.to_owned(), |variant| format!("{message}/{variant}"))
    }

    /// The name on the wire of one of the message's headers.
    pub(crate) fn wire_name(&self, header: usize) -> &'s str {
        &self.layout.slots[header].at
    }

    /// The headers of this shape, in wire order.
    pub(crate) fn slots(&self) -> Vec<Slot<'s>> {
        let slot = |at: &'s lonelypsp_schema::ShapeSlot| Slot {
            index: at.slot,
            header: &self.layout.slots[at.slot],
            role: self.role(at.slot, &at.source),
            field: at.field().map(lonelypsp_schema::Name::snake),
        };
        self.shape.slots.iter().map(slot).collect()
    }

    /// The header of this shape with that index, if it has it.
    pub(crate) fn slot(&self, index: usize) -> Option<Slot<'s>> {
        self.slots().into_iter().find(|slot| slot.index == index)
    }

    /// The name of the field that holds the body.
    pub(crate) fn body_field(&self) -> Option<&'s str> {
        self.shape.body.as_ref().map(|body| body.name.snake())
    }

    /// The header that decides whether others follow.
    pub(crate) fn tail_header(&self) -> Option<usize> {
        self.layout.tail.as_ref().and_then(|tail| tail.when.on.slot())
    }

    fn role(&self, header: usize, source: &Source) -> Role {
        match *source {
            Source::Constant(_) => Role::Zero,
            Source::BodyLength => Role::BodyLength,
            Source::Slot(other) => Role::Copy(other),
            // Nothing but the plan says it.
            Source::Field(_) if self.layout.plan.is_digest(header) => Role::BodyDigest,
            Source::Field(_) if self.decides(header) => Role::NotZero,
            Source::Field(_) => Role::Free,
        }
    }

    /// Whether a zero in this header is how another shape is recognised.
    fn decides(&self, header: usize) -> bool {
        let is_constant = |shape: &Shape| {
            shape.slot(header).is_some_and(|header| matches!(header.source, Source::Constant(_)))
        };
        self.layout.shapes.iter().any(is_constant)
    }
}

/// The most bytes that an integer may have.
pub(crate) fn integer_bytes(kind: Kind) -> Option<usize> {
    kind.integer_bytes().map(usize::from)
}
