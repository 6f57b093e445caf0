//! One shape of one message: what a value has to hold, by name and in order.

use lonelypsp_schema::{
    Direction, Group, Kind as WireKind, Layout, Message, Protocol, Shape, ShapeSlot, Slot, Source, Spelling,
    UnknownFlags,
};

use crate::forms::Form;

/// How the header block is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeaderMode {
    /// Values only, in a fixed order.
    Minimal,
    /// Names and values.
    Expanded,
}

impl HeaderMode {
    /// Minimal or not.
    ///
    /// ```
    /// use lonelypsp_interpret::HeaderMode;
    /// assert_eq!(HeaderMode::minimal_if(false), HeaderMode::Expanded);
    /// ```
    pub const fn minimal_if(minimal: bool) -> Self {
        if minimal { Self::Minimal } else { Self::Expanded }
    }

    /// `minimal` or `expanded`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Expanded => "expanded",
        }
    }
}

/// A message in one of its shapes.
///
/// ```
/// use lonelypsp_interpret::Target;
/// use lonelypsp_schema::Direction;
/// let schema = lonelypsp_schema::builtin().unwrap();
/// let notify = Target::find(schema.protocol("stateful").unwrap(), Direction::S2b, "notify", Some("compressed")).unwrap();
/// let names: Vec<_> = notify.fields().map(|field| field.name).collect();
/// assert_eq!(names[4..], ["compressor_id", "decompressed_length", "verified_compressed_sha512", "compressed_message"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Target<'s> {
    /// The protocol.
    pub protocol: &'s Protocol,
    /// The message.
    pub message: &'s Message,
    pub(crate) layout: &'s Layout,
    pub(crate) shape: usize,
}

impl<'s> Target<'s> {
    /// The shape of that name. A message with one shape has no variant.
    pub fn find(
        protocol: &'s Protocol,
        direction: Direction,
        message: &str,
        variant: Option<&str>,
    ) -> Option<Self> {
        let message = protocol.by_name(direction, message)?;
        let is_named = |shape: &Shape| shape.variant.as_ref().map(lonelypsp_schema::Name::snake) == variant;
        let shape = message.layout.shapes.iter().position(is_named)?;
        Self::new(protocol, message, shape)
    }

    /// The shape of that index of a message of the protocol that is at hand: nothing is looked for. None if there are fewer shapes.
    pub fn new(protocol: &'s Protocol, message: &'s Message, shape: usize) -> Option<Self> {
        let layout = &message.layout;
        layout.shapes.get(shape)?;
        Some(Self { protocol, message, layout, shape })
    }

    /// The message's name.
    pub fn name(&self) -> &'s str {
        self.message.name.snake()
    }

    /// The variant's name, if the message has several shapes.
    pub fn variant(&self) -> Option<&'s str> {
        self.shape().variant.as_ref().map(lonelypsp_schema::Name::snake)
    }

    /// The shape.
    pub fn shape(&self) -> &'s Shape {
        &self.layout.shapes[self.shape]
    }

    /// The variants that a reader would take a message for in which that value is this number, in backticks.
    pub(crate) fn variants_by(&self, slot: usize, number: u64) -> Vec<String> {
        let means = |held: &ShapeSlot| {
            held.slot == slot && matches!(held.source, Source::Constant(constant) if constant == number)
        };
        let shapes = self.layout.shapes.iter().filter(|shape| shape.slots.iter().any(means));
        shapes.filter_map(|shape| Some(format!("`{}`", shape.variant.as_ref()?))).collect()
    }

    /// What a value of this shape holds: its flags, its fields in wire order, the body last.
    pub fn fields(&self) -> impl Iterator<Item = FieldSpec<'s>> + use<'s> {
        let (layout, shape) = (self.layout, self.shape());
        let flags = shape.flag_fields().map(|(flag, name)| FieldSpec::of_flag(name.snake(), flag));
        let unknown = shape.unknown_flags.iter().map(|name| FieldSpec::of_unknown_flags(name.snake()));
        let slots = shape.slots.iter().filter_map(|shape_slot| {
            let name = shape_slot.field()?.snake();
            Some(FieldSpec::of_slot(name, &layout.slots[shape_slot.slot], shape_slot.slot))
        });
        let at = layout.body.as_ref().map_or("body", |body| &body.at);
        let body = shape.body.iter().map(move |body| FieldSpec::of_body(body.name.snake(), at));
        flags.chain(unknown).chain(slots).chain(body)
    }

    /// The group that a field or an item of an entry consists of.
    ///
    /// ```
    /// use lonelypsp_interpret::Target;
    /// use lonelypsp_schema::Direction;
    /// let schema = lonelypsp_schema::builtin().unwrap();
    /// let missed = Target::find(schema.protocol("stateful").unwrap(), Direction::B2s, "missed", None).unwrap();
    /// assert!(missed.fields().all(|field| missed.group(field.kind).is_none()));
    /// ```
    pub fn group(&self, kind: WireKind) -> Option<&'s Group> {
        self.layout.groups.get(kind.as_group()?)
    }

    /// Whether its values lie in a block of headers, which is written in one of two modes.
    ///
    /// ```
    /// # use lonelypsp_interpret::Target;
    /// # use lonelypsp_schema::Direction;
    /// # let schema = lonelypsp_schema::builtin().unwrap();
    /// # let missed = Target::find(schema.protocol("stateful").unwrap(), Direction::B2s, "missed", None).unwrap();
    /// assert!(missed.is_block());
    /// ```
    pub fn is_block(&self) -> bool {
        self.layout.is_block()
    }
}

/// One field of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec<'s> {
    /// The field's name.
    pub name: &'s str,
    /// What errors name it by: a header's name on the wire, `body`, or the field's own name.
    pub at: &'s str,
    /// What kind of value it is.
    pub form: Form,
    /// How it is spelled on the wire.
    pub kind: WireKind,
    /// What holds it.
    pub(crate) holder: Holder,
}

/// What of a message holds a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// A flag of the prefix, by its index in the protocol.
    Flag(usize),
    /// The flags that have no name.
    UnknownFlags,
    /// The value with this index.
    Slot(usize),
    /// The body.
    Body,
}

impl<'s> FieldSpec<'s> {
    fn of_flag(name: &'s str, flag: usize) -> Self {
        Self { name, at: name, form: Form::Bool, kind: WireKind::BOOL, holder: Holder::Flag(flag) }
    }

    fn of_unknown_flags(name: &'s str) -> Self {
        let kind = WireKind::uint(2, Spelling::Fixed);
        let at = UnknownFlags::FIELD;
        Self { name, at, form: Form::Uint, kind, holder: Holder::UnknownFlags }
    }

    fn of_slot(name: &'s str, slot: &'s Slot, index: usize) -> Self {
        Self { name, at: &slot.at, form: Form::of(slot.kind), kind: slot.kind, holder: Holder::Slot(index) }
    }

    fn of_body(name: &'s str, at: &'s str) -> Self {
        Self { name, at, form: Form::Bytes, kind: WireKind::BYTES, holder: Holder::Body }
    }

    /// Whether it is a named flag of the prefix.
    ///
    /// ```
    /// # use lonelypsp_interpret::Target;
    /// # use lonelypsp_schema::Direction;
    /// # let schema = lonelypsp_schema::builtin().unwrap();
    /// # let missed = Target::find(schema.protocol("stateful").unwrap(), Direction::B2s, "missed", None).unwrap();
    /// assert!(!missed.fields().any(|field| field.is_flag()));
    /// ```
    pub fn is_flag(&self) -> bool {
        matches!(self.holder, Holder::Flag(_))
    }
}
