//! The Python back end: a package with one subpackage for each protocol.
//!
//! A subpackage has the modules of the published `lonelypsp.stateful`, and beside them `s2b` and `b2s`, the direct form.
//! Each module of messages spells both paths of decoding from the plan: the fast one in [`fast`], the exact one in
//! [`exact`].

mod auth;
mod authorization;
mod bodies;
mod body;
mod chunks;
mod class;
mod code;
mod context;
mod direction;
mod direction_view;
mod documents;
mod dropin;
mod exact;
mod fast;
mod fields;
mod flags;
mod forms;
mod helpers;
mod making;
mod message;
mod module;
mod names;
mod package;
mod program;
mod protocol;
mod readme;
mod requests;
mod scan;
mod sequence;
mod shape;
#[cfg(test)]
mod tests;
mod text;
mod write;

use lonelypsp_schema::{Layout, Prefix, Protocol, Schema, WriteStep};

use crate::backend::{Backend, Files};
use crate::making::Making;
use crate::package::Package;
use crate::spelling::{is_snake, snake_of};
use context::Context;

/// The files that every package has, as they are.
const RUNTIME: &[(&str, &str)] = &[
    ("errors.py", include_str!("../../runtime/python/lonely/errors.py")),
    ("runtime/__init__.py", include_str!("../../runtime/python/lonely/runtime/__init__.py")),
    ("runtime/headers.py", include_str!("../../runtime/python/lonely/runtime/headers.py")),
    ("runtime/fast.py", include_str!("../../runtime/python/lonely/runtime/fast.py")),
    ("runtime/head.py", include_str!("../../runtime/python/lonely/runtime/head.py")),
    ("runtime/incremental.py", include_str!("../../runtime/python/lonely/runtime/incremental.py")),
    ("runtime/json_objects.py", include_str!("../../runtime/python/lonely/runtime/json_objects.py")),
    ("runtime/json_values.py", include_str!("../../runtime/python/lonely/runtime/json_values.py")),
    ("runtime/reader.py", include_str!("../../runtime/python/lonely/runtime/reader.py")),
    ("runtime/scan.py", include_str!("../../runtime/python/lonely/runtime/scan.py")),
    ("runtime/shapes.py", include_str!("../../runtime/python/lonely/runtime/shapes.py")),
    ("runtime/steps.py", include_str!("../../runtime/python/lonely/runtime/steps.py")),
    ("runtime/forms/__init__.py", include_str!("../../runtime/python/lonely/runtime/forms/__init__.py")),
    ("runtime/forms/form.py", include_str!("../../runtime/python/lonely/runtime/forms/form.py")),
    // What is no value of a field is made of these two.
    ("runtime/forms/integer.py", include_str!("../../runtime/python/lonely/runtime/forms/integer.py")),
    ("runtime/forms/octets.py", include_str!("../../runtime/python/lonely/runtime/forms/octets.py")),
    ("runtime/streams.py", include_str!("../../runtime/python/lonely/runtime/streams.py")),
    ("runtime/testee.py", include_str!("../../runtime/python/lonely/runtime/testee.py")),
    ("runtime/values.py", include_str!("../../runtime/python/lonely/runtime/values.py")),
    ("runtime/writing.py", include_str!("../../runtime/python/lonely/runtime/writing.py")),
];

/// The files that packages have whose messages are sequences.
const SEQUENCES: &[(&str, &str)] = &[
    ("runtime/items.py", include_str!("../../runtime/python/lonely/runtime/items.py")),
    ("runtime/sequence.py", include_str!("../../runtime/python/lonely/runtime/sequence.py")),
];

/// The file that packages have whose messages have no prefix.
const BODIES: &[(&str, &str)] =
    &[("runtime/bodies.py", include_str!("../../runtime/python/lonely/runtime/bodies.py"))];

/// The file that packages have whose messages carry flags.
const FLAGS: &[(&str, &str)] =
    &[("runtime/flags.py", include_str!("../../runtime/python/lonely/runtime/flags.py"))];

/// The file that packages have in which several things at once tell variants apart.
const EXCLUSIONS: &[(&str, &str)] =
    &[("runtime/exclusions.py", include_str!("../../runtime/python/lonely/runtime/exclusions.py"))];

/// The file that packages have in which a class is deprecated.
const DEPRECATION: &[(&str, &str)] =
    &[("runtime/deprecation.py", include_str!("../../runtime/python/lonely/runtime/deprecation.py"))];

/// The files that packages have whose messages travel over HTTP.
const REQUESTS: &[(&str, &str)] = &[
    ("repr_digest.py", include_str!("../../runtime/python/lonely/repr_digest.py")),
    ("runtime/requests.py", include_str!("../../runtime/python/lonely/runtime/requests.py")),
];

