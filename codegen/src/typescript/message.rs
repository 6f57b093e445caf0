//! The module of one message: its types, how it is decoded and how it is encoded.

use askama::Template;
use lonelypsp_schema::{Message, Prefix, Protocol, Reading, Schema, Shape, WriteStep};

use super::block::block_text;
use super::comment::{comment, stamp_over};
use super::encode::encode_lines;
use super::entry::{EntryView, write_entry};
use super::http::http_text;
use super::layout::{import, signature};
use super::names::{message_type, quoted};
use super::pieces::pieces_text;
use super::runtime::Module;
use super::scan::scan_text;
use super::scope::Scope;
use super::sequence::sequence_text;
use super::signing::{document_imports, documents_text};
use super::types::{InterfaceView, UnionView, view_types, view_union};
use crate::stamp::stamp;

#[derive(Template)]
#[template(path = "typescript/message.ts", whitespace = "preserve")]
struct MessageView {
    stamp: String,
    imports: Vec<String>,
    /// The interfaces: of entries, then one per shape.
    interfaces: Vec<InterfaceView>,
    /// The union of several shapes.
    union: Option<UnionView>,
    quoted_name: String,
    /// The constants and functions that read.
    decode: String,
    /// What decodes it in pieces.
    scan: String,
    doc_encode: String,
    signature_encode: String,
    shapes: Vec<ShapeView>,
    entries: Vec<EntryView>,
    /// The functions that write it piece by piece, if that is possible.
    pieces: Option<String>,
    /// The functions that make what is signed of it, if anything is.
    documents: Option<String>,
    /// The request that carries it, if one does.
    http: Option<String>,
}

struct ShapeView {
    /// Its variant's name as a string, if the message has several.
    variant: Option<String>,
    name: String,
    /// What its function is given, if it is one of several: a variant without fields has nothing to say that it needs.
    arguments: String,
    signature: String,
    encode: Vec<String>,
}

/// The text of a message's module.
pub(super) fn emit_message(schema: &Schema, protocol: &Protocol, message: &Message) -> String {
    let scope = Scope::new(protocol, message);
    super::render(&view_message(schema, &scope))
}

fn view_message(schema: &Schema, scope: &Scope<'_>) -> MessageView {
    let Scope { message, layout, .. } = scope;
    let name = message_type(message);
    let has_variants = layout.shapes.iter().any(|shape| shape.variant.is_some());
    let shapes = layout.shapes.iter().zip(&layout.plan.write);
    let shapes = shapes.map(|(shape, steps)| view_shape(scope, shape, steps)).collect();
    let entries = layout.groups.iter().map(|group| write_entry(scope, group)).collect();
    let pieces = pieces_text(scope);
    let (documents, http) = (documents_text(scope), http_text(scope));
    let scan = scan_text(scope);
    // After all else, which may use the same constants.
    let head = Head::of(scope);
    let decode = match &layout.plan.read {
        Reading::Block(block) => block_text(scope, block, &head),
        Reading::Sequence(program) => sequence_text(scope, program, &head),
    };
    MessageView {
        stamp: stamp_over(stamp(schema), uses_deprecated(scope)),
        imports: imports(scope, has_variants, pieces.is_some()),
        interfaces: view_types(scope),
        union: has_variants.then(|| view_union(scope)),
        quoted_name: quoted(&message.name),
        decode,
        scan,
        doc_encode: comment(0, &doc_encode(scope)),
        signature_encode: signature_of_encode(scope, &name),
        shapes,
        entries,
        pieces,
        documents,
        http,
    }
}

/// Whether the file of a message names something that is deprecated.
fn uses_deprecated(scope: &Scope<'_>) -> bool {
    let mut flags = scope.protocol.flags.iter().filter(|flag| !flag.selects_minimal);
    scope.message.has_deprecated() || flags.any(|flag| flag.availability.deprecated.is_some())
}

/// The head of the function that decodes, and those of the functions behind it.
pub(super) struct Head {
    pub(super) doc: String,
    /// The type of what is decoded.
    pub(super) ty: String,
    pub(super) signature: String,
    pub(super) has_digest: bool,
}

impl Head {
    fn of(scope: &Scope<'_>) -> Self {
        let ty = message_type(scope.message);
        let decoded = decoded(&ty);
        let has_digest = scope.layout.plan.has_digest();
        let options: &[&str] = if has_digest { &["options?: DecodeOptions"] } else { &[] };
        let parameters: Vec<&str> =
            std::iter::once("bytes: Uint8Array").chain(options.iter().copied()).collect();
        let screaming = crate::spelling::screaming(&scope.message.name);
        let digests = if has_digest { ", and compares its digest with its body" } else { "" };
        let doc = format!("Decodes a `{screaming}`{digests}. Its bytes are views of those that are given.");
        if has_digest {
            scope.uses("hashOf");
        }
        Self {
            doc: comment(0, &doc),
            signature: signature(&format!("export function decode{ty}"), &parameters, &decoded),
            ty: decoded,
            has_digest,
        }
    }
}

