//! The files around the modules: metadata, and the testee's table.

use askama::Template;
use lonelypsp_schema::{Direction, Prefix, Protocol, Schema};

use super::dropin;
use super::text::{argument, braces, call, hex, import, natural, string};
use crate::direction::directions;
use crate::doc::summary;
use crate::package::Package;
use crate::stamp::stamp;

/// The flags that messages carry, with their bits.
fn flags_of(protocol: &Protocol) -> Option<String> {
    let flags = protocol.flags.iter().filter(|flag| !flag.selects_minimal);
    let flags: Vec<_> =
        flags.map(|flag| format!("{}: {}", string(flag.name.snake()), hex(flag.mask().into()))).collect();
    let lines = (!flags.is_empty()).then(|| braces(12, &flags, ","))?;
    Some(argument(&lines))
}

/// How the package is linted and typed, in its own metadata so that editors know.
const TOOLS: &str = include_str!("../../runtime/python/pyproject.toml");

#[derive(Template)]
#[template(path = "python/pyproject.toml", whitespace = "preserve")]
struct ProjectView {
    stamp: String,
    distribution: String,
    module: String,
    version: String,
    description: String,
    license: Option<String>,
    repository: Option<String>,
    tools: &'static str,
    has_deprecated: bool,
}

pub(super) fn emit_project(schema: &Schema, package: &Package) -> String {
    let view = ProjectView {
        stamp: stamp(schema),
        distribution: package.name.replace('_', "-"),
        module: package.name.clone(),
        version: package.version.clone(),
        description: string(&summary(&schema.doc)),
        license: package.license.as_deref().map(string),
        repository: package.repository.as_deref().map(string),
        tools: TOOLS.trim_end(),
        has_deprecated: schema.protocols.iter().any(Protocol::has_deprecated),
    };
    view.to_string()
}

#[derive(Template)]
#[template(path = "python/conformance.py", whitespace = "preserve")]
struct ConformanceView {
    stamp: String,
    imports: String,
    /// The classes of directions.
    ways: String,
    /// Whether documents are signed.
    has_documents: bool,
    version: String,
    protocols: Vec<ProtocolView>,
}

struct ProtocolView {
    name: String,
    /// The entries of its directions.
    ways: Vec<String>,
}

pub(super) fn emit_conformance(schema: &Schema) -> String {
    let used = |prefix| schema.protocols.iter().any(|protocol| protocol.prefix == prefix);
    let bodies = used(Prefix::None).then_some("Bodies");
    let ways = (used(Prefix::FlagsAndCode) || schema.protocols.is_empty()).then_some("Way");
    let names: Vec<_> = bodies.into_iter().chain(ways).chain(["serve"]).map(str::to_owned).collect();
    let mut imports = import(".runtime.testee", &names);
    let has_documents = dropin::signed(schema).is_some();
    if has_documents {
        imports.extend(import(".auth.conformance", &["document_ops".to_owned()]));
    }
    let mut protocols = Vec::new();
    for protocol in &schema.protocols {
        let directions: Vec<_> = directions(protocol).collect();
        let module = |direction: &Direction| format!("{}_{}", protocol.name, direction.as_str());
        imports.extend(directions.iter().map(|direction| {
            let name = format!("{} as {}", direction.as_str(), module(direction));
            import(&format!(".{}", protocol.name), &[name]).join("\n")
        }));
        let way = |direction: &Direction| {
            let function = |what: &str| format!("{}.{what}", module(direction));
            let ways = ["decode", "encode", "SHAPES"].map(function);
            let by_code = protocol.leading_code(*direction);
            let by_keyword = |name: &str, what: &str| format!("{name}={}", function(what));
            let whole = by_code.map(|_| by_keyword("by_code", "decode_by_code"));
            let pieces = [by_keyword("incremental", "incremental")].into_iter();
            let pieces =
                pieces.chain(by_code.map(|_| by_keyword("incremental_by_code", "incremental_by_code")));
            let ways = ways.into_iter().chain(flags_of(protocol)).chain(whole).chain(pieces);
            let ways: Vec<_> = ways.collect();
            let class = match protocol.prefix {
                Prefix::FlagsAndCode => "Way",
                Prefix::None => "Bodies",
            };
            call(8, &format!("\"{}\": {class}", direction.as_str()), &ways, ",").join("\n")
        };
        let name = string(protocol.name.snake());
        protocols.push(ProtocolView { name, ways: directions.iter().map(way).collect() });
    }
    // By module and name, be the line broken or not.
    imports.sort_by_key(|lines| {
        let mut words = lines.split_whitespace().filter(|word| *word != "(").skip(1).step_by(2).map(natural);
        (words.next(), words.next())
    });
    let version = string(&schema.version);
    let ways: Vec<_> = bodies.into_iter().chain(ways).collect();
    let ways = ways.join(" | ");
    let imports = imports.join("\n");
    ConformanceView { stamp: stamp(schema), imports, ways, has_documents, version, protocols }.to_string()
}
