//! The files that are the same in every package, and those that are in packages that need them.

use lonelypsp_schema::{Prefix, Schema, UnknownFlags, WriteStep};

use super::authorization::signing;

macro_rules! embedded {
    ($($path:literal from $file:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../runtime/typescript/", $file)))),*]
    };
}

/// A path below `src/`, or below the runtime, and a text.
pub(super) type File = (&'static str, &'static str);

const ALWAYS: &[File] = embedded![
    "conformance-main.ts" from "conformance-main.ts",
    "runtime/add.ts" from "add.ts",
    "runtime/bytes.ts" from "bytes.ts",
    "runtime/check.ts" from "check.ts",
    "runtime/digest.ts" from "digest.ts",
    "runtime/error.ts" from "error.ts",
    "runtime/exact.ts" from "exact.ts",
    "runtime/fast.ts" from "fast.ts",
    "runtime/incremental.ts" from "incremental.ts",
    "runtime/index.ts" from "index.ts",
    "runtime/integer.ts" from "integer.ts",
    "runtime/json-value.ts" from "json-value.ts",
    "runtime/json.ts" from "json.ts",
    "runtime/lines.ts" from "lines.ts",
    "runtime/message-json.ts" from "message-json.ts",
    "runtime/names.ts" from "names.ts",
    "runtime/passed.ts" from "passed.ts",
    "runtime/platform-node.ts" from "platform-node.ts",
    "runtime/platform.ts" from "platform.ts",
    "runtime/prefix.ts" from "prefix.ts",
    "runtime/put.ts" from "put.ts",
    "runtime/scan.ts" from "scan.ts",
    "runtime/sha512.ts" from "sha512.ts",
    "runtime/shape.ts" from "shape.ts",
    "runtime/take.ts" from "take.ts",
    "runtime/testee-table.ts" from "testee-table.ts",
    "runtime/testee.ts" from "testee.ts",
    "runtime/text.ts" from "text.ts",
    "runtime/writer.ts" from "writer.ts",
];

const SEQUENCES: &[File] = embedded![
    "runtime/group.ts" from "group.ts",
    "runtime/pieces.ts" from "pieces.ts",
    "runtime/sequence-reader.ts" from "sequence-reader.ts",
    "runtime/sequence-writer.ts" from "sequence-writer.ts",
];

const BODIES: &[File] = embedded!["runtime/bodies.ts" from "bodies.ts"];

const AUTHORIZATION: &[File] = embedded![
    "connection.ts" from "connection.ts",
    "repr-digest.ts" from "repr-digest.ts",
    "runtime/auth/header.ts" from "auth/header.ts",
    "runtime/auth/hmac.ts" from "auth/hmac.ts",
    "runtime/auth/index.ts" from "auth/index.ts",
    "runtime/auth/none.ts" from "auth/none.ts",
    "runtime/auth/replay.ts" from "auth/replay.ts",
    "runtime/auth/secret.ts" from "auth/secret.ts",
    "runtime/auth/strategy.ts" from "auth/strategy.ts",
    "runtime/auth/token.ts" from "auth/token.ts",
    "runtime/auth/verdict.ts" from "auth/verdict.ts",
    "runtime/base64.ts" from "base64.ts",
    "runtime/hash.ts" from "hash.ts",
    "runtime/testee-auth.ts" from "testee-auth.ts",
    "trace-context.ts" from "trace-context.ts",
];

const DOCUMENTS: &[File] = embedded!["runtime/document.ts" from "document.ts"];

const HTTP: &[File] = embedded![
    "repr-digest.ts" from "repr-digest.ts",
    "runtime/base64.ts" from "base64.ts",
    "runtime/hash.ts" from "hash.ts",
    "runtime/http.ts" from "http.ts",
];

const FLAGS: &[File] = embedded!["runtime/flags.ts" from "flags.ts"];

const TOGETHER: &[File] = embedded!["runtime/together.ts" from "together.ts"];

/// The files of a package for that schema, but for those of forms.
pub(super) fn files(schema: &Schema) -> impl Iterator<Item = &'static File> {
    let optional = [
        (SEQUENCES, has_sequences(schema)),
        (BODIES, has_bodies(schema)),
        (AUTHORIZATION, signing(schema).is_some()),
        (DOCUMENTS, has_signatures(schema)),
        (HTTP, has_http(schema)),
        (FLAGS, looks_at_flags(schema)),
        (TOGETHER, has_exclusions(schema)),
    ];
    let chosen = optional.into_iter().filter_map(|(files, is_needed)| is_needed.then_some(files));
    ALWAYS.iter().chain(chosen.flatten())
}

/// Whether values of a message lie one after another.
pub(super) fn has_sequences(schema: &Schema) -> bool {
    let mut messages = schema.protocols.iter().flat_map(|protocol| &protocol.messages);
    messages.any(|message| !message.layout.is_block())
}

/// Whether there are protocols without a prefix.
pub(super) fn has_bodies(schema: &Schema) -> bool {
    schema.protocols.iter().any(|protocol| protocol.prefix == Prefix::None)
}

/// Whether messages are signed.
fn has_signatures(schema: &Schema) -> bool {
    let mut messages = schema.protocols.iter().flat_map(|protocol| &protocol.messages);
    messages.any(|message| !message.signatures.is_empty())
}

/// Whether messages are bodies of HTTP requests.
pub(super) fn has_http(schema: &Schema) -> bool {
    schema.protocols.iter().flat_map(|protocol| &protocol.messages).any(|message| message.http.is_some())
}

/// Whether messages have flags that are fields.
pub(super) fn has_flags(schema: &Schema) -> bool {
    schema.protocols.iter().any(|protocol| protocol.flags.iter().any(|flag| !flag.selects_minimal))
}

fn looks_at_flags(schema: &Schema) -> bool {
    has_flags(schema) || schema.protocols.iter().any(|p| p.unknown_flags != UnknownFlags::Ignore)
}

fn has_exclusions(schema: &Schema) -> bool {
    let messages = schema.protocols.iter().flat_map(|protocol| &protocol.messages);
    let mut steps = messages.flat_map(|message| message.layout.plan.write.iter().flatten());
    steps.any(|step| matches!(step, WriteStep::Exclude { .. }))
}

/// Where functions of the runtime come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Module {
    /// From what every package has.
    Index,
    /// Everything about a form of value, in this file.
    Form(&'static str),
    /// What is signed of messages.
    Document,
    /// Flags of the prefix.
    Flags,
    /// What reading and writing of groups have in common.
    Group,
    /// Requests of HTTP.
    Http,
    /// Decoding in pieces.
    Incremental,
    /// Writing of sequences piece by piece.
    Pieces,
    /// Reading of sequences.
    SequenceReader,
    /// Writing of sequences.
    SequenceWriter,
    /// Values that tell variants apart together.
    Together,
}

impl Module {
    /// Its file.
    pub(super) const fn file(self) -> &'static str {
        match self {
            Self::Index => "index.ts",
            Self::Form(file) => file,
            Self::Document => "document.ts",
            Self::Flags => "flags.ts",
            Self::Group => "group.ts",
            Self::Http => "http.ts",
            Self::Incremental => "incremental.ts",
            Self::Pieces => "pieces.ts",
            Self::SequenceReader => "sequence-reader.ts",
            Self::SequenceWriter => "sequence-writer.ts",
            Self::Together => "together.ts",
        }
    }
}
