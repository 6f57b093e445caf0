//! What is to be generated: flags over the configuration.

use std::path::{Component, Path, PathBuf};

use lonelypsp_codegen::{Form, Package, SingleFile};
use lonelypsp_schema::Schema;

use crate::config::{Config, Generator, Language, Metadata, NAME, Resolved};
use crate::exit::Failure;
use crate::input::shown;
use crate::inputs::Inputs;
use crate::report::ReportFormat;

use super::args::GenerateArgs;
use super::output::Output;
use super::{foreign, seal};

/// One package, or one file.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) generator: Generator,
    /// The folder of a package, the file of what is one; without it, such a file goes to standard output.
    pub(super) out: Option<PathBuf>,
    /// The version of the protocol; the newest, if none is said.
    pub(super) protocol_version: Option<String>,
    name: Option<String>,
    metadata: Metadata,
    said: foreign::Said,
}

/// What is generated, if it is one file of ours.
fn single(generator: &Generator) -> Option<SingleFile> {
    match generator {
        Generator::Language(lang) => lang.single(),
        Generator::Template(_) | Generator::Plugin(_) => None,
    }
}

/// The targets that the arguments mean.
pub(super) fn select(args: &GenerateArgs, config: Option<&Config>) -> Result<Vec<Target>, Failure> {
    let entries: Vec<Resolved> = config.map(|config| config.entries().collect()).unwrap_or_default();
    let mut targets = match (&args.generators()[..], &args.out) {
        ([], None) if entries.is_empty() => return Err(nothing_said()),
        ([], None) => entries.into_iter().map(Target::from).collect(),
        ([generator], Some(out)) => vec![Target::to(generator.clone(), out.clone(), entries)],
        (_, Some(_)) => {
            let text =
                "--out is the place of one package; say which with one --lang, or use a lonely.gen.yaml";
            return Err(Failure::Usage(text.to_owned()));
        }
        ([one], None) if single(one).is_some() && !entries.iter().any(|entry| entry.generator == *one) => {
            vec![Target::plain(one.clone(), None)]
        }
        (generators, None) => of_generators(generators, entries)?,
    };
    if args.watch && args.format != ReportFormat::Text {
        return Err(Failure::Usage(
            "--format says how to write what --check lists, and --watch writes the files; leave one of them out".to_owned(),
        ));
    }
    if !args.check && args.format != ReportFormat::Text {
        return Err(Failure::Usage(
            "--format says how to write what --check lists; give --check, too".to_owned(),
        ));
    }
    if args.check && targets.iter().any(|target| target.out.is_none()) {
        return Err(Failure::Usage("--check compares with files; say which with --out".to_owned()));
    }
    if args.watch && targets.iter().any(|target| target.out.is_none()) {
        return Err(Failure::Usage("--watch writes files again; say which with --out".to_owned()));
    }
    let is_ours = |target: &Target| matches!(target.generator, Generator::Language(_));
    if !args.option.is_empty() && targets.iter().all(is_ours) {
        let text = "--option is for templates and plug-ins, of which none is asked for; leave it out";
        return Err(Failure::Usage(text.to_owned()));
    }
    for target in &mut targets {
        target.said.options.extend(args.option.iter().cloned());
        target.said.timeout = args.timeout;
    }
    apart(&targets)?;
    Ok(targets)
}

fn of_generators(generators: &[Generator], entries: Vec<Resolved>) -> Result<Vec<Target>, Failure> {
    let is_there = |generator: &&Generator| entries.iter().all(|entry| entry.generator != **generator);
    match generators.iter().find(is_there) {
        None => {
            let entries = entries.into_iter().filter(|entry| generators.contains(&entry.generator));
            Ok(entries.map(Target::from).collect())
        }
        Some(generator) => {
            let (what, entry) = match generator {
                Generator::Language(lang) => {
                    (format!("the {} package", lang.as_str()), format!("lang: {generator}"))
                }
                Generator::Template(_) => (format!("what {generator} makes"), format!("lang: {generator}")),
                Generator::Plugin(_) => (format!("what {generator} makes"), format!("plugin: {generator}")),
            };
            Err(Failure::Usage(format!(
                "where should {what} go? say it with --out, or in {NAME} by `generate: [{{ {entry}, out: FOLDER }}]`"
            )))
        }
    }
}

fn nothing_said() -> Failure {
    Failure::Usage(format!(
        "nothing says what to generate: there is no {NAME} here that does; say it with --lang and --out, as in `lonely generate \
         --lang python --out python`"
    ))
}

