//! What has to happen to a folder so that it is as it should be.

use std::collections::{BTreeMap, BTreeSet};

use crate::exit::Failure;
use crate::input::shown;
use crate::words::count;

use super::change::Change;
use super::found::{Found, look, not_a_file, obstacle};
use super::hash::TextHash;
use super::known::Known;
use super::manifest;
use super::output::Output;

/// A folder as it should be, and how it differs from that.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) output: &'a Output,
    pub(super) changes: BTreeMap<String, Change>,
    /// What may be in the files that are ours, at any moment from now until it is carried out.
    pub(super) meanwhile: BTreeMap<String, BTreeSet<TextHash>>,
}

impl<'a> Plan<'a> {
    /// Looks at the folder, and touches nothing. `force` believes what can be read of a damaged list.
    pub(super) fn make(output: &'a Output, force: bool) -> Result<Self, Failure> {
        let known = output.known(force)?;
        let mut plan = Self { output, changes: BTreeMap::new(), meanwhile: BTreeMap::new() };
        for (path, hash) in &output.hashes {
            plan.compare(path, *hash, &known)?;
        }
        plan.find_strays(known)?;
        Ok(plan)
    }

    /// Compares a file with what it should be.
    fn compare(&mut self, path: &str, wanted: TextHash, known: &Known) -> Result<(), Failure> {
        if let Some(obstacle) = obstacle(&self.output.folder, path) {
            let place = shown(&obstacle);
            return Err(Failure::new(format!(
                "{place} is not a folder, which is needed there; choose another place"
            )));
        }
        let place = self.output.folder.join(path);
        let listed = known.files.get(path);
        let change = match look(&place)? {
            Found::Other => {
                return Err(Failure::new(not_a_file(&place)));
            }
            Found::Nothing => Some(Change::Missing),
            Found::File { hash: Some(hash), has_crlf } if hash == wanted => {
                has_crlf.then_some(Change::LineEnds)
            }
            Found::File { hash, .. } => {
                self.meanwhile.entry(path.to_owned()).or_default().extend(hash);
                Some(match listed {
                    None => Change::Foreign,
                    Some(_) if path == manifest::NAME && known.is_unfinished => Change::Unfinished,
                    Some(hashes) if hash.is_some_and(|hash| hashes.contains(&hash)) => Change::Changed,
                    Some(_) => Change::Edited,
                })
            }
        };
        self.meanwhile.entry(path.to_owned()).or_default().insert(wanted);
        self.changes.extend(change.map(|change| (path.to_owned(), change)));
        Ok(())
    }

    /// Looks for what was generated once.
    fn find_strays(&mut self, known: Known) -> Result<(), Failure> {
        let files = &self.output.files;
        // Where case does not count, a path that differs in nothing else is the same file.
        let folded: BTreeSet<String> = files.keys().map(|path| path.to_lowercase()).collect();
        let strays = known.files.into_iter().filter(|(path, _)| !folded.contains(&path.to_lowercase()));
        for (path, hashes) in strays {
            if obstacle(&self.output.folder, &path).is_some() {
                continue;
            }
            // What is a folder or a link by now is not what was generated.
            if let Found::File { hash, .. } = look(&self.output.folder.join(&path))? {
                let is_ours = hash.is_some_and(|hash| hashes.contains(&hash));
                self.changes.insert(path.clone(), if is_ours { Change::Stray } else { Change::Kept });
            }
            self.meanwhile.insert(path, hashes);
        }
        Ok(())
    }

    /// Whether nothing has to be done, not even tidying up after a run that died.
    pub(super) fn is_done(&self) -> bool {
        self.changes.is_empty() && !self.output.aside("lock").exists()
    }

    /// A path as people should see it.
    pub(super) fn shown(&self, path: &str) -> String {
        shown(&self.output.folder.join(path))
    }

    /// Why it cannot be carried out: files that are not ours, or no longer.
    pub(super) fn refusals(&self, force: bool) -> impl Iterator<Item = String> {
        let refusals =
            self.changes.iter().filter_map(move |(path, change)| Some((path, change.refusal(force)?)));
        refusals.map(|(path, why)| format!("{} {why}", self.shown(path)))
    }

    /// What was done, in one line.
    pub(super) fn summary(&self) -> String {
        let place = shown(&self.output.place());
        let number = |done: &str| self.changes.values().filter(|change| change.done() == done).count();
        let (all, removed) = (self.output.files.len(), number("removed"));
        match number("wrote") + number("overwrote") {
            0 if removed == 0 && self.output.language().is_some() => {
                format!("{place} is up to date, {}", count(all, "file"))
            }
            0 if removed == 0 => format!("{place} is up to date"),
            wrote => format!("{place}: {wrote} written, {removed} removed, {} up to date", all - wrote),
        }
    }
}
