//! The README: what the package is, and a first program that runs.

use askama::Template;
use lonelypsp_schema::{Direction, Kind, Limit, Message, Protocol, Schema, Shape};

use super::directions;
use super::names::{file_name, message_type, quoted};
use super::value::is_wide;
use crate::doc::summary;
use crate::package::Package;
use crate::spelling::camel;
use crate::stamp::{in_one_line, stamp};

#[derive(Template)]
#[template(path = "typescript/README.md", whitespace = "preserve")]
struct ReadmeView<'s> {
    stamp: String,
    package: &'s str,
    summary: String,
    schema: String,
    version: String,
    sample: Option<SampleView>,
}

/// The message of the first program.
struct SampleView {
    side: &'static str,
    folder: String,
    ty: String,
    quoted: String,
    fields: Vec<FieldView>,
    /// The field that is printed.
    shown: Option<String>,
}

struct FieldView {
    name: String,
    value: String,
}

pub(super) fn emit_readme(schema: &Schema, package: &Package) -> String {
    let view = ReadmeView {
        stamp: stamp(schema).replace("--", "- -"),
        package: &package.name,
        summary: summary(&schema.doc),
        schema: in_one_line(&schema.name),
        version: in_one_line(&schema.version),
        sample: sample(schema),
    };
    super::render(&view)
}

/// The first message with one shape that has fields and no digest, or else with one shape.
fn sample(schema: &Schema) -> Option<SampleView> {
    let messages: Vec<_> = schema
        .protocols
        .iter()
        .flat_map(|protocol| directions(protocol).map(move |direction| (protocol, direction)))
        .flat_map(|(protocol, direction)| {
            protocol.messages_of(direction).into_iter().map(move |message| (protocol, direction, message))
        })
        .collect();
    let first = messages.iter().find(|(_, _, message)| is_fine(message));
    let simple = || messages.iter().find(|(_, _, message)| only_shape(message).is_some());
    let (protocol, direction, message) = first.or_else(simple)?;
    Some(view_sample(protocol, *direction, message))
}

fn only_shape(message: &Message) -> Option<&Shape> {
    match message.headers()?.shapes.as_slice() {
        [only] if only.variant.is_none() => Some(only),
        _ => None,
    }
}

fn is_fine(message: &Message) -> bool {
    let digests = message.headers().is_some_and(|layout| layout.plan.check.has_digest());
    !digests && only_shape(message).is_some_and(|shape| shape.field_names().next().is_some())
}

fn view_sample(protocol: &Protocol, direction: Direction, message: &Message) -> SampleView {
    let layout = message.headers();
    let fields: Vec<FieldView> = only_shape(message)
        .into_iter()
        .flat_map(|shape| {
            let headers = shape.headers.iter().filter_map(|header| {
                let kind = layout?.headers[header.header].kind;
                Some(FieldView { name: camel(header.field()?), value: example(kind) })
            });
            let body = shape
                .body
                .as_ref()
                .map(|body| FieldView { name: camel(&body.name), value: example(Kind::Bytes(Limit::None)) });
            headers.chain(body)
        })
        .collect();
    SampleView {
        side: direction.as_str(),
        folder: file_name(&protocol.name),
        ty: message_type(message),
        quoted: quoted(&message.name),
        shown: fields.first().map(|field| field.name.clone()),
        fields,
    }
}

/// A value that a field of that kind can have.
fn example(kind: Kind) -> String {
    const TEXT: &str = "example";
    let text = |max: Option<u16>| {
        let short: String = TEXT.chars().take(max.map_or(TEXT.len(), usize::from)).collect();
        format!("\"{short}\"")
    };
    match kind {
        Kind::Bytes(Limit::None) => "new Uint8Array([1, 2, 3])".to_owned(),
        Kind::Bytes(Limit::Max(max)) => format!("new Uint8Array({})", max.min(4)),
        Kind::Bytes(Limit::Exact(length)) => format!("new Uint8Array({length})"),
        Kind::Text { max } => text(max),
        Kind::OptionalText { .. } => "null".to_owned(),
        Kind::Bool => "true".to_owned(),
        Kind::Uint { .. } | Kind::Int { .. } if is_wide(kind) => "7n".to_owned(),
        Kind::Uint { .. } | Kind::Int { .. } => "7".to_owned(),
    }
}
