//! The package's README, with a first program about a message of the schema.

use askama::Template;
use lonelypsp_schema::{Layout, Message, Prefix, Protocol, Sample, Schema};

use super::context::Context;
use super::dropin::DropIn;
use super::forms::example;
use super::names;
use super::text::string;
use crate::direction::{capitals, directions};
use crate::discriminator::discriminators;
use crate::doc::summary;
use crate::package::Package;
use crate::stamp::{in_one_line, stamp};

#[derive(Template)]
#[template(path = "python/README.md", whitespace = "preserve")]
struct ReadmeView {
    stamp: String,
    distribution: String,
    module: String,
    schema: String,
    version: String,
    summary: String,
    first: Option<FirstView>,
    modules: Vec<ModuleRow>,
    has: Features,
    bodies: Option<BodyView>,
    dropin: bool,
    has_documents: bool,
}

/// A message without a prefix, for an example.
struct BodyView {
    protocol: String,
    way: &'static str,
    name: String,
    class: String,
    function: String,
    /// Whether one of its direction begins with its code.
    has_codes: bool,
}

/// What messages of the schema have.
struct Features {
    sequences: bool,
    groups: bool,
    flags: bool,
}

/// The message of the first program.
struct FirstView {
    protocol: String,
    way: &'static str,
    upper: &'static str,
    class: String,
    type_class: String,
    member: String,
    fields: Vec<String>,
    is_block: bool,
    has_prefix: bool,
    /// Whether it has the digest of its body.
    has_digest: bool,
    /// Its name where its bytes do not say it, as an argument, alone and before another.
    name: String,
    named: String,
}

struct ModuleRow {
    name: String,
    doc: String,
}

pub(super) fn emit_readme(schema: &Schema, package: &Package) -> String {
    let view = ReadmeView {
        stamp: stamp(schema),
        distribution: package.name.replace('_', "-"),
        module: package.name.clone(),
        schema: in_one_line(&schema.name),
        version: in_one_line(&schema.version),
        summary: summary(&schema.doc),
        first: view_first(schema),
        modules: schema.protocols.iter().flat_map(|protocol| view_modules(schema, protocol)).collect(),
        has: view_features(schema),
        bodies: view_bodies(schema),
        has_documents: super::dropin::signed(schema).is_some(),
        dropin: schema.protocols.iter().any(|protocol| DropIn::of(schema, protocol).flags_class().is_some()),
    };
    view.to_string()
}

fn view_features(schema: &Schema) -> Features {
    let layouts = || schema.protocols.iter().flat_map(|protocol| &protocol.messages).map(|m| &m.layout);
    let mut flags = schema.protocols.iter().flat_map(|protocol| &protocol.flags);
    Features {
        sequences: !layouts().all(Layout::is_block),
        groups: layouts().any(|layout| !layout.groups.is_empty()),
        flags: flags.any(|flag| !flag.selects_minimal),
    }
}

/// The first message that nothing stands before, in the protocol that has most of them.
fn view_bodies(schema: &Schema) -> Option<BodyView> {
    let bodies = schema.protocols.iter().filter(|protocol| protocol.prefix == Prefix::None);
    let protocol = bodies.max_by_key(|protocol| protocol.messages.iter().filter(|m| is_own(m)).count())?;
    let message = protocol.messages.first()?;
    Some(BodyView {
        protocol: protocol.name.snake().to_owned(),
        way: message.direction.as_str(),
        name: message.name.snake().to_owned(),
        class: names::message_class(message),
        function: names::message_function(message),
        has_codes: protocol.leading_code(message.direction).is_some(),
    })
}

/// Whether a message has to be told by its name.
fn is_own(message: &Message) -> bool {
    message.leading_code().is_none()
}

fn view_modules(schema: &Schema, protocol: &Protocol) -> Vec<ModuleRow> {
    let directions = directions(protocol).map(|direction| ModuleRow {
        name: format!("{}.{}", protocol.name, direction.as_str()),
        doc: format!("what a {} sends: `decode`, `encode`, JSON and all classes", direction.sender()),
    });
    let mut rows: Vec<_> = directions.collect();
    if !rows.is_empty() {
        let row = |name: &str, doc: &str| ModuleRow {
            name: format!("{}.{name}", protocol.name),
            doc: doc.to_owned(),
        };
        let (messages, constants) = match protocol.prefix {
            Prefix::FlagsAndCode => ("parsers that read from streams", "flags and types, by name"),
            Prefix::None => ("functions that read and write it", "types, by name"),
        };
        rows.push(row("messages", &format!("a module for each message, with {messages}")));
        rows.push(row("constants", constants));
        if protocol.messages.iter().any(|message| !message.signatures.is_empty()) {
            rows.push(row("documents", "which document signs a message, made from the message"));
            if super::dropin::signed(schema).is_some() {
                rows.push(row("authorization", "what authorizes a message, and whether it is allowed"));
            }
        }
        if protocol.messages.iter().any(|message| message.http.is_some()) {
            rows.push(row("requests", "the HTTP request of a message, as plain data"));
        }
    }
    rows
}

/// That of the example's body.
const DIGEST: &str = "hashlib.sha512(b\"example\").digest()";

fn view_first(schema: &Schema) -> Option<FirstView> {
    let Sample { protocol, message, layout, shape } = schema.sample()?;
    let context = Context::new(schema, protocol);
    let mut fields: Vec<_> = shape.flag_fields().map(|(_, name)| format!("{name}=False")).collect();
    fields.extend(shape.unknown_flags.as_ref().map(|name| format!("{name}=0")));
    let value = |slot: usize| {
        let is_digest = layout.plan.is_digest(slot);
        if is_digest { DIGEST.to_owned() } else { example(layout.slots[slot].kind) }
    };
    let values = shape.slots.iter();
    fields.extend(values.filter_map(|slot| Some(format!("{}={}", slot.field()?, value(slot.slot)))));
    fields.extend(discriminators(layout, shape).map(|constant| format!("{}=None", constant.name)));
    fields.extend(shape.body.as_ref().map(|body| format!("{}=b\"example\"", body.name)));
    let has_prefix = protocol.prefix == Prefix::FlagsAndCode;
    let name = if has_prefix { String::new() } else { string(message.name.snake()) };
    Some(FirstView {
        protocol: protocol.name.snake().to_owned(),
        way: message.direction.as_str(),
        upper: capitals(message.direction),
        class: names::shape_class(message, shape),
        type_class: context.type_class(message.direction),
        member: names::type_member(message),
        is_block: layout.is_block(),
        has_prefix,
        has_digest: fields.iter().any(|field| field.ends_with(DIGEST)),
        named: if has_prefix { String::new() } else { format!("{name}, ") },
        name,
        fields,
    })
}
