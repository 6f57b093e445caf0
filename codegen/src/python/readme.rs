//! The package's README, with a first program about a message of the schema.

use askama::Template;
use lonelypsp_schema::{Form, Kind, Layout, Protocol, Sample, Schema};

use super::context::Context;
use super::dropin::DropIn;
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
    dropin: bool,
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
        modules: schema.protocols.iter().flat_map(view_modules).collect(),
        has: view_features(schema),
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

fn view_modules(protocol: &Protocol) -> Vec<ModuleRow> {
    let directions = directions(protocol).map(|direction| ModuleRow {
        name: format!("{}.{}", protocol.name, direction.as_str()),
        doc: format!("what a {} sends: `decode`, `encode` and all classes", direction.sender()),
    });
    let mut rows: Vec<_> = directions.collect();
    if !rows.is_empty() {
        let row = |name: &str, doc: &str| ModuleRow {
            name: format!("{}.{name}", protocol.name),
            doc: doc.to_owned(),
        };
        rows.push(row("messages", "a module for each message, with parsers that read from streams"));
        rows.push(row("constants", "flags and types, by name"));
    }
    rows
}

fn view_first(schema: &Schema) -> Option<FirstView> {
    let Sample { protocol, message, layout, shape } = schema.sample()?;
    let context = Context::new(schema, protocol);
    let mut fields: Vec<_> = shape.flag_fields().map(|(_, name)| format!("{name}=False")).collect();
    fields.extend(shape.unknown_flags.as_ref().map(|name| format!("{name}=0")));
    fields.extend(
        shape
            .slots
            .iter()
            .filter_map(|slot| Some(format!("{}={}", slot.field()?, sample(layout.slots[slot.slot].kind)))),
    );
    fields.extend(discriminators(layout, shape).map(|constant| format!("{}=None", constant.name)));
    fields.extend(shape.body.as_ref().map(|body| format!("{}=b\"example\"", body.name)));
    Some(FirstView {
        protocol: protocol.name.snake().to_owned(),
        way: message.direction.as_str(),
        upper: capitals(message.direction),
        class: names::shape_class(message, shape),
        type_class: context.type_class(message.direction),
        member: names::type_member(message),
        fields,
        is_block: layout.is_block(),
    })
}

/// A value that a header of this kind can have.
fn sample(kind: Kind) -> String {
    let most = kind.length.most().unwrap_or(7);
    let text = string(&"example".chars().take(most.into()).collect::<String>());
    match kind.form {
        Form::Bytes if kind.length.exactly().is_some() => format!("bytes({most})"),
        Form::Bytes => format!("b{text}"),
        Form::Text => text,
        Form::Bool => "True".to_owned(),
        // No other shape is recognised by this number where there is but one.
        Form::Uint(_) | Form::Int => "7".to_owned(),
        Form::Float => "7.5".to_owned(),
        Form::Group(_) => "()".to_owned(),
    }
}
