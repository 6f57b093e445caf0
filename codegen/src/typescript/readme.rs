//! The README: what the package is, and a first program that runs.

use askama::Template;
use lonelypsp_schema::{
    DocumentSource, DocumentValue, Kind, Message, Prefix, Protocol, Sample, Schema, Shape, UnknownFlags,
};

use super::authorization;
use super::forms::values;
use super::names::{file_name, message_type, quoted};
use super::runtime::{has_bodies, has_flags, has_sequences};
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
    /// The message of the program about what is signed and sent over HTTP.
    request: Option<SampleView>,
    has_blocks: bool,
    has_sequences: bool,
    has_bodies: bool,
    /// What there is beside messages.
    modules: Vec<&'static str>,
    /// Rows of the table of types that not every schema needs.
    rows: Vec<&'static str>,
}

/// The message of the first program.
struct SampleView {
    side: &'static str,
    folder: String,
    /// The protocol as the modules name it.
    protocol: String,
    /// Whether bytes say themselves what they are.
    has_prefix: bool,
    ty: String,
    quoted: String,
    /// Which of its shapes it has, if it has several.
    variant: Option<String>,
    /// Whether it has the digest of its body.
    has_digest: bool,
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
        sample: view_sample(schema),
        request: view_request(schema),
        has_blocks: !has_only_sequences(schema),
        has_sequences: has_sequences(schema),
        has_bodies: has_bodies(schema),
        modules: authorization::modules(schema),
        rows: rows(schema),
    };
    super::render(&view)
}

fn has_only_sequences(schema: &Schema) -> bool {
    let mut messages = schema.protocols.iter().flat_map(|protocol| &protocol.messages);
    has_sequences(schema) && messages.all(|message| !message.layout.is_block())
}

fn rows(schema: &Schema) -> Vec<&'static str> {
    let mut messages = schema.protocols.iter().flat_map(|protocol| &protocol.messages);
    let has_groups = messages.any(|message| !message.layout.groups.is_empty());
    let keeps = schema.protocols.iter().any(|protocol| protocol.unknown_flags == UnknownFlags::Keep);
    let rows = [
        (
            has_flags(schema),
            "| flags of a message            | `boolean`                                           |",
        ),
        (keeps, "| flags without a name          | `unknownFlags`, a `number` with a bit for each      |"),
        (
            has_groups,
            "| repeated groups               | arrays of objects, one for each entry               |",
        ),
    ];
    rows.into_iter().filter_map(|(is_needed, row)| is_needed.then_some(row)).collect()
}

fn view_sample(schema: &Schema) -> Option<SampleView> {
    let Sample { protocol, message, shape, .. } = schema.sample()?;
    Some(view_message(protocol, message, shape))
}

/// A message that is a request, and signed by what it says itself. It has no digest, which would have to be the right one.
fn view_request(schema: &Schema) -> Option<SampleView> {
    authorization::signing(schema)?;
    let all = schema.protocols.iter();
    let mut all = all.flat_map(|protocol| protocol.messages.iter().map(move |message| (protocol, message)));
    all.find_map(|(protocol, message)| {
        let [shape] = &message.layout.shapes[..] else { return None };
        let [signature] = &message.signatures[..] else { return None };
        let is_own = |value: &DocumentValue| match value.source {
            DocumentSource::Slot(slot) => shape.slot(slot).is_some_and(|slot| slot.field().is_some()),
            DocumentSource::Given => false,
            DocumentSource::Absent => true,
        };
        let fits = signature.protocol == "signing"
            && signature.answers.is_none()
            && signature.values.iter().all(is_own)
            && message
                .http
                .as_ref()
                .is_some_and(|http| http.headers.iter().map(|(name, _)| name.snake()).eq(["authorization"]))
            && shape.variant.is_none()
            && !message.layout.plan.has_digest();
        fits.then(|| view_message(protocol, message, shape))
    })
}

fn view_message(protocol: &Protocol, message: &Message, shape: &Shape) -> SampleView {
    let layout = &message.layout;
    let values = shape.slots.iter().filter_map(|slot| {
        let kind = layout.slots[slot.slot].kind;
        let is_digest = layout.plan.is_digest(slot.slot);
        let value = if is_digest { digest() } else { example_of(kind) };
        Some(FieldView { name: camel(slot.field()?), value })
    });
    let body = shape.body.iter();
    let body = body.map(|body| FieldView { name: camel(&body.name), value: example_of(Kind::BYTES) });
    let flags = shape.flag_fields();
    let flags = flags.map(|(_, name)| FieldView { name: camel(name), value: "false".to_owned() });
    let unknown = shape.unknown_flags.iter();
    let unknown = unknown.map(|name| FieldView { name: camel(name), value: "0".to_owned() });
    let fields: Vec<FieldView> = flags.chain(unknown).chain(values).chain(body).collect();
    SampleView {
        side: message.direction.as_str(),
        folder: file_name(&protocol.name),
        protocol: camel(&protocol.name),
        has_prefix: protocol.prefix == Prefix::FlagsAndCode,
        ty: message_type(message),
        quoted: quoted(&message.name),
        variant: shape.variant.as_ref().map(quoted),
        has_digest: fields.iter().any(|field| field.value == digest()),
        shown: fields.last().map(|field| field.name.clone()),
        fields,
    }
}

/// The digest of the example's body.
fn digest() -> String {
    format!("createHash(\"sha512\").update({}).digest()", example_of(Kind::BYTES))
}

/// A value that a field of that kind can have.
fn example_of(kind: Kind) -> String {
    (values(kind).example)(kind)
}