/// The files that the package of the protocol itself has, for whoever authorizes messages or speaks HTTP.
const AUTHORIZATION: &[(&str, &str)] = &[
    ("connection.py", include_str!("../../runtime/python/lonely/connection.py")),
    ("repr_digest.py", include_str!("../../runtime/python/lonely/repr_digest.py")),
    ("auth/__init__.py", include_str!("../../runtime/python/lonely/auth/__init__.py")),
    ("auth/conformance.py", include_str!("../../runtime/python/lonely/auth/conformance.py")),
    ("auth/header.py", include_str!("../../runtime/python/lonely/auth/header.py")),
    ("auth/keys.py", include_str!("../../runtime/python/lonely/auth/keys.py")),
    ("auth/replay.py", include_str!("../../runtime/python/lonely/auth/replay.py")),
    ("auth/signing.py", include_str!("../../runtime/python/lonely/auth/signing.py")),
    ("auth/stores.py", include_str!("../../runtime/python/lonely/auth/stores.py")),
    ("auth/token.py", include_str!("../../runtime/python/lonely/auth/token.py")),
    ("auth/verdict.py", include_str!("../../runtime/python/lonely/auth/verdict.py")),
    ("trace_context.py", include_str!("../../runtime/python/lonely/trace_context.py")),
    ("runtime/streamed.py", include_str!("../../runtime/python/lonely/runtime/streamed.py")),
];

pub(crate) struct Python;

impl Backend for Python {
    fn name(&self) -> &'static str {
        "python"
    }

    fn default_package_name(&self, schema_name: &str) -> String {
        snake_of(schema_name) + "_bindings"
    }

    fn check_package_name(&self, name: &str) -> Result<(), &'static str> {
        if is_snake(name) && names::is_free(name) {
            return Ok(());
        }
        Err(
            "lower-case ASCII letters and digits, words joined by `_`, a letter first, and neither a keyword nor \
             a module of Python",
        )
    }

    fn making(&self, making: &Making<'_>) -> String {
        making::emit_making(making, &self.default_package_name(&making.schema.name))
    }

    fn emit_own(&self, schema: &Schema, package: &Package) -> Files {
        let mut files = Files::new();
        files.insert("pyproject.toml".to_owned(), ended(package::emit_project(schema, package)));
        files.insert("README.md".to_owned(), ended(readme::emit_readme(schema, package)));
        let mut put = |path: &str, text: String| {
            files.insert(format!("src/{}/{path}", package.name), ended(text));
        };
        put("py.typed", "# Part of every package generated by lonely; do not edit.\n".to_owned());
        put("__init__.py", protocol::emit_package_init(schema));
        put("conformance.py", package::emit_conformance(schema));
        for (path, text) in RUNTIME.iter().chain(runtime_for(schema)) {
            put(path, (*text).to_owned());
        }
        for (path, text) in forms::files(schema) {
            put(path, text.to_owned());
        }
        if let Some(documents) = dropin::signed(schema) {
            for (path, text) in AUTHORIZATION {
                put(path, (*text).to_owned());
            }
            for (path, text) in auth::emit_auth(schema, documents) {
                put(path, text);
            }
        }
        for protocol in &schema.protocols {
            let context = Context::new(schema, protocol);
            emit_protocol(&context, schema, |path, text| {
                put(&format!("{}/{path}", protocol.name), text);
            });
        }
        files
    }
}

/// The files that not every package needs.
fn runtime_for(schema: &Schema) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let layouts = || schema.protocols.iter().flat_map(|protocol| &protocol.messages).map(|m| &m.layout);
    let mut messages = schema.protocols.iter().flat_map(|protocol| &protocol.messages);
    let mut steps = layouts().flat_map(|layout| &layout.plan.write).flatten();
    let groups = [
        (!layouts().all(Layout::is_block), SEQUENCES),
        (schema.protocols.iter().any(|protocol| protocol.prefix == Prefix::None), BODIES),
        (schema.protocols.iter().any(flags::matter), FLAGS),
        (steps.any(|step| matches!(step, WriteStep::Exclude { .. })), EXCLUSIONS),
        (schema.protocols.iter().any(has_deprecated_class), DEPRECATION),
        (messages.any(|message| message.http.is_some()), REQUESTS),
    ];
    groups.into_iter().filter(|(is_needed, _)| *is_needed).flat_map(|(_, files)| files)
}

/// Whether a message is deprecated, or one of its variants.
fn has_deprecated_class(protocol: &Protocol) -> bool {
    let mut shapes = protocol.messages.iter().flat_map(|message| &message.layout.shapes);
    shapes.any(|shape| shape.availability.deprecated.is_some())
}

/// A text file ends with the end of a line, which templates leave out.
fn ended(text: String) -> String {
    if text.ends_with('\n') { text } else { text + "\n" }
}

fn emit_protocol(context: &Context<'_>, schema: &Schema, mut put: impl FnMut(&str, String)) {
    put("__init__.py", protocol::emit_protocol_init(context));
    for (name, text) in protocol::emit_modules(context) {
        put(&format!("{name}.py"), text);
    }
    for direction in context.directions() {
        let module = match context.protocol.prefix {
            Prefix::FlagsAndCode => direction::emit_direction(context, direction),
            Prefix::None => bodies::emit_bodies(context, direction),
        };
        put(&format!("{}.py", direction.as_str()), module);
    }
    if let Some(module) = documents::emit_documents(context, schema) {
        put("documents.py", module);
    }
    if let Some(module) = authorization::emit_authorization(context, schema) {
        put("authorization.py", module);
    }
    if let Some(module) = requests::emit_requests(context) {
        put("requests.py", module);
    }
    let modules = context.modules(&context.protocol.messages);
    if !modules.is_empty() {
        put("messages/__init__.py", protocol::emit_messages_init(context));
    }
    for (name, messages) in modules {
        put(&format!("messages/{name}.py"), module::emit_module(context, &messages));
    }
}
