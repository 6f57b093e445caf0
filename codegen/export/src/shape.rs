//! What a message can hold, and where each value of it comes from.

use lonelypsp_schema as model;
use serde::Serialize;

use crate::Number;
use crate::availability::Availability;
use crate::kind::Kind;

/// One shape that a message can have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Shape<'s> {
    /// The variant's name; `null` for a message with one shape.
    pub variant: Option<&'s str>,
    /// What it means, as Markdown.
    pub doc: &'s str,
    /// What a program in any language holds of it, in the order of the wire: flags, values, the body.
    pub fields: Vec<Field<'s>>,
    /// The flags of the protocol in it, in the protocol's order, but for the one that selects the minimal header block.
    pub flags: Vec<ShapeFlag<'s>>,
    /// The values in it, in the order of the wire.
    pub slots: Vec<ShapeSlot<'s>>,
    /// In which versions it is there. The only shape of a message is where that is, and a variant of a message that is
    /// deprecated is so itself.
    pub availability: Availability<'s>,
}

/// One field of a shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Field<'s> {
    /// Its name.
    pub name: &'s str,
    /// What it holds, as Markdown.
    pub doc: &'s str,
    /// Whether its value must not be shown to people.
    pub secret: bool,
    /// What it is: of a flag `bool`, of the bits that no flag names a `uint` of two bytes, of the body `bytes`.
    pub kind: Kind,
    /// What of the message it holds.
    pub holds: Holds,
}

/// What of a message a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "holds", rename_all = "snake_case")]
pub enum Holds {
    /// Whether a flag of the prefix is set.
    Flag {
        /// The index of the flag in the protocol.
        flag: usize,
    },
    /// The bits of the prefix that no flag names.
    UnknownFlags,
    /// A value.
    Slot {
        /// The index of the value in the message.
        slot: usize,
    },
    /// The body.
    Body,
}

/// One flag of the prefix in one shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ShapeFlag<'s> {
    /// The index of the flag in the protocol.
    pub flag: usize,
    /// Where it comes from when the shape is written.
    pub source: FlagSource<'s>,
}

/// Where a flag comes from when a shape is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum FlagSource<'s> {
    /// A field.
    Field {
        /// Its name.
        name: &'s str,
    },
    /// It is always so, since that is how the shape is recognised.
    Constant {
        /// Whether it is set.
        value: bool,
    },
}

/// One value in one shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ShapeSlot<'s> {
    /// The index of the value in the message.
    pub slot: usize,
    /// What it holds in this shape, as Markdown.
    pub doc: &'s str,
    /// Where it comes from when the shape is written.
    pub source: Source<'s>,
}

/// Where a value comes from when a shape is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Source<'s> {
    /// A field.
    Field {
        /// Its name.
        name: &'s str,
    },
    /// It is always this number, since that is how the shape is recognised. Zero is written as one byte.
    Constant {
        /// The number.
        value: Number,
    },
    /// The length of the body in bytes.
    BodyLength,
    /// The number of an earlier value.
    Slot {
        /// The index of that value.
        slot: usize,
    },
}

impl<'s> Shape<'s> {
    pub(crate) fn of(
        protocol: &'s model::Protocol,
        layout: &'s model::Layout,
        shape: &'s model::Shape,
    ) -> Self {
        let model::Shape { variant, doc, flags, unknown_flags: _, slots, body: _, availability } = shape;
        Self {
            variant: variant.as_ref().map(model::Name::snake),
            doc,
            fields: fields(protocol, layout, shape),
            flags: flags.iter().map(ShapeFlag::of).collect(),
            slots: slots.iter().map(ShapeSlot::of).collect(),
            availability: Availability::of(availability),
        }
    }
}

/// The fields of a shape, in the order that [`model::Shape::field_names`] has them.
fn fields<'s>(
    protocol: &'s model::Protocol,
    layout: &'s model::Layout,
    shape: &'s model::Shape,
) -> Vec<Field<'s>> {
    let flags = shape.flag_fields().filter_map(|(flag, name)| {
        let doc = &protocol.flags.get(flag)?.doc;
        Some(Field::new(name, doc, model::Kind::BOOL, Holds::Flag { flag }))
    });
    let unknown = shape.unknown_flags.iter().map(|name| {
        let kind = model::Kind::uint(2, model::Spelling::Fixed);
        Field::new(name, "The bits of the prefix that no flag names.", kind, Holds::UnknownFlags)
    });
    let slots = shape.slots.iter().filter_map(|said| {
        let slot = layout.slots.get(said.slot)?;
        let field = Field::new(said.field()?, &said.doc, slot.kind, Holds::Slot { slot: said.slot });
        Some(Field { secret: slot.secret, ..field })
    });
    let body = shape
        .body
        .iter()
        .map(|model::BodyField { name, doc }| Field::new(name, doc, model::Kind::BYTES, Holds::Body));
    flags.chain(unknown).chain(slots).chain(body).collect()
}

impl<'s> Field<'s> {
    fn new(name: &'s model::Name, doc: &'s str, kind: model::Kind, holds: Holds) -> Self {
        Self { name: name.snake(), doc, secret: false, kind: Kind::of(kind), holds }
    }
}

impl<'s> ShapeFlag<'s> {
    fn of(said: &'s model::ShapeFlag) -> Self {
        let model::ShapeFlag { flag, source } = said;
        let source = match source {
            model::FlagSource::Field(name) => FlagSource::Field { name: name.snake() },
            model::FlagSource::Constant(value) => FlagSource::Constant { value: *value },
        };
        Self { flag: *flag, source }
    }
}

impl<'s> ShapeSlot<'s> {
    fn of(said: &'s model::ShapeSlot) -> Self {
        let model::ShapeSlot { slot, doc, source } = said;
        let source = match source {
            model::Source::Field(name) => Source::Field { name: name.snake() },
            model::Source::Constant(value) => Source::Constant { value: (*value).into() },
            model::Source::BodyLength => Source::BodyLength,
            model::Source::Slot(slot) => Source::Slot { slot: *slot },
        };
        Self { slot: *slot, doc, source }
    }
}
