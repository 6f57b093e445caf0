//! The schema to work on.

use std::path::{Path, PathBuf};

use lonelypsp_conformance::json::{Expectation, Problem, expect};
use lonelypsp_schema::{
    Diagnostics, Direction, Protocol, Schema, builtin, builtin_version, compile, compile_version, nearest,
};

use crate::args::{Global, Side};
use crate::config::configured_schema;
use crate::exit::Failure;
use crate::input::shown;
use crate::inputs::Inputs;
use crate::report::{ReportFormat, in_words, report_unsound};
use crate::terminal::Colors;

/// Compiles the schema to work on. Problems are the inner error; a file that is not there the outer.
pub(crate) fn compile_schema(global: &Global) -> Result<Result<Schema, Diagnostics>, Failure> {
    compile_noting(global, &Inputs::default())
}

/// The same, and notes which files were read.
pub(crate) fn compile_noting(
    global: &Global,
    inputs: &Inputs,
) -> Result<Result<Schema, Diagnostics>, Failure> {
    compile_at(root(global, inputs)?.as_deref(), global.protocol_version.as_deref(), inputs)
}

/// The root file of the schema to work on: what the arguments name, or else the configuration here, or else nothing, which is the
/// built-in one.
pub(crate) fn root(global: &Global, inputs: &Inputs) -> Result<Option<PathBuf>, Failure> {
    match &global.schema {
        Some(path) => Ok(Some(path.clone())),
        None => configured_schema(inputs),
    }
}

/// The same of the schema with that root file.
pub(crate) fn compile_from(
    root: Option<&Path>,
    version: Option<&str>,
) -> Result<Result<Schema, Diagnostics>, Failure> {
    compile_at(root, version, &Inputs::default())
}

fn compile_at(
    root: Option<&Path>,
    version: Option<&str>,
    inputs: &Inputs,
) -> Result<Result<Schema, Diagnostics>, Failure> {
    let Some(path) = root else { return Ok(version.map_or_else(builtin, builtin_version)) };
    let root = path.to_str().ok_or_else(|| {
        Failure::new(format!("the path {} of the schema is not UTF-8; rename it", shown(path)))
    })?;
    let text = inputs.read_schema_file(root).map_err(|error| {
        Failure::new(format!(
            "the schema {} cannot be read: {error}; its root file is wanted here",
            shown(path)
        ))
    })?;
    let mut text = Some(text);
    // The root file is asked for first.
    let read = |path: &str| text.take().map_or_else(|| inputs.read_schema_file(path), Ok);
    Ok(match version {
        Some(version) => compile_version(root, version, read),
        None => compile(root, read),
    })
}

/// Compiles one version of a schema that is sound.
pub(crate) fn compile_version_of(global: &Global, version: &str) -> Result<Schema, Failure> {
    compile_from(root(global, &Inputs::default())?.as_deref(), Some(version))?
        .map_err(|problems| Failure::new(format!("version {version} of the schema has {}", problems.count())))
}

/// Compiles the schema for a verb that needs a sound one.
pub(crate) fn load(global: &Global, colors: Colors) -> Result<Schema, Failure> {
    load_noting(global, &Inputs::default(), colors)
}

/// The same, and notes which files were read.
pub(crate) fn load_noting(global: &Global, inputs: &Inputs, colors: Colors) -> Result<Schema, Failure> {
    let root = root(global, inputs)?;
    load_at(root.as_deref(), global.protocol_version.as_deref(), inputs, (ReportFormat::Text, colors))
}

/// Compiles the schema with that root file, or the built-in one, as it is in that version.
pub(crate) fn load_from(
    root: Option<&Path>,
    version: Option<&str>,
    colors: Colors,
) -> Result<Schema, Failure> {
    load_at(root, version, &Inputs::default(), (ReportFormat::Text, colors))
}

/// The same, and notes which files were read. Problems are reported in a format.
pub(crate) fn load_at(
    root: Option<&Path>,
    version: Option<&str>,
    inputs: &Inputs,
    (format, colors): (ReportFormat, Colors),
) -> Result<Schema, Failure> {
    compile_at(root, version, inputs)?.map_err(|problems| {
        let findings = problems.into();
        match report_unsound(&findings, format, colors) {
            Ok(()) => Failure::new(format!("the schema has {}, see above", in_words(&findings))),
            Err(failure) => failure,
        }
    })
}

/// The protocol that the arguments name or mean.
pub(crate) fn protocol<'s>(schema: &'s Schema, side: &Side) -> Result<&'s Protocol, Failure> {
    let names = || schema.protocols.iter().map(|p| format!("`{}`", p.name)).collect::<Vec<_>>().join(", ");
    match (&side.protocol, &schema.protocols[..]) {
        (Some(name), _) => schema.protocol(name).ok_or_else(|| {
            let instead = match nearest(name, schema.protocols.iter().map(|protocol| protocol.name.snake())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("--protocol takes one of {}", names()),
            };
            Failure::Usage(format!("the schema has no protocol `{name}`; {instead}"))
        }),
        (None, [only]) => Ok(only),
        (None, _) => schema
            .protocol("stateful")
            .ok_or_else(|| Failure::Usage(format!("--protocol is needed, one of {}", names()))),
    }
}

/// What the arguments say of bytes that are to be read.
pub(crate) fn expectation<'s>(
    schema: &Schema,
    protocol: &'s Protocol,
    side: &Side,
    message: Option<&str>,
) -> Result<Expectation<'s>, Failure> {
    let problem = |problem: Problem| {
        let problem = match message {
            Some(name) => elsewhere(schema, protocol, name, problem),
            None => problem,
        };
        Failure::Usage(as_arguments(&problem.message))
    };
    match (side.direction(), message) {
        (None, None) => Err(Failure::Usage(
            "who sends the message? --from subscriber or --from broadcaster, or --message NAME".to_owned(),
        )),
        (direction, message) => expect(protocol, direction, message).map_err(problem),
    }
}

/// What is said of a message that a protocol does not have, with those that have one of that name.
pub(crate) fn elsewhere(schema: &Schema, protocol: &Protocol, name: &str, problem: Problem) -> Problem {
    let has =
        |protocol: &Protocol| Direction::BOTH.iter().any(|side| protocol.by_name(*side, name).is_some());
    let others = schema.protocols.iter().filter(|other| !has(protocol) && has(other));
    let others: Vec<_> = others.map(|other| format!("--protocol {}", other.name)).collect();
    if others.is_empty() {
        return problem;
    }
    let message = format!(
        "there is no message `{name}` in `{}`, but there is with {}",
        protocol.name,
        others.join(" or ")
    );
    Problem { message, ..problem }
}

/// What is said of a request's members, said of arguments.
pub(crate) fn as_arguments(text: &str) -> String {
    text.replace("`message` has to name", "--message has to name")
        .replace(
            "`message` has to be the name of a message",
            "`message` has to be the name of a message; or leave it out, and --message names it",
        )
        .replace("`direction` has to be s2b or b2s", "--from has to say whose is meant")
        .replace("`direction` has to be s2b", "--from subscriber is right")
        .replace("`direction` has to be b2s", "--from broadcaster is right")
}
