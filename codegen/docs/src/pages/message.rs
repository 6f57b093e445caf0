//! The page of a message.

use askama::Template;
use lonelypsp_schema::{DocumentSource, Message, Prefix, Protocol, Schema, Signature};

use crate::bytes::pictures;
use crate::checks::checks;
use crate::code::{Of, Snippet, snippets};
use crate::example::{Example, Row as ByteRow, examples};
use crate::exchange::{self, Exchange};
use crate::fields::{Field, fields};
use crate::links::{Here, Links, capitals};
use crate::markdown::{plain, summary};
use crate::phrases::{code, hex};
use crate::vectors::Vectors;
use crate::{model, place};

use super::chrome::Chrome;
use super::facts::{Fact, document, facts};
use super::render;

#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage {
    chrome: Chrome,
    title: String,
    protocol: String,
    protocol_href: String,
    sender: &'static str,
    receiver: &'static str,
    description: String,
    doc: String,
    facts: Vec<Fact>,
    variants: Vec<VariantRow>,
    pictures: Vec<Figure>,
    /// Where the first picture is as a file.
    picture_file: String,
    /// What decodes what is pasted.
    scripts: Vec<String>,
    try_: Option<TryView>,
    fields: Vec<FieldRow>,
    checks: Vec<CheckRow>,
    examples: Vec<ExampleView>,
    exchange: Option<String>,
    signatures: Vec<SignatureView>,
}

struct VariantRow {
    name: String,
    doc: String,
}

struct Figure {
    caption: String,
    svg: String,
    /// For a phone.
    narrow: String,
}

struct FieldRow {
    id: String,
    at: String,
    depth: usize,
    form: &'static str,
    type_name: Option<(String, String)>,
    /// What is said of all values of its type, if its own text is another one.
    type_doc: Option<String>,
    limits: Vec<String>,
    is_secret: bool,
    uses: Vec<UseRow>,
}

struct UseRow {
    variants: Option<String>,
    field: Option<String>,
    who: String,
    doc: String,
}

struct CheckRow {
    depth: usize,
    number: Option<usize>,
    what: String,
    error: Option<ErrorCell>,
}

struct ErrorCell {
    kind: &'static str,
    href: String,
    at: Option<String>,
    offset: &'static str,
}

struct ExampleView {
    title: String,
    case: Option<String>,
    command: String,
    rows: Vec<ByteRow>,
}

/// The box, and the programs.
struct TryView {
    /// Hex digits.
    example: String,
    /// The message, if its bytes do not say what they are.
    message: Option<String>,
    /// The model of what the other side sends, and who that is, if its bytes say what they are.
    other: Option<(String, &'static str)>,
    snippets: Vec<Snippet>,
}

struct SignatureView {
    title: String,
    rows: Vec<SignedRow>,
}

struct SignedRow {
    name: String,
    source: String,
}

/// The scripts of the decoder, each of which needs those before it.
pub(super) const DECODER: [&str; 6] =
    ["sha512.js", "values.js", "reader.js", "decode.js", "notation.js", "shown.js"];
/// That of the box.
const TRY: &str = "try.js";

/// What is needed for the page of a message.
pub(crate) struct About<'a, 's> {
    pub(crate) schema: &'s Schema,
    pub(crate) links: &'a Links<'s>,
    pub(crate) vectors: &'a Vectors,
}

pub(crate) fn emit_message<'s>(
    about: &About<'_, 's>,
    protocol: &'s Protocol,
    message: &'s Message,
    exchange: Option<&Exchange<'_>>,
) -> String {
    let path = place::message(protocol, message, about.links.extension);
    let here = about.links.page(&path).of(protocol, message);
    let shapes = message.layout.shapes.iter();
    let variants = shapes.filter_map(|shape| {
        let name = shape.variant.as_ref()?.snake().to_owned();
        Some(VariantRow { name, doc: here.block(&shape.doc) })
    });
    let pictures = pictures(protocol, message).into_iter();
    let pictures = pictures
        .map(|bytes| Figure {
            caption: here.inline(&bytes.caption),
            svg: bytes.picture.inline(),
            narrow: bytes.narrow.inline(),
        })
        .collect();
    let examples = examples(protocol, message, about.vectors);
    let try_ = examples.first().map(|example| TryView {
        example: hex(&example.bytes),
        message: (protocol.prefix == Prefix::None).then(|| message.name.snake().to_owned()),
        other: other_side(&here, protocol, message),
        snippets: snippets(&Of { schema: about.schema, protocol, message, bytes: &example.bytes }),
    });
    let model = model::file(protocol, message.direction);
    let scripts = try_
        .iter()
        .flat_map(|_| DECODER.map(str::to_owned).into_iter().chain([model.clone(), TRY.to_owned()]));
    let scripts = scripts.collect();
    let examples = examples.into_iter();
    let view = MessagePage {
        chrome: Chrome::new(about.schema, &here, Some(protocol), Some(message)),
        title: capitals(message),
        protocol: protocol.name.snake().to_owned(),
        protocol_href: here.to_protocol(protocol),
        sender: message.direction.sender(),
        receiver: message.direction.receiver(),
        description: plain(&summary(&message.doc)),
        doc: here.block(&message.doc),
        facts: facts(&here, protocol, message, exchange),
        variants: variants.collect(),
        pictures,
        picture_file: format!("{}.svg", message.name),
        scripts,
        try_,
        fields: fields(protocol, message)
            .into_iter()
            .map(|field| field_row(&here, about.schema, field))
            .collect(),
        checks: check_rows(&here, protocol, message),
        examples: examples.map(|example| example_view(protocol, message, example)).collect(),
        exchange: exchange.and_then(|it| exchange::picture(message, it)).map(|picture| picture.inline()),
        signatures: message.signatures.iter().map(|one| signature(&here, message, one)).collect(),
    };
    render(&view)
}

