//! What has to happen to a folder so that it is as it should be.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use lonelypsp_codegen::MARK;

use crate::exit::Failure;
use crate::schema::count;

use super::output::{Output, is_marked};
use super::{manifest, shown};

/// What is different about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It is not there.
    Missing,
    /// Only its line ends differ.
    LineEnds,
    /// Its text differs.
    Changed,
    /// It is somebody else's.
    Foreign,
    /// It was generated once, and no longer is.
    Stray,
    /// The same, but somebody has made it their own.
    Kept,
}

impl Change {
    /// What `--check` calls it.
    pub(super) const fn state(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::LineEnds | Self::Changed | Self::Foreign => "changed",
            Self::Stray | Self::Kept => "stray",
        }
    }

    /// What is said when it was dealt with.
    pub(super) const fn done(self) -> &'static str {
        match self {
            Self::Missing | Self::LineEnds | Self::Changed | Self::Foreign => "wrote",
            Self::Stray => "removed",
            Self::Kept => "kept",
        }
    }

    /// What else there is to say.
    pub(super) fn remark(self) -> String {
        match self {
            Self::LineEnds => " (only the line ends differ: it must have LF, not CRLF)".to_owned(),
            Self::Foreign => format!(" (its first lines do not say \"{MARK}\")"),
            Self::Kept => format!(" (no longer generated, but its first lines do not say \"{MARK}\")"),
            Self::Missing | Self::Changed | Self::Stray => String::new(),
        }
    }
}

/// A folder as it should be, and how it differs from that.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) output: Output,
    pub(super) changes: BTreeMap<String, Change>,
}

impl Plan {
    /// Looks at the folder.
    pub(super) fn make(output: Output) -> Result<Self, Failure> {
        let Output { folder, files, .. } = &output;
        let mut changes = BTreeMap::new();
        for (path, text) in files {
            if let Some(obstacle) = obstacle(folder, path) {
                let place = shown(&obstacle);
                let text = format!(
                    "{place} is not a folder, which is needed there; remove it, or choose another place"
                );
                return Err(Failure::new(text));
            }
            if let Some(change) = compare(&folder.join(path), text)? {
                changes.insert(path.clone(), change);
            }
        }
        let once = files.get(manifest::NAME).filter(|_| output.has_manifest);
        let once = once.map_or(Ok(Vec::new()), |list| manifest::read(folder, list))?;
        for path in once.into_iter().filter(|path| !files.contains_key(path)) {
            // What is a folder or a link by now is not what was generated.
            let is_file = fs::symlink_metadata(folder.join(&path)).is_ok_and(|found| found.is_file());
            if !is_file || obstacle(folder, &path).is_some() {
                continue;
            }
            if let Some(found) = content(&folder.join(&path))? {
                changes.insert(path, if is_marked(&found) { Change::Stray } else { Change::Kept });
            }
        }
        Ok(Self { output, changes })
    }

    /// A path as people should see it.
    pub(super) fn shown(&self, path: &str) -> String {
        shown(&self.output.folder.join(path))
    }

    /// Why it cannot be carried out: files that are not ours.
    pub(super) fn foreign(&self) -> impl Iterator<Item = String> {
        let foreign = self.changes.iter().filter(|(_, change)| **change == Change::Foreign);
        foreign.map(|(path, _)| {
            format!(
                "{} is not overwritten, since its first lines do not say \"{MARK}\"; remove it, or choose another \
                 place",
                self.shown(path)
            )
        })
    }

    /// Does it, and says so, file by file; the list of files comes last, so that an earlier one stays true if something
    /// goes wrong.
    pub(super) fn apply(&self, mut said: impl FnMut(&str, Change)) -> Result<(), Failure> {
        let is_list = |path: &String| path == manifest::NAME;
        let (last, first): (Vec<_>, Vec<_>) = self.changes.iter().partition(|(path, _)| is_list(path));
        for (path, change) in first.into_iter().chain(last) {
            let place = self.output.folder.join(path);
            match (change, self.output.files.get(path)) {
                (Change::Kept | Change::Foreign, _) => {}
                (Change::Stray, _) | (_, None) => remove(&place, &self.output.folder)?,
                (_, Some(text)) => write(&place, text)?,
            }
            said(path, *change);
        }
        Ok(())
    }

    /// What was done, in one line.
    pub(super) fn summary(&self) -> String {
        let place = match self.output.files.keys().next() {
            Some(only) if !self.output.has_manifest => self.shown(only),
            _ => shown(&self.output.folder),
        };
        let number = |done: &str| self.changes.values().filter(|change| change.done() == done).count();
        match (number("wrote"), number("removed")) {
            (0, 0) if self.output.has_manifest => {
                format!("{place} is up to date, {}", count(self.output.files.len(), "file"))
            }
            (0, 0) => format!("{place} is up to date"),
            (wrote, removed) => {
                let same = self.output.files.len() - wrote;
                format!("{place}: {wrote} written, {removed} removed, {same} up to date")
            }
        }
    }
}

/// What is no folder on the way to a file, the outermost first. The folder of all may be a link; below it, links are
/// nobody's to write through.
fn obstacle(root: &Path, path: &str) -> Option<PathBuf> {
    if fs::metadata(root).is_ok_and(|found| !found.is_dir()) {
        return Some(root.to_owned());
    }
    let mut folders: Vec<&Path> = Path::new(path).ancestors().skip(1).collect();
    folders.pop();
    let mut folders = folders.iter().rev().map(|folder| root.join(folder));
    let is_in_the_way = |folder: &PathBuf| fs::symlink_metadata(folder).is_ok_and(|found| !found.is_dir());
    folders.find(is_in_the_way)
}

fn compare(path: &Path, text: &str) -> Result<Option<Change>, Failure> {
    let Some(found) = content(path)? else { return Ok(Some(Change::Missing)) };
    Ok(if found == text.as_bytes() {
        None
    } else if !is_marked(&found) && !found.is_empty() {
        Some(Change::Foreign)
    } else if String::from_utf8_lossy(&found).replace("\r\n", "\n") == text {
        Some(Change::LineEnds)
    } else {
        Some(Change::Changed)
    })
}

/// What is in a file, if it is there. Links are nobody's to write through.
fn content(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let failed = |error| Failure::new(format!("{} cannot be read: {error}", shown(path)));
    match fs::symlink_metadata(path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(failed(error)),
        Ok(metadata) if metadata.is_file() => fs::read(path).map(Some).map_err(failed),
        Ok(_) => Err(Failure::new(format!("{} is not an ordinary file; remove it", shown(path)))),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        let failed = |error| Failure::new(format!("the folder {} cannot be made: {error}", shown(folder)));
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let failed = |error| Failure::new(format!("{} cannot be written: {error}", shown(path)));
    fs::write(path, text).map_err(failed)?;
    if text.starts_with("#!") { make_executable(path).map_err(failed) } else { Ok(()) }
}

/// What begins by naming its interpreter is to be run.
#[cfg(unix)]
fn make_executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_mode(permissions.mode() | 0o111);
    fs::set_permissions(path, permissions)
}

#[cfg(not(unix))]
fn make_executable(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Removes a file, and the folders that are empty without it.
fn remove(path: &Path, root: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::new(format!("{} cannot be removed: {error}", shown(path)));
    match fs::remove_file(path) {
        // Somebody else was faster.
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        removed => removed.map_err(failed)?,
    }
    let above = path.ancestors().skip(1).take_while(|folder| *folder != root);
    // A folder that is not empty stays, and with it those above.
    above.map(fs::remove_dir).take_while(Result::is_ok).for_each(drop);
    Ok(())
}
