//! The README, with a first program that runs.

use askama::Template;
use lonelypsp_schema::{
    Direction, DocumentSource, GroupEnd, Kind, Message, Name, Prefix, Sample, Schema, Shape, Signature, Step,
};

use super::documents::has_documents;
use super::forms::example;
use super::http::has_requests;
use super::names::entry_path;
use super::protocol::ProtocolView;
use crate::direction::capitals;
use crate::spelling::pascal;

/// `README.md`
#[derive(Template)]
#[template(path = "ruby/README.md", whitespace = "preserve")]
pub(super) struct Readme<'a> {
    stamp: &'a str,
    gem: &'a str,
    module: &'a str,
    title: String,
    doc: String,
    version: String,
    program: Option<Program>,
    has_sequences: bool,
    has_flags: bool,
    authorization: Option<Authorization>,
    prefixed: Option<Prefixed>,
    bodies: Option<Bodies>,
}

/// That it signs and checks documents.
struct Authorization {
    /// Whether a message makes the document of the example, and is the body of a request.
    signs_missed: bool,
}

/// The protocols whose messages begin with a prefix.
struct Prefixed {
    has_sequences: bool,
}

/// Those whose messages do not.
struct Bodies {
    /// Their modules, as a text.
    modules: String,
    /// The name of one of their messages.
    example: String,
    /// Whether some messages begin with their numbers.
    has_leading: bool,
}

/// A program that writes a message and reads it again.
struct Program {
    /// The direction's module.
    direction: String,
    /// What that module is called in the program.
    short: &'static str,
    class: String,
    /// The class of the message, without its variant.
    message: String,
    has_prefix: bool,
    /// Whether no bytes at all are too few for it.
    is_never_empty: bool,
    arguments: String,
    /// What is matched of the message, and then shown.
    pattern: String,
    shown: String,
}

impl<'a> Readme<'a> {
    pub(super) fn new(
        schema: &Schema,
        gem: &'a str,
        module: &'a str,
        stamp: &'a str,
        protocols: &[ProtocolView],
    ) -> Self {
        Self {
            stamp,
            gem,
            module,
            title: schema.name.trim().to_owned(),
            doc: schema.doc.trim().to_owned(),
            version: schema.version.trim().to_owned(),
            program: view_program(schema, module),
            has_sequences: protocols.iter().any(ProtocolView::has_sequences),
            has_flags: protocols.iter().any(|protocol| protocol.has_flags),
            authorization: has_documents(schema)
                .then(|| Authorization { signs_missed: has_requests(schema) && signs_missed(schema) }),
            prefixed: view_prefixed(protocols),
            bodies: view_bodies(protocols),
        }
    }
}

/// Whether there is a message `missed` over HTTP that is signed as that of lonelypsp is.
fn signs_missed(schema: &Schema) -> bool {
    let missed = schema.protocol("stateless").and_then(|it| it.by_name(Direction::B2s, "missed"));
    missed.filter(|message| message.http.is_some()).is_some_and(|message| {
        match message.signatures.as_slice() {
            [Signature { answers: None, variant: None, values, .. }] => {
                let given = values.iter().filter(|value| value.source == DocumentSource::Given);
                let fields = message.layout.shapes.iter().flat_map(Shape::field_names);
                given.map(|value| value.name.as_str()).eq(["recovery"])
                    && fields.map(Name::snake).eq(["tracing", "topic"])
            }
            _ => false,
        }
    })
}

fn view_prefixed(protocols: &[ProtocolView]) -> Option<Prefixed> {
    let mut prefixed = protocols.iter().filter(|protocol| protocol.has_prefix).peekable();
    prefixed.peek()?;
    Some(Prefixed { has_sequences: prefixed.any(ProtocolView::has_sequences) })
}