/// That no two targets share a folder, or the one would remove what the other has written.
fn apart(targets: &[Target]) -> Result<(), Failure> {
    let outs = targets.iter().filter_map(|target| target.out.as_ref());
    let mut outs: Vec<(PathBuf, &PathBuf)> = outs.map(|out| (place(out), out)).collect();
    outs.sort();
    match outs.windows(2).find(|pair| pair[1].0.starts_with(&pair[0].0)) {
        None => Ok(()),
        Some(pair) => Err(Failure::new(format!(
            "two packages go to the same place, {} and {}; give each a folder of its own",
            shown(pair[0].1),
            shown(pair[1].1)
        ))),
    }
}

/// Where a path leads, however it is spelled. Links are followed as far as there is something.
pub(super) fn place(path: &Path) -> PathBuf {
    let mut place = std::env::current_dir().unwrap_or_default();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(place.pop()),
            _ => place.push(part),
        }
        place = place.canonicalize().unwrap_or(place);
    }
    place
}

impl From<Resolved> for Target {
    fn from(entry: Resolved) -> Self {
        let Resolved { generator, out, options, protocol_version, name, metadata } = entry;
        let said = foreign::Said { options, timeout: None };
        Self { generator, out: Some(out), protocol_version, name, metadata, said }
    }
}

impl Target {
    /// A generator of which nothing else is said.
    fn plain(generator: Generator, out: Option<PathBuf>) -> Self {
        let (metadata, said) = (Metadata::default(), foreign::Said::default());
        Self { generator, out, protocol_version: None, name: None, metadata, said }
    }

    /// A generator at another place than the configuration says, but with what that says of its package.
    fn to(generator: Generator, out: PathBuf, entries: Vec<Resolved>) -> Self {
        let said = entries.into_iter().find(|entry| entry.generator == generator).map(Self::from);
        Self { out: Some(out), ..said.unwrap_or_else(|| Self::plain(generator, None)) }
    }

    /// An output at that place, of which nothing else is said.
    pub(super) fn at(lang: Language, out: PathBuf) -> Self {
        Self::plain(Generator::Language(lang), Some(out))
    }

    /// A language in a folder of its own below this one.
    pub(super) fn below(folder: &Path, lang: Language) -> Self {
        let own = folder.join(lang.as_str());
        let out = match lang.output().map(lonelypsp_codegen::Output::form) {
            Some(Form::File(file)) => own.join(file.name),
            Some(Form::Package(_) | Form::Folder) | None => own,
        };
        Self::plain(Generator::Language(lang), Some(out))
    }

    /// What of ours is generated there.
    fn own(&self) -> Result<&'static dyn lonelypsp_codegen::Output, Failure> {
        let own = match &self.generator {
            Generator::Language(lang) => lang.output(),
            Generator::Template(_) | Generator::Plugin(_) => None,
        };
        own.ok_or_else(|| {
            Failure::new(format!(
                "{} is generated by builds with the feature `authoring`, which is on if nothing else is said",
                self.generator
            ))
        })
    }

    /// The text of what is one file, for standard output.
    pub(super) fn text(&self, schema: &Schema) -> Result<String, Failure> {
        let text = self.own()?.emit(schema, &Package::unnamed()).pop_first();
        let text = text.map_or_else(String::new, |(_, text)| text);
        Ok(single(&self.generator).map_or_else(String::new, |file| seal::seal(&text, file)))
    }

    /// The files that belong there. What is read for them besides is noted.
    pub(super) fn output(&self, schema: &Schema, inputs: &Inputs) -> Result<Output, Failure> {
        let out = self.out.clone().unwrap_or_default();
        let name = self.generator.kind();
        if let Some(files) = foreign::files(&self.generator, schema, &self.said, &out, inputs)? {
            return Ok(Output::package(out, name, schema, files));
        }
        let output = self.own()?;
        let backend = match output.form() {
            Form::File(single) => {
                let file = out.file_name().and_then(|name| name.to_str()).map(str::to_owned);
                let file = file.ok_or_else(|| {
                    Failure::new(format!(
                        "{} is no name of a file; a {name} {} is one file",
                        shown(&out),
                        single.what
                    ))
                })?;
                let folder = out.parent().map(PathBuf::from).unwrap_or_default();
                let mut files = output.emit(schema, &Package::unnamed());
                return Ok(Output::file(
                    folder,
                    file,
                    &files.remove(single.name).unwrap_or_default(),
                    single,
                ));
            }
            Form::Folder => {
                let files = output.emit(schema, &Package::unnamed());
                return Ok(Output::package(out, name, schema, files));
            }
            Form::Package(backend) => backend,
        };
        let mut package = Package::of(backend, schema);
        let Metadata { version, license, repository } = self.metadata.clone();
        package.name = self.name.clone().unwrap_or(package.name);
        package.version = version.unwrap_or(package.version);
        (package.license, package.repository) = (license, repository);
        let place = || format!("the {} package in {}", self.generator, shown(&out));
        package.check(backend).map_err(|problem| Failure::new(format!("{}: {problem}", place())))?;
        Ok(Output::package(out.clone(), name, schema, output.emit(schema, &package)))
    }
}