fn view_shape<'s>(scope: &Scope<'s>, shape: &'s Shape, steps: &'s [WriteStep]) -> ShapeView {
    let name = scope.shape_type(shape);
    let takes_message = shape.variant.is_none() || shape.field_names().next().is_some();
    let is_block = scope.layout.is_block();
    let signature = if shape.variant.is_none() {
        signature_of_encode(scope, &name)
    } else {
        let message = takes_message.then(|| format!("message: {name}"));
        let mode = is_block.then_some("mode: HeaderMode");
        let parameters: Vec<&str> = message.as_deref().into_iter().chain(mode).collect();
        signature(&format!("function encode{name}"), &parameters, "Bytes")
    };
    let arguments = [takes_message.then_some("message"), is_block.then_some("mode")];
    ShapeView {
        variant: shape.variant.as_ref().map(quoted),
        name,
        arguments: arguments.into_iter().flatten().collect::<Vec<_>>().join(", "),
        signature,
        encode: encode_lines(scope, shape, steps),
    }
}

fn doc_encode(scope: &Scope<'_>) -> String {
    let screaming = crate::spelling::screaming(&scope.message.name);
    let mode =
        if scope.layout.is_block() { ", with a minimal header block unless told otherwise" } else { "" };
    format!("Encodes a `{screaming}`{mode}.")
}

/// What is exported is minimal by default. A sequence has no mode.
fn signature_of_encode(scope: &Scope<'_>, name: &str) -> String {
    let message = format!("message: {name}");
    let mode = scope.layout.is_block().then_some("mode: HeaderMode = \"minimal\"");
    let parameters: Vec<&str> = std::iter::once(message.as_str()).chain(mode).collect();
    signature(&format!("export function encode{name}"), &parameters, "Bytes")
}

/// What decoding gives for a type: a message, or an entry.
pub(super) fn decoded(ty: &str) -> String {
    format!("$Decoded<{ty}>")
}

/// Messages have types of their own; these have names that no message has.
pub(super) const INCREMENTAL_TYPES: &[&str] =
    &["IncrementalDecoder as $IncrementalDecoder", "IncrementalOptions as $IncrementalOptions"];

fn imports(scope: &Scope<'_>, has_variants: bool, has_pieces: bool) -> Vec<String> {
    scope.uses("checkType");
    if has_variants {
        scope.uses("unknownVariant");
    }
    let is_block = scope.layout.is_block();
    let has_digest = scope.layout.plan.has_digest();
    let has_entries = !scope.layout.groups.is_empty();
    // Messages have types of their own; those here have names that no message has.
    let types = [
        (true, "Bytes"),
        (true, "Decoded as $Decoded"),
        (has_digest, "DecodeOptions"),
        (has_digest && is_block, "Hash"),
        (is_block, "HeaderMode"),
        (has_entries, "Writer as $Writer"),
    ];
    let types: Vec<&str> = types.into_iter().filter_map(|(is_used, name)| is_used.then_some(name)).collect();
    let path = |module: Module| format!("../../runtime/{}", module.file());
    let mut imports = vec![import("import type", &types, &path(Module::Index))];
    for (module, functions) in scope.used() {
        if module == Module::Pieces && has_pieces {
            imports.push(import("import type", &["Entries as $Entries"], &path(module)));
        }
        if module == Module::SequenceReader && has_entries {
            imports.push(import("import type", &["Sequence as $Sequence"], "../../runtime/take.ts"));
        }
        if module == Module::Incremental {
            imports.push(import("import type", INCREMENTAL_TYPES, &path(module)));
            imports.push(import("import type", &["Steps as $Steps"], "../../runtime/scan.ts"));
        }
        if module == Module::Http {
            let has_headers = scope.message.http.as_ref().is_some_and(|http| !http.headers.is_empty());
            let headers = has_headers.then_some("HttpHeaders as $HttpHeaders");
            let types: Vec<&str> = headers.into_iter().chain(["HttpRequest as $HttpRequest"]).collect();
            imports.push(import("import type", &types, &path(module)));
        }
        let functions: Vec<&str> = functions.iter().map(String::as_str).collect();
        imports.push(import("import", &functions, &path(module)));
    }
    let direction = scope.message.direction.as_str();
    let constants: &[&str] = match scope.protocol.prefix {
        Prefix::FlagsAndCode if is_block => &["minimal", direction],
        Prefix::FlagsAndCode => &[direction],
        Prefix::None => &[],
    };
    imports.extend((!constants.is_empty()).then(|| import("import", constants, "../prefix.ts")));
    imports.extend(document_imports(scope));
    imports
}
