//! One shape of one message: what a value has to hold, by name and in order.

use lonelypsp_schema::{Direction, Header, Layout, Kind as WireKind, Limit, Message, Protocol, Shape};

use crate::value::Form;

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
/// let notify = Target::find(&schema.protocols[0], Direction::S2b, "notify", Some("compressed")).unwrap();
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
        let layout = &message.layout;
        let is_named = |shape: &Shape| shape.variant.as_ref().map(lonelypsp_schema::Name::snake) == variant;
        let shape = layout.shapes.iter().position(is_named)?;
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

    /// What a value of this shape holds: its fields in wire order, the body last.
    pub fn fields(&self) -> impl Iterator<Item = FieldSpec<'s>> + use<'s> {
        let (layout, shape) = (self.layout, self.shape());
        let headers = shape.slots.iter().filter_map(|shape_header| {
            let header = &layout.slots[shape_header.header];
            Some(FieldSpec::of_header(shape_header.field()?.snake(), header, shape_header.header))
        });
        headers.chain(shape.body.as_ref().map(|body| FieldSpec::of_body(body.name.snake())))
    }
}

/// One field of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec<'s> {
    /// The field's name.
    pub name: &'s str,
    /// The wire name of the header that holds it, or `body`.
    pub at: &'s str,
    /// What kind of value it is.
    pub form: Form,
    /// How it is spelled on the wire.
    pub kind: WireKind,
    /// The index of its header; none for the body.
    pub(crate) header: Option<usize>,
}

impl<'s> FieldSpec<'s> {
    fn of_header(name: &'s str, header: &'s Header, index: usize) -> Self {
        Self { name, at: &header.at, form: Form::of(header.kind), kind: header.kind, header: Some(index) }
    }

    fn of_body(name: &'s str) -> Self {
        Self { name, at: "body", form: Form::Bytes, kind: WireKind::Bytes(Limit::None), header: None }
    }
}
