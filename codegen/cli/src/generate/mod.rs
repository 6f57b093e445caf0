//! `lonely generate`.

mod apply;
mod args;
mod change;
mod disk;
mod foreign;
mod found;
mod hash;
mod known;
mod listing;
mod lock;
mod manifest;
mod output;
mod plan;
mod seal;
mod stale;
mod target;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use lonelypsp_codegen::Files;
use lonelypsp_schema::Schema;

use crate::args::Global;
use crate::config::{Config, Generator, Language};
use crate::exit::{Failure, Found, Outcome};
use crate::input::shown;
use crate::inputs::Inputs;
use crate::report::ReportFormat;
use crate::schema;
use crate::terminal::{Colors, print, print_raw, say};
use crate::watch;
use crate::words::count;

use apply::apply;
pub(crate) use args::{DissectorArgs, GenerateArgs, Said};
use disk::ThisDisk;
pub(crate) use found::obstacle;
use listing::{Detail, Listing};
use lock::Lock;
use output::Output;
use plan::Plan;
pub(crate) use stale::Stale;
use target::{Target, place};

pub(crate) fn run(global: &Global, args: &GenerateArgs, colors: Colors) -> Outcome {
    if !args.watch {
        return generate(global, args, &Inputs::default(), colors);
    }
    watch::expect_file(global.schema.as_deref())?;
    watch::expect_file(args.config.as_deref())?;
    watch::watch(colors, args.said.quiet, |inputs| generate(global, args, inputs, colors))
}

/// Generates, or compares, once.
fn generate(global: &Global, args: &GenerateArgs, inputs: &Inputs, colors: Colors) -> Outcome {
    let config = Config::find_noting(args.config.as_deref(), inputs)?;
    let targets = target::select(args, config.as_ref())?;
    let from = global.schema.clone().or_else(|| config.as_ref().and_then(Config::schema));
    let reads_files = |target: &Target| !matches!(target.generator, Generator::Language(_));
    if args.watch && from.is_none() && config.is_none() && !targets.iter().any(reads_files) {
        return Err(Failure::Usage(watch::NO_FILES.to_owned()));
    }
    let mut schemas = Schemas { from, compiled: BTreeMap::new(), inputs, report: (args.format, colors) };
    let mut of = |target: &Target| {
        let version = global.protocol_version.as_ref().or(target.protocol_version.as_ref());
        schemas.version(version.map(String::as_str))
    };
    if let [target @ Target { out: None, .. }] = &targets[..] {
        let text = target.text(&*of(target)?)?;
        return print_raw(text.as_bytes()).map(|()| Found::Nothing);
    }
    let outputs: Vec<Output> =
        targets.iter().map(|target| target.output(&*of(target)?, inputs)).collect::<Result<_, Failure>>()?;
    if args.check && args.format != ReportFormat::Text {
        return stale::report(&outputs, args.format, colors);
    }
    let detail = Detail::of(&args.said);
    if args.check { check(&outputs, detail) } else { write(&outputs, args.force, detail) }
}

/// The schema in each version that something is generated of.
struct Schemas<'a> {
    from: Option<PathBuf>,
    compiled: BTreeMap<Option<String>, Rc<Schema>>,
    inputs: &'a Inputs,
    /// How problems are written.
    report: (ReportFormat, Colors),
}

impl Schemas<'_> {
    fn version(&mut self, version: Option<&str>) -> Result<Rc<Schema>, Failure> {
        let key = version.map(str::to_owned);
        if let Some(schema) = self.compiled.get(&key) {
            return Ok(Rc::clone(schema));
        }
        let schema = Rc::new(schema::load_at(self.from.as_deref(), version, self.inputs, self.report)?);
        self.compiled.insert(key, Rc::clone(&schema));
        Ok(schema)
    }
}

fn check(outputs: &[Output], detail: Detail) -> Outcome {
    let mut found = Found::Nothing;
    for output in outputs {
        let plan = Plan::make(output, false)?;
        let mut listing = Listing::of(&plan.changes, detail);
        for (path, change) in &plan.changes {
            found = Found::Something;
            if listing.names_next(*change, change.state()) {
                print(&format!("{}: {}{}", change.state(), plan.shown(path), change.remark()))?;
            }
        }
        if let Some(rest) = listing.rest() {
            print(&format!("{}: {rest}", shown(&output.place())))?;
        }
    }
    match found {
        _ if detail == Detail::Quiet => {}
        Found::Something => say("run the same command without --check to bring it up to date"),
        Found::Nothing => say(&format!("{} up to date", total(outputs))),
    }
    Ok(found)
}

