//! Carries out a plan, so that a run that dies leaves nothing that the next one does not know.
//!
//! Every file is written beside and then renamed, so that it has either its old text or its new one. Before the first of
//! them changes, the list of files is replaced by an unfinished one, with the hashes of both; after the last, by the new
//! list.

#[cfg(test)]
mod tests;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::exit::Failure;
use crate::input::shown;

use super::change::Change;
use super::disk::Disk;
use super::lock::Lock;
use super::manifest;
use super::plan::Plan;

/// Does everything, and says so, file by file.
pub(super) fn apply(
    plan: &Plan<'_>,
    lock: &Lock,
    disk: &mut dyn Disk,
    mut said: impl FnMut(&str, Change),
) -> Result<(), Failure> {
    let mut writer = Writer { root: &plan.output.folder, new: plan.output.aside("new"), disk };
    writer.tidy_up(lock)?;
    let language = plan.output.language();
    let is_list = |path: &str| path == manifest::NAME && language.is_some();
    let (list, files): (Vec<_>, Vec<_>) = plan.changes.iter().partition(|(path, _)| is_list(path));
    let announced = language.filter(|_| !files.is_empty());
    if let Some(language) = announced {
        writer.write(manifest::NAME, &manifest::unfinished(language, &plan.meanwhile))?;
    }
    for (path, change) in files {
        match (change, plan.output.files.get(path)) {
            (Change::Kept | Change::Foreign, _) => {}
            (Change::Stray, _) | (_, None) => writer.remove(path)?,
            (_, Some(text)) => writer.write(path, text)?,
        }
        said(path, *change);
    }
    // Folders that a run has made for a file that is no longer wanted, before it died.
    for path in plan.meanwhile.keys().filter(|path| !plan.output.files.contains_key(*path)) {
        writer.remove_folders(path);
    }
    let is_new = announced.is_some() || !list.is_empty();
    if let Some(text) = plan.output.files.get(manifest::NAME).filter(|_| is_new) {
        writer.write(manifest::NAME, text)?;
    }
    for (path, change) in list {
        said(path, *change);
    }
    Ok(())
}

/// Changes files below a folder.
struct Writer<'a> {
    root: &'a Path,
    /// Where a text is written before it is renamed.
    new: PathBuf,
    disk: &'a mut dyn Disk,
}

impl Writer<'_> {
    /// Removes what a run that died was writing. It held the lock, or else it is somebody else's.
    fn tidy_up(&mut self, lock: &Lock) -> Result<(), Failure> {
        let place = shown(&self.new);
        match std::fs::symlink_metadata(&self.new) {
            Err(_) => Ok(()),
            Ok(found) if lock.was_left && found.is_file() => {
                self.disk.remove(&self.new).map_err(|error| cannot(&place, "removed", &error))
            }
            Ok(_) => Err(Failure::new(format!(
                "{place} is in the way of what is written there for a moment; remove it, or choose another place"
            ))),
        }
    }

    fn write(&mut self, path: &str, text: &str) -> Result<(), Failure> {
        let path = self.root.join(path);
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            self.disk.make_folder(folder).map_err(|error| cannot(&shown(folder), "made", &error))?;
        }
        let written = self.disk.write(&self.new, text).and_then(|()| self.disk.replace(&path, &self.new));
        written.map_err(|error| {
            let _ = self.disk.remove(&self.new);
            cannot(&shown(&path), "written", &error)
        })
    }

    /// Removes a file, and the folders that are empty without it.
    fn remove(&mut self, path: &str) -> Result<(), Failure> {
        let place = self.root.join(path);
        self.disk.remove(&place).map_err(|error| cannot(&shown(&place), "removed", &error))?;
        self.remove_folders(path);
        Ok(())
    }

    /// Removes the folders above a path, up to the first that is not empty.
    fn remove_folders(&mut self, path: &str) {
        let above = Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        for folder in above.map(|folder| self.root.join(folder)) {
            match self.disk.remove_folder(&folder) {
                Err(error) if error.kind() != ErrorKind::NotFound => return,
                _ => {}
            }
        }
    }
}

fn cannot(place: &str, what: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!("{place} cannot be {what}: {error}"))
}
