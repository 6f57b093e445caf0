//! The module of one message: its types, how it is decoded and how it is encoded.

use askama::Template;
use lonelypsp_schema::{Block, Layout, Message, Reading, Schema, Shape, WriteStep};

use super::comment::comment;
use super::encode::encode_lines;
use super::exact::{exact_view, read_lines};
use super::fast::fast_view;
use super::layout::{array, import, signature, union};
use super::names::{message_type, quoted};
use super::program::ProgramView;
use super::scope::Scope;
use super::value::plain_type;
use crate::spelling::camel;
use crate::stamp::stamp;

#[derive(Template)]
#[template(path = "typescript/message.ts", whitespace = "preserve")]
struct MessageView {
    stamp: String,
    imports: Vec<String>,
    /// The interfaces, one per shape.
    interfaces: Vec<InterfaceView>,
    /// The union of several shapes.
    union: Option<UnionView>,
    code: u16,
    direction: &'static str,
    headers: String,
    header_count: usize,
    /// How many headers a shape without the conditional ones has, if any are conditional.
    head_count: Option<usize>,
    quoted_name: String,
    doc_decode: String,
    doc_encode: String,
    signature_decode: String,
    signature_quick: String,
    signature_exact: String,
    signature_encode: String,
    has_digest: bool,
    fast: ProgramView,
    reads: Vec<String>,
    exact: ProgramView,
    shapes: Vec<ShapeView>,
}

struct InterfaceView {
    doc: String,
    name: String,
    /// Members that only say what it is.
    tags: Vec<TagView>,
    fields: Vec<FieldView>,
}

struct TagView {
    name: &'static str,
    value: String,
}

struct FieldView {
    doc: String,
    name: String,
    ty: &'static str,
}

struct UnionView {
    doc: String,
    text: String,
}

struct ShapeView {
    /// Its variant's name as a string, if the message has several.
    variant: Option<String>,
    name: String,
    /// Whether its function is given the message: a variant without fields has nothing to say that it needs.
    takes_message: bool,
    signature: String,
    encode: Vec<String>,
}

/// The text of a message's module.
pub(super) fn emit_message(schema: &Schema, message: &Message) -> String {
    let scope = Scope::new(message);
    match &message.layout.plan.read {
        Reading::Block(block) => super::render(&view_message(schema, &scope, block)),
        Reading::Sequence(_) => String::new(),
    }
}

fn view_message(schema: &Schema, scope: &Scope<'_>, block: &Block) -> MessageView {
    let Scope { message, layout, .. } = scope;
    let name = message_type(message);
    let has_digest = layout.plan.has_digest();
    let (fast, reads, exact) =
        (fast_view(scope, &block.fast), read_lines(scope, 4, block), exact_view(scope, block));
    let shapes: Vec<ShapeView> = layout
        .shapes
        .iter()
        .zip(&layout.plan.write)
        .map(|(shape, steps)| view_shape(scope, shape, steps))
        .collect();
    let has_variants = layout.shapes.iter().any(|shape| shape.variant.is_some());
    let hash: &[&str] = if has_digest { &["hash: Hash | undefined"] } else { &[] };
    let with_hash: Vec<&str> = std::iter::once("bytes: Uint8Array").chain(hash.iter().copied()).collect();
    let options: &[&str] = if has_digest { &["options?: DecodeOptions"] } else { &[] };
    let with_options: Vec<&str> =
        std::iter::once("bytes: Uint8Array").chain(options.iter().copied()).collect();
    let screaming = crate::spelling::screaming(&message.name);
    MessageView {
        stamp: stamp(schema),
        imports: imports(scope, has_digest, has_variants),
        interfaces: layout.shapes.iter().map(|shape| view_interface(scope, shape)).collect(),
        union: has_variants.then(|| view_union(scope)),
        code: message.code,
        direction: message.direction.as_str(),
        headers: headers(layout),
        header_count: layout.slots.len(),
        head_count: head_count(layout),
        quoted_name: quoted(&message.name),
        doc_decode: comment(0, &doc_decode(&screaming, has_digest)),
        doc_encode: comment(
            0,
            &format!("Encodes a `{screaming}`, with a minimal header block unless told otherwise."),
        ),
        signature_decode: signature(&format!("export function decode{name}"), &with_options, &name),
        signature_quick: signature("function quickly", &with_hash, &format!("{name} | undefined")),
        signature_exact: signature("function exactly", &with_hash, &name),
        signature_encode: signature_of_encode(&name),
        has_digest,
        fast,
        reads,
        exact,
        shapes,
    }
}

