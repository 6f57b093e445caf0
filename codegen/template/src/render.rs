//! From a folder of templates to files.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, merge_maps};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;
use serde_json::Value as Json;

use crate::each::Each;
use crate::problem::{Names, Problem};
use crate::{filters, without_ending};

/// The fuel that each file has at least: about so many operations, or 64 times as many bytes.
const FUEL: u64 = 4_000_000;

/// All files together have so many times the fuel of one.
const FILES_OF_FUEL: u64 = 16;

/// All files together have at most so many bytes.
const LARGEST: usize = 256 << 20;

/// A file that a template makes, or one that is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The path of what it was made from, in the folder of the templates.
    pub from: String,
    /// Its own path, whatever the template makes it.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Renders templates, given by path with `/`, over an export; `stamp` is a variable of theirs.
///
/// The files come in the order of the templates, and of protocols and messages.
///
/// # Errors
/// The first problem of a template: with its syntax, with a name that is not defined, or that it does more than it may.
pub fn render(
    templates: &BTreeMap<String, String>,
    export: &impl Serialize,
    stamp: &str,
) -> Result<Vec<Made>, Problem> {
    let json = serde_json::to_value(export)
        .map_err(|error| Problem::of("", format!("the export is no JSON: {error}"), "this is a bug"))?;
    let (mut members, mut size) = (BTreeSet::new(), 0);
    measure(&json, &mut members, &mut size);
    members.extend(["stamp", "protocol", "message", "loop"].map(str::to_owned));
    let root = merge_maps([Value::from(Serde(&json)), Value::from_pairs([("stamp", stamp)])]);
    drop(json);
    let names = Names { members, templates: templates.keys().map(String::as_str).collect() };
    let mut renderer = Renderer {
        environment: environment(templates, &names)?,
        names,
        root,
        each_fuel: FUEL + size,
        fuel: 0,
    };
    renderer.fuel = renderer.each_fuel.saturating_mul(FILES_OF_FUEL);
    let (mut made, mut left) = (Vec::new(), LARGEST);
    for (path, text) in templates.iter().filter(|(path, _)| !is_part(path)) {
        let files = match without_ending(path) {
            Some(target) => renderer.template(path, target)?,
            None => vec![Made { from: path.clone(), path: path.clone(), text: text.clone() }],
        };
        for file in files {
            left = left.checked_sub(file.text.len()).ok_or_else(|| too_large(path))?;
            made.push(file);
        }
    }
    Ok(made)
}

/// Whether something on the path begins with `_`: then it is there for others.
fn is_part(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('_'))
}

fn too_large(path: &str) -> Problem {
    let message = format!(
        "with what this makes, the files have more than {} MiB, the most that is written",
        LARGEST >> 20
    );
    Problem::of(path, message, "make less of a message")
}

/// Notes every member, and how many values there are, in bytes of JSON or so.
fn measure(json: &Json, members: &mut BTreeSet<String>, size: &mut u64) {
    match json {
        Json::Null | Json::Bool(_) | Json::Number(_) => *size += 5,
        Json::String(text) => *size += text.len() as u64 + 3,
        Json::Array(list) => list.iter().for_each(|value| measure(value, members, size)),
        Json::Object(object) => {
            for (name, value) in object {
                *size += name.len() as u64 + 4;
                if !members.contains(name) {
                    members.insert(name.clone());
                }
                measure(value, members, size);
            }
        }
    }
}

fn environment<'t>(
    templates: &'t BTreeMap<String, String>,
    names: &Names<'_>,
) -> Result<Environment<'t>, Problem> {
    let mut environment = Environment::new();
    let syntax =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    if let Ok(syntax) = syntax {
        environment.set_syntax(syntax);
    }
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_debug(true);
    filters::add_to(&mut environment);
    for (path, text) in templates.iter().filter(|(path, _)| without_ending(path).is_some()) {
        let added = environment.add_template(path, text);
        added.map_err(|error| Problem::found(path, &error, names))?;
    }
    Ok(environment)
}

struct Renderer<'t> {
    environment: Environment<'t>,
    names: Names<'t>,
    root: Value,
    /// What each file has.
    each_fuel: u64,
    /// What is left for all.
    fuel: u64,
}

impl Renderer<'_> {
    /// All files that a template makes.
    fn template(&mut self, path: &str, target: &str) -> Result<Vec<Made>, Problem> {
        let names = self.environment.template_from_named_str(path, target);
        let names =
            names.map_err(|error| Problem::found(path, &error, &self.names))?.undeclared_variables(false);
        let mut made = Vec::new();
        for context in Each::of(names).contexts(&self.root) {
            let path_of_file = self.render(path, Some(target), &context)?;
            let text = self.render(path, None, &context)?;
            made.push(Made { from: path.to_owned(), path: path_of_file, text });
        }
        Ok(made)
    }

    /// Renders a template, or the path that it makes, with the fuel that is left for it.
    fn render(&mut self, path: &str, target: Option<&str>, context: &Value) -> Result<String, Problem> {
        self.environment.set_fuel(Some(self.each_fuel.min(self.fuel)));
        let environment = &self.environment;
        let template = match target {
            Some(target) => environment.template_from_named_str(path, target),
            None => environment.get_template(path),
        };
        let captured = template.and_then(|template| template.render_captured(context.clone()));
        let captured = captured.map_err(|error| Problem::found(path, &error, &self.names))?;
        let used = captured.state().fuel_levels().map_or(0, |(used, _)| used);
        self.fuel = self.fuel.saturating_sub(used);
        Ok(captured.into_output())
    }
}
