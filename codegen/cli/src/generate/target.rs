//! What is to be generated: flags over the configuration.

use std::path::{Component, Path, PathBuf};

use lonelypsp_codegen::{Form, Package};
use lonelypsp_schema::Schema;

use crate::exit::Failure;
use crate::report::ReportFormat;

use super::args::{GenerateArgs, Language};
use super::config::{Config, Metadata, NAME, Resolved};
use super::output::Output;
use super::{seal, shown};

/// One package, or one Rust module.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) lang: Language,
    /// The folder of a package, the file of a module; without one, a module goes to standard output.
    pub(super) out: Option<PathBuf>,
    /// The version of the protocol; the newest, if none is said.
    pub(super) protocol_version: Option<String>,
    name: Option<String>,
    metadata: Metadata,
}

/// The targets that the arguments mean.
pub(super) fn select(args: &GenerateArgs, config: Option<&Config>) -> Result<Vec<Target>, Failure> {
    let entries: Vec<Resolved> = config.map(|config| config.entries().collect()).unwrap_or_default();
    let targets = match (&args.lang[..], &args.out) {
        ([], None) if entries.is_empty() => return Err(nothing_said()),
        ([], None) => entries.into_iter().map(Target::from).collect(),
        ([lang], Some(out)) => vec![Target::to(*lang, out.clone(), entries)],
        (_, Some(_)) => {
            let text =
                "--out is the place of one package; say which with one --lang, or use a lonely.gen.yaml";
            return Err(Failure::Usage(text.to_owned()));
        }
        ([Language::Rust], None) if entries.iter().all(|entry| entry.lang != Language::Rust) => {
            vec![Target::plain(Language::Rust, None)]
        }
        (langs, None) => of_languages(langs, entries)?,
    };
    if !args.check && args.format != ReportFormat::Text {
        return Err(Failure::Usage(
            "--format says how to write what --check lists; give --check, too".to_owned(),
        ));
    }
    if args.check && targets.iter().any(|target| target.out.is_none()) {
        return Err(Failure::Usage("--check compares with files; say which with --out".to_owned()));
    }
    apart(&targets)?;
    Ok(targets)
}

fn of_languages(langs: &[Language], entries: Vec<Resolved>) -> Result<Vec<Target>, Failure> {
    if let Some(lang) = langs.iter().find(|lang| entries.iter().all(|entry| entry.lang != **lang)) {
        let lang = lang.as_str();
        return Err(Failure::Usage(format!(
            "where should the {lang} package go? say it with --out, or in {NAME} by `generate: [{{ lang: {lang}, out: \
             FOLDER }}]`"
        )));
    }
    Ok(entries.into_iter().filter(|entry| langs.contains(&entry.lang)).map(Target::from).collect())
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
fn place(path: &Path) -> PathBuf {
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
        let Resolved { lang, out, protocol_version, name, metadata } = entry;
        Self { lang, out: Some(out), protocol_version, name, metadata }
    }
}

impl Target {
    /// A language of which nothing else is said.
    fn plain(lang: Language, out: Option<PathBuf>) -> Self {
        Self { lang, out, protocol_version: None, name: None, metadata: Metadata::default() }
    }

    /// A language at another place than the configuration says, but with what that says of its package.
    fn to(lang: Language, out: PathBuf, entries: Vec<Resolved>) -> Self {
        let said = entries.into_iter().find(|entry| entry.lang == lang).map(Self::from);
        Self { out: Some(out), ..said.unwrap_or_else(|| Self::plain(lang, None)) }
    }

    /// An output at that place, of which nothing else is said.
    pub(super) fn at(lang: Language, out: PathBuf) -> Self {
        Self::plain(lang, Some(out))
    }

    /// A language in a folder of its own below this one.
    pub(super) fn below(folder: &Path, lang: Language) -> Self {
        let own = folder.join(lang.as_str());
        let out = match lang.output().map(lonelypsp_codegen::Output::form) {
            Some(Form::File(name)) => own.join(name),
            Some(Form::Package(_) | Form::Folder) | None => own,
        };
        Self::plain(lang, Some(out))
    }

    /// The text of what is one file, for standard output.
    pub(super) fn text(&self, schema: &Schema) -> String {
        let files = self.lang.output().map(|output| output.emit(schema, &Package::unnamed()));
        seal::seal(&files.and_then(|mut files| files.pop_first()).map_or_else(String::new, |(_, text)| text))
    }

    /// The files that belong there.
    pub(super) fn output(&self, schema: &Schema) -> Result<Output, Failure> {
        let out = self.out.clone().unwrap_or_default();
        let name = self.lang.as_str();
        let output = self.lang.output().ok_or_else(|| Failure::new(format!("nothing generates {name}")))?;
        let backend = match output.form() {
            Form::File(usual) => {
                let file = out.file_name().and_then(|name| name.to_str()).map(str::to_owned);
                let file = file.ok_or_else(|| {
                    Failure::new(format!("{} is no name of a file; a {name} module is one file", shown(&out)))
                })?;
                let folder = out.parent().map(PathBuf::from).unwrap_or_default();
                let mut files = output.emit(schema, &Package::unnamed());
                return Ok(Output::file(folder, file, &files.remove(usual).unwrap_or_default()));
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
        let place = || format!("the {} package in {}", self.lang.as_str(), shown(&out));
        package.check(backend).map_err(|problem| Failure::new(format!("{}: {problem}", place())))?;
        Ok(Output::package(out.clone(), name, schema, output.emit(schema, &package)))
    }
}