fn view_shape(scope: &Scope<'_>, shape: &Shape, steps: &[WriteStep]) -> ShapeView {
    let name = scope.shape_type(shape);
    let takes_message = shape.variant.is_none() || shape.field_names().next().is_some();
    let signature = if shape.variant.is_none() {
        signature_of_encode(&name)
    } else {
        let message = takes_message.then(|| format!("message: {name}"));
        let parameters: Vec<&str> = message.as_deref().into_iter().chain(["mode: HeaderMode"]).collect();
        signature(&format!("function encode{name}"), &parameters, "Bytes")
    };
    let variant = shape.variant.as_ref().map(quoted);
    ShapeView { variant, name, takes_message, signature, encode: encode_lines(scope, shape, steps) }
}

/// What is exported has a usual mode.
fn signature_of_encode(name: &str) -> String {
    let parameters = [&format!("message: {name}"), "mode: HeaderMode = \"minimal\""];
    signature(&format!("export function encode{name}"), &parameters, "Bytes")
}

fn doc_decode(screaming: &str, has_digest: bool) -> String {
    let digests = if has_digest { ", and compares its digest with its body" } else { "" };
    format!("Decodes a `{screaming}`{digests}. Its bytes are views of those that are given.")
}

fn head_count(layout: &Layout) -> Option<usize> {
    let is_short = |shape: &Shape| shape.slots.len() < layout.slots.len();
    layout.shapes.iter().any(is_short).then(|| layout.head_len())
}

fn headers(layout: &Layout) -> String {
    let names: Vec<String> = layout.slots.iter().map(|header| format!("\"{}\"", header.at)).collect();
    array("const headers: readonly string[]", &names)
}

fn imports(scope: &Scope<'_>, has_digest: bool, has_variants: bool) -> Vec<String> {
    for function in ["block", "checkType", "quick", "spellNames"] {
        scope.uses(function);
    }
    if has_digest {
        scope.uses("hashOf");
    }
    if has_variants {
        scope.uses("unknownVariant");
    }
    let used = scope.used();
    let functions: Vec<&str> = used.iter().map(String::as_str).collect();
    let types: &[&str] =
        if has_digest { &["Bytes", "DecodeOptions", "Hash", "HeaderMode"] } else { &["Bytes", "HeaderMode"] };
    let direction = scope.message.direction.as_str();
    vec![
        import("import type", types, "../../runtime/index.ts"),
        import("import", &functions, "../../runtime/index.ts"),
        import("import", &["minimal", direction], "../prefix.ts"),
    ]
}

fn view_interface(scope: &Scope<'_>, shape: &Shape) -> InterfaceView {
    let message = scope.message;
    let mut tags = vec![TagView { name: "type", value: quoted(&message.name) }];
    tags.extend(shape.variant.as_ref().map(|variant| TagView { name: "variant", value: quoted(variant) }));
    let values = shape.slots.iter().filter_map(|slot| {
        let name = camel(slot.field()?);
        let ty = plain_type(scope.slot(slot.slot).kind);
        Some(FieldView { doc: comment(2, &slot.doc), name, ty })
    });
    let body = shape.body.as_ref().map(|body| FieldView {
        doc: comment(2, &body.doc),
        name: camel(&body.name),
        ty: "Uint8Array",
    });
    let doc = if shape.variant.is_some() { &shape.doc } else { &message.doc };
    let fields = values.chain(body).collect();
    InterfaceView { doc: comment(0, doc), name: scope.shape_type(shape), tags, fields }
}

fn view_union(scope: &Scope<'_>) -> UnionView {
    let members: Vec<String> = scope.layout.shapes.iter().map(|shape| scope.shape_type(shape)).collect();
    let left = format!("export type {}", message_type(scope.message));
    UnionView { doc: comment(0, &scope.message.doc), text: union(&left, &members) }
}
