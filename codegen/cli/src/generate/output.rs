//! What should be in a folder.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lonelypsp_codegen::{Files, SingleFile};
use lonelypsp_schema::Schema;

use crate::exit::Failure;

use super::hash::TextHash;
use super::known::Known;
use super::{manifest, seal};

/// Files, and where they belong.
#[derive(Debug)]
pub(super) struct Output {
    pub(super) folder: PathBuf,
    /// By path within the folder.
    pub(super) files: Files,
    /// The hash of each.
    pub(super) hashes: BTreeMap<String, TextHash>,
    proof: Proof,
}

/// How one can see later which files are ours.
#[derive(Debug)]
enum Proof {
    /// By the list in the folder of a package of this language.
    Manifest(String),
    /// The one file of this name says it itself, in the comments of its language.
    Seal(String, SingleFile),
}

impl Output {
    /// A single file among others.
    pub(super) fn file(folder: PathBuf, name: String, text: &str, single: SingleFile) -> Self {
        let files = Files::from([(name.clone(), seal::seal(text, single))]);
        Self { folder, hashes: hashes(&files), files, proof: Proof::Seal(name, single) }
    }

    /// A whole package.
    pub(super) fn package(folder: PathBuf, language: &str, schema: &Schema, mut files: Files) -> Self {
        let mut hashes = hashes(&files);
        let list = manifest::finished(language, schema, hashes.iter());
        hashes.insert(manifest::NAME.to_owned(), TextHash::of(&list));
        files.insert(manifest::NAME.to_owned(), list);
        Self { folder, files, hashes, proof: Proof::Manifest(language.to_owned()) }
    }

    /// What is known of the files that are there; `force` passes over what makes no sense.
    pub(super) fn known(&self, force: bool) -> Result<Known, Failure> {
        match &self.proof {
            Proof::Manifest(language) => manifest::read(&self.folder, language, force),
            Proof::Seal(name, single) => seal::read(&self.folder, name, *single),
        }
    }

    /// The language of the package, if it is one.
    pub(super) fn language(&self) -> Option<&str> {
        match &self.proof {
            Proof::Manifest(language) => Some(language),
            Proof::Seal(..) => None,
        }
    }

    /// Where it is, as people would say.
    pub(super) fn place(&self) -> PathBuf {
        match &self.proof {
            Proof::Manifest(_) => self.folder.clone(),
            Proof::Seal(name, _) => self.folder.join(name),
        }
    }

    /// A file that is there only while a run is at work.
    pub(super) fn aside(&self, what: &str) -> PathBuf {
        self.folder.join(match &self.proof {
            Proof::Manifest(_) => format!(".lonely.{what}"),
            Proof::Seal(name, _) => format!(".{name}.lonely.{what}"),
        })
    }
}

fn hashes(files: &Files) -> BTreeMap<String, TextHash> {
    files.iter().map(|(path, text)| (path.clone(), TextHash::of(text))).collect()
}
