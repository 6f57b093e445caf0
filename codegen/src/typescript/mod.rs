//! The TypeScript back end: an ESM package for Node and browsers.

mod authorization;
mod block;
mod bodies;
mod comment;
mod conformance;
mod direction;
mod encode;
mod entry;
mod exact;
mod fast;
mod flags;
mod forms;
mod http;
mod layout;
mod making;
mod message;
mod metadata;
mod names;
mod pieces;
mod program;
mod protocol;
mod put;
mod readme;
mod runtime;
mod scan;
mod scope;
mod sequence;
mod signing;
mod types;
mod value;

use lonelypsp_schema::{Prefix, Protocol, Schema};

use crate::backend::{Backend, Files};
use crate::direction::directions;
use crate::making::Making;
use crate::package::Package;

pub(crate) struct TypeScript;

impl Backend for TypeScript {
    fn name(&self) -> &'static str {
        "typescript"
    }

    fn default_package_name(&self, schema_name: &str) -> String {
        metadata::package_name(schema_name)
    }

    fn check_package_name(&self, name: &str) -> Result<(), &'static str> {
        metadata::check_package_name(name)
    }

    fn making(&self, making: &Making<'_>) -> String {
        making::emit_making(making, &self.default_package_name(&making.schema.name))
    }

    fn emit_own(&self, schema: &Schema, package: &Package) -> Files {
        let mut files = metadata::emit_metadata(schema, package);
        files.extend(runtime::files(schema).map(|(path, text)| (format!("src/{path}"), (*text).to_owned())));
        let forms = forms::forms(schema).into_values();
        files.extend(forms.map(|(path, text)| (format!("src/runtime/{path}"), (*text).to_owned())));
        files.insert("src/runtime/json-forms.ts".to_owned(), conformance::emit_json_forms(schema));
        files.insert("README.md".to_owned(), readme::emit_readme(schema, package));
        files.insert("src/index.ts".to_owned(), protocol::emit_index(schema));
        files.insert("src/conformance.ts".to_owned(), conformance::emit_conformance(schema));
        files.insert("src/conformance/json.ts".to_owned(), conformance::emit_json(schema));
        authorization::emit_authorization(schema, &mut files);
        for protocol in &schema.protocols {
            emit_protocol(schema, protocol, &mut files);
        }
        files
    }
}

fn emit_protocol(schema: &Schema, protocol: &Protocol, files: &mut Files) {
    let folder = format!("src/{}", names::file_name(&protocol.name));
    files.insert(format!("{folder}/index.ts"), protocol::emit_protocol(schema, protocol));
    let emit_direction = match protocol.prefix {
        Prefix::FlagsAndCode => {
            files.insert(format!("{folder}/prefix.ts"), protocol::emit_prefix(schema, protocol));
            direction::emit_direction
        }
        Prefix::None => bodies::emit_bodies,
    };
    for direction in directions(protocol) {
        let side = direction.as_str();
        files.insert(format!("{folder}/{side}.ts"), emit_direction(schema, protocol, direction));
        for message in protocol.messages_of(direction) {
            let path = format!("{folder}/{side}/{}.ts", names::file_name(&message.name));
            files.insert(path, message::emit_message(schema, protocol, message));
        }
    }
}

/// The text of a file, ended by one line break.
fn render(view: &impl askama::Template) -> String {
    part(view) + "\n"
}

/// The text of a view, for a place in another. Writing to a string cannot fail.
fn part(view: &impl askama::Template) -> String {
    view.render().unwrap_or_default().trim_end().to_owned()
}