/// What pasted bytes may be instead.
fn other_side(here: &Here<'_, '_>, protocol: &Protocol, message: &Message) -> Option<(String, &'static str)> {
    let other = exchange::other(message.direction);
    let is_there = protocol.prefix == Prefix::FlagsAndCode
        && protocol.messages.iter().any(|message| message.direction == other);
    let script = here.to(&format!("{}/{}", place::ASSETS, model::file(protocol, other)));
    is_there.then(|| (script, other.sender()))
}

fn field_row(here: &Here<'_, '_>, schema: &Schema, field: Field) -> FieldRow {
    let doc = field.type_name.as_deref().and_then(|name| schema.value_type(name)).map(|ty| &ty.doc);
    // What version it is of stands behind it.
    let doc = doc.filter(|doc| !field.uses.iter().all(|of| of.doc.starts_with(doc.as_str())));
    let type_doc = doc.map(|doc| here.block(doc));
    let uses = field.uses.into_iter().map(|of| UseRow {
        variants: of.variants.map(|text| here.inline(&text)),
        field: of.field,
        who: here.inline(&of.who),
        doc: here.block(&of.doc),
    });
    FieldRow {
        id: field.id,
        at: field.at,
        depth: field.depth.min(4),
        form: field.form,
        type_name: field.type_name.map(|name| {
            let href = here.to(&format!("types.html#type-{}", place::anchor(&name)));
            (name, href)
        }),
        type_doc,
        limits: field.limits.iter().map(|text| here.inline(text)).collect(),
        is_secret: field.is_secret,
        uses: uses.collect(),
    }
}

fn check_rows(here: &Here<'_, '_>, protocol: &Protocol, message: &Message) -> Vec<CheckRow> {
    let row = checks(protocol, message).into_iter().map(|row| CheckRow {
        depth: row.depth.min(5),
        number: row.number,
        what: here.inline(&row.what),
        error: row.error.map(|error| ErrorCell {
            kind: error.kind.as_str(),
            href: here.to_kind(error.kind.as_str()),
            at: error.at,
            offset: error.offset,
        }),
    });
    row.collect()
}

fn example_view(protocol: &Protocol, message: &Message, example: Example) -> ExampleView {
    let digits = hex(&example.bytes);
    let mut command = format!("lonely inspect --from {}", message.direction.sender());
    if protocol.name.snake() != "stateful" {
        command = format!("{command} --protocol {}", protocol.name);
    }
    if protocol.prefix == Prefix::None {
        command = format!("{command} --message {}", message.name);
    }
    let title = example.variant.unwrap_or_default();
    ExampleView {
        title,
        case: example.case,
        command: format!("{command} --hex {digits}"),
        rows: example.rows,
    }
}

fn signature(here: &Here<'_, '_>, message: &Message, of: &Signature) -> SignatureView {
    let mut title = format!("By {}", document(of));
    if let Some(variant) = &of.variant {
        title = format!("{title}, as {}", code(variant.snake()));
    }
    if let Some(answers) = &of.answers {
        title = format!("{title}, in answer to {}", code(&answers.snake().to_uppercase()));
    }
    let slots = &message.layout.slots;
    let row = of.values.iter().map(|value| SignedRow {
        name: value.name.clone(),
        source: here.inline(&match value.source {
            DocumentSource::Slot(slot) => code(slots.get(slot).map_or("", |slot| &slot.at)),
            DocumentSource::Given => "given by whoever signs and whoever checks".to_owned(),
            DocumentSource::Absent => "none".to_owned(),
        }),
    });
    let stamp = [&of.stamp.time, &of.stamp.nonce].map(|name| SignedRow {
        name: name.clone(),
        source: "in the header, beside the signature".to_owned(),
    });
    SignatureView { title: here.inline(&title), rows: stamp.into_iter().chain(row).collect() }
}
