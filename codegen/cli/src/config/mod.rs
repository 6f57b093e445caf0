//! `lonely.gen.yaml`: which packages are generated, and where to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lonelypsp_findings::{Configured, Place};
use lonelypsp_schema::files::is_open_pipe;

use crate::exit::Failure;
use crate::input::{shown, text};
use crate::inputs::Inputs;

mod file;
mod generator;
mod language;
#[cfg(test)]
mod tests;

pub(crate) use file::LintSettings;
pub(crate) use file::Metadata;
use file::{Allowed, Entry, File};
pub(crate) use generator::{Generator, GeneratorParser};
pub(crate) use language::Language;

/// What describes the file for editors: a JSON Schema, draft 2020-12, made from the structs here.
pub(crate) const JSON_SCHEMA: &str = include_str!("../../lonely.gen.schema.json");

/// The file that is looked for where the command runs.
pub(crate) const NAME: &str = "lonely.gen.yaml";

/// More bytes than any configuration has.
const LARGEST: u64 = 1 << 20;

/// More packages than anybody generates at once; each is held in memory until all are known to be writable.
const MOST_ENTRIES: usize = 100;

/// A configuration, with its paths relative to its own folder.
#[derive(Debug)]
pub(crate) struct Config {
    /// The folder that it lies in; the empty path is where the command runs.
    folder: PathBuf,
    /// The file itself.
    path: PathBuf,
    file: File,
}

/// One entry with everything that is said of it.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) generator: Generator,
    pub(crate) out: PathBuf,
    /// What templates or a program want to know.
    pub(crate) options: BTreeMap<String, String>,
    /// The version of the protocol; the newest, if none is said.
    pub(crate) protocol_version: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) metadata: Metadata,
}

impl Config {
    /// The file that was asked for, or else the one that lies where the command runs, if any.
    pub(crate) fn find(asked: Option<&Path>) -> Result<Option<Self>, Failure> {
        Self::find_noting(asked, &Inputs::default())
    }

    /// The same, and notes that it was read.
    pub(crate) fn find_noting(asked: Option<&Path>, inputs: &Inputs) -> Result<Option<Self>, Failure> {
        match asked {
            Some(path) => Self::read(path, inputs).map(Some),
            None if Path::new(NAME).exists() => Self::read(Path::new(NAME), inputs).map(Some),
            None => Ok(None),
        }
    }

    fn read(path: &Path, inputs: &Inputs) -> Result<Self, Failure> {
        let place = shown(path);
        let text = inputs
            .read(path, LARGEST)
            .and_then(text)
            .map_err(|problem| Failure::new(format!("the configuration {place} {problem}")))?;
        if text.trim().is_empty() {
            return Err(Failure::new(format!(
                "the configuration {place} is empty; it begins with `lonely: 1`, and `lonely generate --help` shows the rest"
            )));
        }
        let file: File = serde_yaml::from_str(&text).map_err(|error| {
            let error = error.without_snippet();
            Failure::new(format!("{place}: {error}; `lonely generate --help` shows what can stand there"))
        })?;
        if file.lonely != 1 {
            let version = file.lonely;
            return Err(Failure::new(format!(
                "{place}: `lonely: {version}` is not a form that this command reads; it reads `lonely: 1`"
            )));
        }
        if file.generate.as_ref().is_some_and(Vec::is_empty) {
            return Err(Failure::new(format!(
                "{place}: `generate` is empty; it lists packages, such as `- {{ lang: python, out: python }}`"
            )));
        }
        let entries = file.generate.as_deref().unwrap_or_default();
        if entries.len() > MOST_ENTRIES {
            return Err(Failure::new(format!(
                "{place}: `generate` lists {} packages; at most {MOST_ENTRIES}",
                entries.len()
            )));
        }
        if let Some(problem) = entries.iter().find_map(Entry::problem) {
            return Err(Failure::new(format!("{place}: {problem}")));
        }
        // What comes from a pipe lies nowhere, so that its paths are those of whoever wrote it here.
        let is_pipe = std::fs::metadata(path).is_ok_and(|found| is_open_pipe(path, &found));
        let folder = path.parent().filter(|_| !is_pipe).map(PathBuf::from).unwrap_or_default();
        Ok(Self { folder, path: path.to_owned(), file })
    }

    /// The root file of the schema, if it names one.
    pub(crate) fn schema(&self) -> Option<PathBuf> {
        self.file.schema.as_ref().map(|schema| self.relative(schema))
    }

    /// The entries, each with what is said of all packages.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Resolved> {
        self.file.generate.iter().flatten().filter_map(|entry| {
            let Metadata { version, license, repository } = self.file.package.clone();
            Some(Resolved {
                generator: entry.generator()?.below(&self.folder),
                out: self.relative(&entry.out),
                options: entry.options.clone(),
                protocol_version: entry
                    .protocol_version
                    .clone()
                    .or_else(|| self.file.protocol_version.clone()),
                name: entry.name.clone(),
                metadata: Metadata {
                    version: entry.version.clone().or(version),
                    license: entry.license.clone().or(license),
                    repository: entry.repository.clone().or(repository),
                },
            })
        })
    }

    /// Which rules `lint` looks at if it is not told.
    pub(crate) fn lint(&self) -> &LintSettings {
        &self.file.lint
    }

    /// The exceptions that it makes.
    pub(crate) fn allowed(&self) -> impl Iterator<Item = Configured> {
        self.file.allow.iter().map(|allowed| {
            let Allowed { rule, files, because } = allowed.value.clone();
            let place =
                Place::Line(shown(&self.path), usize::try_from(allowed.referenced.line()).unwrap_or(1));
            let files = files.iter().map(|file| self.relative(file).to_string_lossy().into_owned());
            Configured { rule, files: files.collect(), because, place }
        })
    }

    /// A path in the file as one from where the command runs.
    fn relative(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }
}

/// The root file of the schema that the configuration here names, if there is one.
pub(crate) fn configured_schema(inputs: &Inputs) -> Result<Option<PathBuf>, Failure> {
    Ok(Config::find_noting(None, inputs)?.as_ref().and_then(Config::schema))
}
