//! The Python back end: a package with one subpackage for each protocol.
//!
//! A subpackage has the modules of the published `lonelypsp.stateful`, and beside them `s2b` and `b2s`, the direct form.
//! Each module of messages spells both ways of decoding from the plan: straight lines in [`quick`], the exact way in
//! [`exact`].

mod class;
mod context;
mod direction;
mod dropin;
mod exact;
mod module;
mod names;
mod package;
mod protocol;
mod quick;
mod readme;
mod shape;
#[cfg(test)]
mod tests;
mod text;
mod write;

use lonelypsp_schema::Schema;

use crate::backend::{Backend, Files};
use crate::package::Package;
use crate::stamp::stamp;
use context::Context;

/// The files that every package has, as they are.
const RUNTIME: &[(&str, &str)] = &[
    ("errors.py", include_str!("../../runtime/python/lonely/errors.py")),
    ("runtime/__init__.py", include_str!("../../runtime/python/lonely/runtime/__init__.py")),
    ("runtime/headers.py", include_str!("../../runtime/python/lonely/runtime/headers.py")),
    ("runtime/quick.py", include_str!("../../runtime/python/lonely/runtime/quick.py")),
    ("runtime/reader.py", include_str!("../../runtime/python/lonely/runtime/reader.py")),
    ("runtime/shapes.py", include_str!("../../runtime/python/lonely/runtime/shapes.py")),
    ("runtime/streams.py", include_str!("../../runtime/python/lonely/runtime/streams.py")),
    ("runtime/testee.py", include_str!("../../runtime/python/lonely/runtime/testee.py")),
];

pub(crate) struct Python;

impl Backend for Python {
    fn name(&self) -> &'static str {
        "python"
    }

    fn default_package_name(&self, schema_name: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
        let name: String = schema_name.chars().map(plain).collect();
        format!("{}_bindings", name.split_whitespace().collect::<Vec<_>>().join("_"))
    }

    fn check_package_name(&self, name: &str) -> Result<(), &'static str> {
        let fine = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            && !name.ends_with('_')
            && !name.contains("__")
            && !names::KEYWORDS.contains(&name);
        if fine {
            return Ok(());
        }
        Err(
            "lower-case ASCII letters and digits, words joined by `_`, a letter first, and no keyword of Python",
        )
    }

    fn emit(&self, schema: &Schema, package: &Package) -> Files {
        let mut files = Files::new();
        files.insert("pyproject.toml".to_owned(), ended(&package::emit_project(schema, package)));
        files.insert("README.md".to_owned(), ended(&readme::emit_readme(schema, package)));
        let mut put = |path: &str, text: String| {
            files.insert(format!("src/{}/{path}", package.name), ended(&text));
        };
        put("py.typed", format!("# {}", stamp(schema)));
        put("__init__.py", protocol::emit_package_init(schema));
        put("conformance.py", package::emit_conformance(schema));
        for (path, text) in RUNTIME {
            put(path, (*text).to_owned());
        }
        for protocol in &schema.protocols {
            let context = Context::new(schema, protocol);
            emit_protocol(&context, |path, text| put(&format!("{}/{path}", protocol.name), text));
        }
        files
    }
}

/// A text with one line end at its end.
fn ended(text: &str) -> String {
    text.trim_end().to_owned() + "\n"
}

fn emit_protocol(context: &Context<'_>, mut put: impl FnMut(&str, String)) {
    put("__init__.py", protocol::emit_protocol_init(context));
    for (name, text) in protocol::emit_protocol(context) {
        put(&format!("{name}.py"), text);
    }
    for direction in context.directions() {
        put(&format!("{}.py", direction.as_str()), direction::emit_direction(context, direction));
    }
    let modules = context.modules(&context.protocol.messages);
    if !modules.is_empty() {
        put("messages/__init__.py", protocol::emit_messages_init(context));
    }
    for (name, messages) in modules {
        put(&format!("messages/{name}.py"), module::emit_module(context, &messages));
    }
}