fn view_bodies(protocols: &[ProtocolView]) -> Option<Bodies> {
    let bodies = || protocols.iter().filter(|protocol| protocol.has_bodies());
    let directions = || bodies().flat_map(|protocol| &protocol.directions);
    let example = directions().find_map(|direction| direction.messages.first())?.snake.clone();
    Some(Bodies {
        modules: listed(bodies().map(|protocol| format!("`{}`", protocol.module)).collect()),
        example,
        has_leading: directions().any(|direction| direction.leading.is_some()),
    })
}

/// `a`, `b` and `c`
fn listed(mut names: Vec<String>) -> String {
    match names.pop() {
        Some(last) if !names.is_empty() => format!("{} and {last}", names.join(", ")),
        Some(only) => only,
        None => String::new(),
    }
}

fn view_program(schema: &Schema, module: &str) -> Option<Program> {
    let Sample { protocol, message, layout, shape } = schema.sample()?;
    let direction = format!("{module}::{}::{}", pascal(&protocol.name), capitals(message.direction));
    let class = match &shape.variant {
        None => pascal(&message.name),
        Some(variant) => format!("{}::{}", pascal(&message.name), pascal(variant)),
    };
    let arguments = arguments(module, message, shape);
    let shown = shape.slots.iter().rev().find_map(|shape_slot| {
        let slot = &layout.slots[shape_slot.slot];
        let is_shown = !slot.secret && slot.kind.is_telling();
        shape_slot.field().filter(|_| is_shown).map(|name| name.snake().to_owned())
    });
    let shown = shown.or_else(|| shape.field_names().last().map(|name| name.snake().to_owned()));
    let pattern = shown.as_ref().map(|name| format!("({name}:)")).unwrap_or_default();
    let shown = match shown {
        Some(name) => format!("\"{name} is #{{{name}.inspect}}\""),
        None => "'It has no fields.'".to_owned(),
    };
    let never_empty = |step: &Step| !matches!(step, Step::OnlyFlags(_) | Step::Body(None));
    let is_never_empty = layout.plan.checks().steps.first().is_some_and(never_empty);
    let short = capitals(message.direction);
    let has_prefix = protocol.prefix == Prefix::FlagsAndCode;
    let message = pascal(&message.name);
    Some(Program { direction, short, class, message, has_prefix, is_never_empty, arguments, pattern, shown })
}

fn arguments(module: &str, message: &Message, shape: &Shape) -> String {
    let layout = &message.layout;
    let values = shape.slots.iter().filter_map(|shape_slot| {
        let (name, kind) = (shape_slot.field()?.snake(), layout.slots[shape_slot.slot].kind);
        let is_digest = layout.plan.is_digest(shape_slot.slot);
        let value =
            if is_digest { format!("{module}.sha512('the body')") } else { sample(message, name, kind)? };
        Some(format!("  {name}: {value}"))
    });
    let body = shape.body.as_ref().map(|body| format!("  {}: 'the body'", body.name));
    values.chain(body).collect::<Vec<_>>().join(",\n")
}

/// A value; none for what can be left out.
fn sample(message: &Message, name: &str, kind: Kind) -> Option<String> {
    match kind.as_group() {
        // Where a group goes on to a literal, an entry that begins like it would end it.
        Some(group) => Some(match message.layout.groups[group].end {
            GroupEnd::Count(_) => format!("[{}]", entry(message, group)),
            GroupEnd::Literal(_) => "[]".to_owned(),
        }),
        None => example(kind, &format!("some {}", name.split('_').collect::<Vec<_>>().join(" "))),
    }
}

/// An entry of a group.
fn entry(message: &Message, group: usize) -> String {
    let group = &message.layout.groups[group];
    let values = group.slots.iter();
    let values =
        values.filter_map(|slot| Some(format!("{}: {}", slot.at, sample(message, &slot.at, slot.kind)?)));
    let values: Vec<String> = values.collect();
    let arguments = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
    format!("{}.new{arguments}", entry_path(message.direction, &message.name, group))
}
