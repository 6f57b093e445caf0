//! What there is once in a gem.

use askama::Template;
use lonelypsp_schema::Schema;

use super::comment::padded;
use super::literal::string;
use super::protocol::ProtocolView;
use super::runtime::Part;
use crate::doc::summary;
use crate::package::Package;

/// `<gem>.gemspec`
#[derive(Template)]
#[template(path = "ruby/gemspec", ext = "rb", whitespace = "preserve")]
pub(super) struct Gemspec<'a> {
    stamp: &'a str,
    gem: &'a str,
    module: &'a str,
    summary: String,
    description: String,
    author: String,
    licenses: Vec<String>,
    repository: Option<String>,
}

impl<'a> Gemspec<'a> {
    pub(super) fn new(schema: &Schema, package: &'a Package, module: &'a str, stamp: &'a str) -> Self {
        let name = schema.name.trim();
        Self {
            stamp,
            gem: &package.name,
            module,
            summary: string(&summary(&schema.doc)),
            description: string(&format!(
                "Messages of {name} {} as frozen values: decoding, encoding, pattern matching, signatures.",
                schema.version.trim()
            )),
            author: string(&format!("The authors of {name}")),
            licenses: package.license.as_deref().map(licenses).unwrap_or_default(),
            repository: package.repository.as_deref().map(string),
        }
    }
}

/// `RubyGems` lists licences of which one may choose; an expression that says anything else stays as it is.
fn licenses(expression: &str) -> Vec<String> {
    let choices: Vec<&str> = expression.split(" OR ").collect();
    if choices.iter().any(|choice| choice.contains([' ', '('])) {
        return vec![string(expression)];
    }
    choices.into_iter().map(string).collect()
}

/// `lib/<gem>.rb`
#[derive(Template)]
#[template(path = "ruby/package.rb", whitespace = "preserve")]
pub(super) struct PackageFile<'a> {
    pub(super) stamp: &'a str,
    pub(super) gem: &'a str,
    pub(super) module: &'a str,
    pub(super) doc: String,
    pub(super) protocols: &'a [ProtocolView],
    /// Files of the runtime that not every gem has.
    pub(super) required: Vec<&'static str>,
    /// Those of them that are made of messages.
    pub(super) required_behind: Vec<&'static str>,
}

impl<'a> PackageFile<'a> {
    pub(super) fn new(
        schema: &Schema,
        package: &'a Package,
        module: &'a str,
        stamp: &'a str,
        protocols: &'a [ProtocolView],
        parts: &[&Part],
    ) -> Self {
        let required = parts.iter().flat_map(|part| part.required).copied().collect();
        let required_behind = parts.iter().flat_map(|part| part.required_behind).copied().collect();
        Self {
            stamp,
            gem: &package.name,
            module,
            doc: padded(&schema.doc, 0),
            protocols,
            required,
            required_behind,
        }
    }
}

/// `sig/<gem>.rbs`
#[derive(Template)]
#[template(path = "ruby/package.rbs", whitespace = "preserve")]
pub(super) struct PackageSignatures<'a> {
    pub(super) stamp: &'a str,
    pub(super) module: &'a str,
}

/// `lib/<gem>/version.rb`
#[derive(Template)]
#[template(path = "ruby/version.rb", whitespace = "preserve")]
pub(super) struct VersionFile<'a> {
    pub(super) stamp: &'a str,
    pub(super) module: &'a str,
    pub(super) version: String,
    pub(super) protocol_version: String,
}

/// `exe/<gem>-testee`
#[derive(Template)]
#[template(path = "ruby/testee", ext = "rb", whitespace = "preserve")]
pub(super) struct Testee<'a> {
    pub(super) stamp: &'a str,
    pub(super) gem: &'a str,
    pub(super) module: &'a str,
    pub(super) protocols: &'a [ProtocolView],
    /// Whether it signs and checks documents.
    pub(super) has_documents: bool,
}
