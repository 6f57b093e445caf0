//! `lonely generate`.

mod config;
mod manifest;
mod output;
mod plan;
mod target;

use std::path::Path;

use lonelypsp_codegen_rust::emit_standalone;
use lonelypsp_schema::Schema;

use crate::args::{GenerateArgs, Global, Language};
use crate::exit::{Failure, Found, Outcome};
use crate::schema::{self, count};
use crate::terminal::{Colors, print, print_raw, say};

use config::Config;
use plan::Plan;
use target::Target;

pub(crate) fn run(global: &Global, args: &GenerateArgs, colors: Colors) -> Outcome {
    let config = Config::find(args.config.as_deref())?;
    let targets = target::select(args, config.as_ref())?;
    let from = global.schema.clone().or_else(|| config.as_ref().and_then(Config::schema));
    let schema = schema::load_from(from.as_deref(), colors)?;
    if let [Target { lang: Language::Rust, out: None, .. }] = &targets[..] {
        return print_raw(rust_module(&schema).as_bytes()).map(|()| Found::Nothing);
    }
    let plans: Vec<Plan> = targets
        .iter()
        .map(|target| target.output(&schema).and_then(Plan::make))
        .collect::<Result<_, Failure>>()?;
    if args.check { check(&plans) } else { write(&plans) }
}

/// The one file that holds everything for Rust.
fn rust_module(schema: &Schema) -> String {
    emit_standalone(schema, lonelypsp::embedded::RUNTIME)
}

fn check(plans: &[Plan]) -> Outcome {
    let mut found = Found::Nothing;
    for plan in plans {
        for (path, change) in &plan.changes {
            print(&format!("{}: {}{}", change.state(), plan.shown(path), change.remark()))?;
            found = Found::Something;
        }
    }
    match found {
        Found::Something => say("run the same command without --check to bring it up to date"),
        Found::Nothing => say(&format!("{} up to date", total(plans))),
    }
    Ok(found)
}

/// Writes everything, or, if a file of somebody else's is in the way, nothing.
fn write(plans: &[Plan]) -> Outcome {
    let foreign: Vec<String> = plans.iter().flat_map(Plan::foreign).collect();
    if !foreign.is_empty() {
        return Err(Failure::new(foreign.join("\n       ")));
    }
    for plan in plans {
        plan.apply(|path, change| {
            say(&format!("{} {}{}", change.done(), plan.shown(path), change.remark()));
        })?;
        say(&plan.summary());
    }
    Ok(Found::Nothing)
}

fn total(plans: &[Plan]) -> String {
    let files = plans.iter().map(|plan| plan.output.files.len()).sum();
    if files == 1 { "1 file is".to_owned() } else { format!("{} are", count(files, "file")) }
}

/// A path for people, who could not see the empty one.
fn shown(path: &Path) -> String {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    crate::input::shown(path)
}