/// How one output is written.
#[derive(Clone, Copy)]
pub(crate) struct How<'a> {
    /// Only compares.
    pub(crate) check: bool,
    /// Overwrites what was edited by hand.
    pub(crate) force: bool,
    pub(crate) said: &'a Said,
}

/// Generates one output at one place, whatever a configuration says.
pub(crate) fn one(schema: &Schema, lang: Language, out: &Path, how: How<'_>) -> Outcome {
    let outputs = [Target::at(lang, out.to_owned()).output(schema, &Inputs::default())?];
    let detail = Detail::of(how.said);
    if how.check { check(&outputs, detail) } else { write(&outputs, how.force, detail) }
}

/// What was generated for a language.
pub(crate) struct Written {
    pub(crate) lang: &'static str,
    /// The folder of the package, or the Rust module.
    pub(crate) place: PathBuf,
    /// Its files by path within the folder.
    pub(crate) files: Files,
}

/// Generates every language into a folder below this one, without a word.
pub(crate) fn write_all(schema: &Schema, folder: &Path) -> Result<Vec<Written>, Failure> {
    let targets = Language::ALL.map(|lang| Target::below(folder, lang));
    let outputs: Vec<Output> = targets
        .iter()
        .map(|target| target.output(schema, &Inputs::default()))
        .collect::<Result<_, Failure>>()?;
    write_all_of(&outputs, false, Detail::Quiet)?;
    let written = targets.iter().zip(outputs);
    let written = written.map(|(target, output)| Written {
        lang: target.generator.kind(),
        place: output.place(),
        files: output.files,
    });
    Ok(written.collect())
}

/// Writes everything, or, if a file of somebody else's is in the way, nothing.
fn write(outputs: &[Output], force: bool, detail: Detail) -> Outcome {
    write_all_of(outputs, force, detail).map(|()| Found::Nothing)
}

fn write_all_of(outputs: &[Output], force: bool, detail: Detail) -> Result<(), Failure> {
    let works: Vec<Work<'_>> =
        outputs.iter().map(|output| Work::begin(output, force)).collect::<Result<_, _>>()?;
    refuse(works.iter().flat_map(|work| work.plan.refusals(force)).collect())?;
    for Work { plan, lock } in &works {
        let mut listing = Listing::of(&plan.changes, detail);
        if let Some(lock) = lock {
            apply(plan, lock, &mut ThisDisk, |path, change| {
                if listing.names_next(change, change.were()) {
                    say(&format!("{} {}{}", change.done(), plan.shown(path), change.remark()));
                }
            })?;
        }
        if let Some(rest) = listing.rest() {
            say(&rest);
        }
        if detail != Detail::Quiet {
            say(&plan.summary());
        }
    }
    Ok(())
}

/// A plan, and the lock that keeps it true.
struct Work<'a> {
    plan: Plan<'a>,
    /// None if nothing has to be done.
    lock: Option<Lock>,
}

impl<'a> Work<'a> {
    /// A first look touches nothing, so that what is up to date needs no lock; the second one counts.
    fn begin(output: &'a Output, force: bool) -> Result<Self, Failure> {
        let plan = Plan::make(output, force)?;
        if plan.is_done() {
            return Ok(Self { plan, lock: None });
        }
        let lock = Lock::take(output)?;
        Ok(Self { plan: Plan::make(output, force)?, lock: Some(lock) })
    }
}

/// At most so many files are named that are in the way.
const MOST_NAMED: usize = 20;

fn refuse(mut refusals: Vec<String>) -> Result<(), Failure> {
    let more = refusals.len().saturating_sub(MOST_NAMED);
    refusals.truncate(MOST_NAMED);
    match (&refusals[..], more) {
        ([], _) => Ok(()),
        (_, 0) => Err(Failure::new(refusals.join("\n       "))),
        _ => Err(Failure::new(format!("{}\n       and {more} more", refusals.join("\n       ")))),
    }
}

fn total(outputs: &[Output]) -> String {
    let files = outputs.iter().map(|output| output.files.len()).sum();
    if files == 1 { "1 file is".to_owned() } else { format!("{} are", count(files, "file")) }
}
