//! The table of everything that the conformance protocol can ask for.

use std::collections::BTreeMap;

use askama::Template;
use lonelypsp_schema::{Direction, FlagSource, Layout, Message, Name, Prefix, Protocol, Schema, Shape, Slot};

use super::authorization::{etag_document, signing};
use super::forms::{BODY, UNKNOWN_FLAGS, forms, values};
use super::layout::{export, import, string_list};
use super::metadata::json;
use super::names::{file_name, quoted};
use super::program::Member;
use crate::direction::directions;
use crate::spelling::{camel, camel_text};
use crate::stamp::stamp;

#[derive(Template)]
#[template(path = "typescript/conformance.ts", whitespace = "preserve")]
struct ConformanceView {
    stamp: String,
    version: String,
    imports: Vec<String>,
    has_auth: bool,
    has_etag: bool,
    protocols: Vec<ProtocolView>,
}

#[derive(Template)]
#[template(path = "typescript/json.ts", whitespace = "preserve")]
struct JsonView {
    stamp: String,
    /// The types of what sides send.
    imports: Vec<String>,
    protocols: Vec<ProtocolView>,
    /// What has each protocol, under its own name.
    export: String,
}

#[derive(Template)]
#[template(path = "typescript/json-forms.ts", whitespace = "preserve")]
struct JsonFormsView {
    stamp: String,
    imports: Vec<String>,
    forms: Vec<JsonFormView>,
}

/// One form: what shapes call it, and the constant that says how it is said in JSON.
struct JsonFormView {
    name: &'static str,
    constant: String,
}

struct ProtocolView {
    name: String,
    camel: String,
    /// The flag that selects minimal headers; nothing without a prefix.
    minimal: Option<String>,
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
    is_sequence: bool,
    /// The member that holds the body, as a string.
    body: Option<String>,
    /// The flags that it carries: the field of each as a string, or how it always is.
    flags: Vec<Member>,
    /// The lines of its fields, of which a group has several.
    fields: Vec<String>,
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
        has_auth: signing(schema).is_some(),
        has_etag: etag_document(schema).is_some(),
        protocols: schema.protocols.iter().map(view_protocol).collect(),
    };
    super::render(&view)
}

/// The module of messages as JSON, which has the shapes of all.
pub(super) fn emit_json(schema: &Schema) -> String {
    let imports = schema.protocols.iter().flat_map(|protocol| {
        directions(protocol).map(|direction| {
            let (module, folder) = (module(protocol, direction), file_name(&protocol.name));
            let path = format!("../{folder}/{}.ts", direction.as_str());
            import("import type", &[&format!("Message as {module}")], &path)
        })
    });
    let names = schema.protocols.iter().map(|protocol| camel(&protocol.name));
    let exported: Vec<_> = names.map(|name| format!("${name} as {name}")).collect();
    let view = JsonView {
        stamp: stamp(schema),
        imports: imports.collect(),
        protocols: schema.protocols.iter().map(view_protocol).collect(),
        export: export(&exported),
    };
    super::render(&view)
}

/// The table of the forms that values have.
pub(super) fn emit_json_forms(schema: &Schema) -> String {
    let forms = forms(schema);
    let constant = |name: &str| camel_text(name) + "Json";
    let mut imports: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, (file, _)) in &forms {
        imports.entry(file).or_default().push(constant(name));
    }
    let imports = imports.iter().map(|(file, names)| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        import("import", &names, &format!("./{file}"))
    });
    let view = JsonFormsView {
        stamp: stamp(schema),
        imports: imports.collect(),
        forms: forms.into_keys().map(|name| JsonFormView { name, constant: constant(name) }).collect(),
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
        shapes: protocol
            .messages_of(direction)
            .into_iter()
            .flat_map(|message| view_shapes(protocol, message))
            .collect(),
    });
    let has_prefix = protocol.prefix == Prefix::FlagsAndCode;
    ProtocolView {
        name: protocol.name.snake().to_owned(),
        camel: camel(&protocol.name),
        minimal: has_prefix.then(|| format!("0x{:04x}", protocol.minimal_flag())),
        directions: directions.collect(),
    }
}

fn view_shapes<'s>(protocol: &'s Protocol, message: &'s Message) -> impl Iterator<Item = ShapeView> + 's {
    let layout = &message.layout;
    let flags = move |shape: &Shape| {
        let flags = shape.flags.iter().map(|flag| {
            let value = match &flag.source {
                FlagSource::Field(name) => format!("\"{}\"", camel(name)),
                FlagSource::Constant(is_set) => is_set.to_string(),
            };
            Member::new(protocol.flags[flag.flag].name.snake().to_owned(), value)
        });
        flags.collect()
    };
    layout.shapes.iter().map(move |shape| ShapeView {
        message: quoted(&message.name),
        variant: shape.variant.as_ref().map_or_else(|| "null".to_owned(), quoted),
        is_sequence: protocol.prefix == Prefix::FlagsAndCode && !layout.is_block(),
        body: shape.body.as_ref().map(|body| format!("\"{}\"", camel(&body.name))),
        flags: flags(shape),
        fields: fields(layout, shape),
    })
}

/// How far the fields of a shape are indented, and how much further those of an entry each time.
const FIELD: usize = 8;
const ENTRY: usize = 4;

fn fields(layout: &Layout, shape: &Shape) -> Vec<String> {
    let plain = |name: &Name, kind| field_line(FIELD, name.snake(), &camel(name), values(kind).json);
    let unknown = shape.unknown_flags.iter().map(|name| plain(name, UNKNOWN_FLAGS));
    let values = shape.slots.iter().flat_map(|slot| {
        slot.field()
            .map_or_else(Vec::new, |name| field(layout, FIELD, name.snake(), &layout.slots[slot.slot]))
    });
    let body = shape.body.as_ref().map(|body| plain(&body.name, BODY));
    unknown.chain(values).chain(body).collect()
}

fn field_line(indent: usize, name: &str, member: &str, form: &str) -> String {
    string_list(indent, name, &[member, form].map(|text| format!("\"{text}\"")))
}

/// The lines of a field.
fn field(layout: &Layout, indent: usize, name: &str, slot: &Slot) -> Vec<String> {
    let (margin, member) = (" ".repeat(indent), camel_text(name));
    let Some(group) = layout.group(slot) else {
        return vec![field_line(indent, name, &member, values(slot.kind).json)];
    };
    if group.slots.is_empty() {
        return vec![format!("{margin}{name}: [\"{member}\", {{}}],")];
    }
    let mut lines =
        vec![format!("{margin}{name}: ["), format!("{margin}  \"{member}\","), format!("{margin}  {{")];
    lines.extend(group.slots.iter().flat_map(|slot| field(layout, indent + ENTRY, &slot.at, slot)));
    lines.extend([format!("{margin}  }},"), format!("{margin}],")]);
    lines
}
