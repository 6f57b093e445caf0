//! The table of everything that the conformance protocol can ask for.

use askama::Template;
use lonelypsp_schema::{Direction, Kind, Message, Protocol, Schema, Shape};

use super::metadata::json;
use super::names::{file_name, quoted};
use super::value::is_wide;
use crate::direction::directions;
use crate::spelling::camel;
use crate::stamp::stamp;

#[derive(Template)]
#[template(path = "typescript/conformance.ts", whitespace = "preserve")]
struct ConformanceView {
    stamp: String,
    version: String,
    imports: Vec<String>,
    protocols: Vec<ProtocolView>,
}

struct ProtocolView {
    name: String,
    minimal: String,
    directions: Vec<DirectionView>,
}

struct DirectionView {
    name: &'static str,
    /// The module that decodes and encodes.
    module: String,
    shapes: Vec<ShapeView>,
}

struct ShapeView {
    message: String,
    variant: String,
    fields: Vec<FieldView>,
}

struct FieldView {
    name: String,
    member: String,
    form: &'static str,
}

pub(super) fn emit_conformance(schema: &Schema) -> String {
    let imports = schema.protocols.iter().flat_map(|protocol| {
        directions(protocol).map(|direction| {
            let (module, folder) = (module(protocol, direction), file_name(&protocol.name));
            format!("import * as {module} from \"./{folder}/{}.ts\";", direction.as_str())
        })
    });
    let view = ConformanceView {
        stamp: stamp(schema),
        version: json(&schema.version),
        imports: imports.collect(),
        protocols: schema.protocols.iter().map(view_protocol).collect(),
    };
    super::render(&view)
}

/// `statefulS2b`, or with a `$` so that nothing else can have the name.
fn module(protocol: &Protocol, direction: Direction) -> String {
    let mut side = direction.as_str().to_owned();
    side[..1].make_ascii_uppercase();
    format!("${}{side}", camel(&protocol.name))
}

fn view_protocol(protocol: &Protocol) -> ProtocolView {
    let directions = directions(protocol).map(|direction| DirectionView {
        name: direction.as_str(),
        module: module(protocol, direction),
        shapes: protocol.messages_of(direction).into_iter().flat_map(view_shapes).collect(),
    });
    ProtocolView {
        name: protocol.name.snake().to_owned(),
        minimal: format!("0x{:04x}", protocol.minimal_flag()),
        directions: directions.collect(),
    }
}

fn view_shapes(message: &Message) -> Vec<ShapeView> {
    let layout = &message.layout;
    let view = |shape: &Shape| {
        let values =
            shape.slots.iter().filter_map(|slot| Some((slot.field()?, form(layout.slots[slot.slot].kind))));
        let body = shape.body.as_ref().map(|body| (&body.name, "bytes"));
        let fields = values.chain(body).map(|(name, form)| FieldView {
            name: name.snake().to_owned(),
            member: camel(name),
            form,
        });
        ShapeView {
            message: quoted(&message.name),
            variant: shape.variant.as_ref().map_or_else(|| "null".to_owned(), quoted),
            fields: fields.collect(),
        }
    };
    layout.shapes.iter().map(view).collect()
}

fn form(kind: Kind) -> &'static str {
    match kind {
        Kind::Bytes(_) => "bytes",
        Kind::Text { .. } => "text",
        Kind::OptionalText { .. } => "optional_text",
        Kind::Bool => "bool",
        Kind::Uint { .. } | Kind::Int { .. } if is_wide(kind) => "bigint",
        Kind::Uint { .. } | Kind::Int { .. } => "number",
        Kind::Group(_) => "group",
    }
}
