//! `lonely.manifest`: which files of a folder were generated, so that those can be removed that no longer are.

use std::path::{Component, Path};

use lonelypsp_codegen::MARK;

use crate::exit::Failure;

use super::shown;

/// Its name in the folder of a package.
pub(super) const NAME: &str = "lonely.manifest";

/// What a list begins with, before its language.
const HEAD: &str = "# The files of this ";

/// A list of these files.
pub(super) fn write<'a>(language: &str, files: impl Iterator<Item = &'a String>) -> String {
    let head = format!("{HEAD}{language} package, {MARK}; it removes those that it no longer makes.\n");
    files.fold(head, |text, file| text + file + "\n")
}

/// The language of the package whose files a list names.
fn language(list: &str) -> Option<&str> {
    list.strip_prefix(HEAD)?.split(' ').next()
}

/// The files that a folder's list names, which `new` is to replace; none if there is no list.
pub(super) fn read(folder: &Path, new: &str) -> Result<Vec<String>, Failure> {
    let path = folder.join(NAME);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Failure::new(format!("{} cannot be read: {error}", shown(&path)))),
    };
    if let (Some(there), Some(new)) = (language(&text), language(new))
        && there != new
    {
        let place = shown(folder);
        return Err(Failure::new(format!(
            "{place} holds a {there} package; choose another place for the {new} package, or remove that one"
        )));
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| within(line).ok_or_else(|| leads_out(&path, line))).collect()
}

/// A path that stays in the folder, whatever somebody wrote into the list.
fn within(line: &str) -> Option<String> {
    let stays = Path::new(line).components().all(|part| matches!(part, Component::Normal(_)));
    stays.then(|| line.to_owned())
}

fn leads_out(path: &Path, line: &str) -> Failure {
    let place = shown(path);
    Failure::new(format!(
        "{place} names `{line}`, which is not a file below its folder; remove that line, or the list, and look after \
         stale files yourself"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_as_it_was_written_and_stays_in_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let new = write("python", [].iter());
        assert_eq!(read(folder.path(), &new).unwrap(), Vec::<String>::new());
        let files = ["a.py".to_owned(), "b/c.py".to_owned()];
        std::fs::write(folder.path().join(NAME), write("python", files.iter())).unwrap();
        assert_eq!(read(folder.path(), &new).unwrap(), files);
        assert!(read(folder.path(), &write("ruby", files.iter())).is_err());
        for evil in ["../x", "/etc/passwd", "a/../../x", "./a"] {
            std::fs::write(folder.path().join(NAME), format!("{evil}\n")).unwrap();
            assert!(read(folder.path(), &new).is_err(), "{evil}");
        }
    }
}
