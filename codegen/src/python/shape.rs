//! What the exact path of writing, and the testee, know of a shape: a table.

use lonelypsp_schema::{Layout, Kind, Limit, Message, Protocol, Shape, Spelling, WriteStep};

use super::class::constant_field;
use super::names;
use super::text::{bytes, call, string};
use crate::wire::spell_constant;

pub(super) struct ShapeView {
    pub(super) class: String,
    pub(super) type_constant: String,
    pub(super) message: String,
    pub(super) variant: String,
    pub(super) minimal_flag: u16,
    pub(super) write: String,
    pub(super) steps: Vec<String>,
}

pub(super) fn view_shape(
    protocol: &Protocol,
    message: &Message,
    layout: &Layout,
    shape: &Shape,
    steps: &[WriteStep],
) -> ShapeView {
    let variant = shape.variant.as_ref().map_or_else(|| "None".to_owned(), |name| string(name.snake()));
    let view = |step| {
        let (class, arguments) = view_step(layout, shape, step);
        call(8, class, &arguments, ",").join("\n")
    };
    ShapeView {
        class: names::shape_class(message, shape),
        type_constant: format!("_TYPE_{}", names::message_function(message).to_uppercase()),
        message: string(message.name.snake()),
        variant,
        minimal_flag: protocol.minimal_flag(),
        write: format!("write_{}", names::shape_function(message, shape)),
        steps: steps.iter().map(|step| view(*step)).collect(),
    }
}

/// A step's class and the arguments of its constructor.
type Step = (&'static str, Vec<String>);

fn view_step(layout: &Layout, shape: &Shape, step: WriteStep) -> Step {
    let at = |header: usize| string(&layout.slots[header].at);
    match step {
        WriteStep::Field { slot: header, not } => view_field(layout, shape, header, not),
        WriteStep::Constant { slot: header, value } => {
            let spelled = bytes(&spell_constant(layout.slots[header].kind, value));
            let mut arguments = vec![at(header), value.to_string(), spelled];
            arguments.extend(constant_field(layout, shape, header).map(string));
            ("Constant", arguments)
        }
        WriteStep::BodyLength { slot: header } => {
            ("BodyLength", [vec![at(header)], integer(layout.slots[header].kind)].concat())
        }
        WriteStep::Copy { slot: header, other } => {
            ("Copy", [vec![at(header), at(other)], integer(layout.slots[header].kind)].concat())
        }
        WriteStep::Body => ("Body", shape.body.iter().map(|body| string(body.name.snake())).collect()),
    }
}

fn view_field(layout: &Layout, shape: &Shape, header: usize, not: Option<u64>) -> Step {
    let field =
        shape.header(header).and_then(|header| header.field()).map_or("", lonelypsp_schema::Name::snake);
    let header = &layout.slots[header];
    let most = |max: Option<u16>| max.map(|max| format!("most={max}")).into_iter().collect();
    let (class, limits) = match header.kind {
        Kind::Bytes(Limit::None) => ("Octets", vec![]),
        Kind::Bytes(Limit::Max(max)) => ("Octets", most(Some(max))),
        Kind::Bytes(Limit::Exact(length)) => ("Octets", vec![format!("exactly={length}")]),
        Kind::Text { max } => ("Text", most(max)),
        Kind::OptionalText { max } => ("OptionalText", most(max)),
        Kind::Bool => ("Boolean", vec![]),
        Kind::Uint { .. } => ("Uint", integer(header.kind)),
        Kind::Int { .. } => ("Sint", integer(header.kind)),
    };
    let mut arguments = vec![string(&header.at), string(field)];
    arguments.extend(limits);
    arguments.extend(not.map(|not| format!("never={not}")));
    (class, arguments)
}

/// An integer's width in bytes and how it is spelled.
fn integer(kind: Kind) -> Vec<String> {
    match kind {
        Kind::Uint { max_bytes, spelling: Spelling::Fixed } => {
            vec![max_bytes.to_string(), "fixed=True".to_owned()]
        }
        Kind::Uint { max_bytes, spelling: Spelling::Minimal } | Kind::Int { max_bytes } => {
            vec![max_bytes.to_string()]
        }
        // Only numbers are derived.
        Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool => vec![],
    }
}
