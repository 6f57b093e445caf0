//! `lonely.manifest`: which files of a folder are generated, each with a hash, so that those can be told from files of
//! somebody else's, and edits by hand can be noticed.
//!
//! While a run is at work, the list is *unfinished*: it has several hashes for a file, those that it may have at that
//! moment. So whatever a run leaves that dies, the next one knows it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

use lonelypsp_codegen::{MARK, origin};
use lonelypsp_schema::Schema;

use crate::exit::Failure;
use crate::input::{read_ordinary, shown, text};

use super::found::{Found, look, not_a_file};
use super::hash::TextHash;
use super::known::Known;

/// Its name in the folder of a package.
pub(super) const NAME: &str = "lonely.manifest";

/// What its first line says before and after the language.
const HEAD: (&str, &str) = ("# The files of this ", ", each with the SHA-256 of its text. Do not edit.");

/// What it says as long as a run is at work.
const UNFINISHED: &str =
    "# Unfinished: a run was stopped, and a file may have any of its hashes here. Run it again.";

/// More bytes than any list has.
const LARGEST: u64 = 1 << 26;

fn head(language: &str) -> String {
    format!("{}{language} package {MARK}{}", HEAD.0, HEAD.1)
}

/// The list of a finished package, and what that was made from.
pub(super) fn finished<'a>(
    language: &str,
    schema: &Schema,
    files: impl Iterator<Item = (&'a String, &'a TextHash)>,
) -> String {
    let (head, origin, fingerprint) = (head(language), origin(schema), schema.fingerprint());
    let head = format!("{head}\n# From {origin} with the fingerprint {fingerprint:016x}.\n");
    files.fold(head, |text, (path, hash)| text + &line(path, *hash))
}

/// The list for as long as a run is at work.
pub(super) fn unfinished(language: &str, files: &BTreeMap<String, BTreeSet<TextHash>>) -> String {
    let files = files.iter().filter(|(path, _)| *path != NAME);
    let lines = files.flat_map(|(path, hashes)| hashes.iter().map(|hash| line(path, *hash)));
    lines.fold(format!("{}\n{UNFINISHED}\n", head(language)), |text, line| text + &line)
}

/// As `sha256sum --check` reads it.
fn line(path: &str, hash: TextHash) -> String {
    format!("{hash}  {path}\n")
}

/// What the list of a folder knows; nothing, if there is none. `force` passes over lines that are none of a list.
pub(super) fn read(folder: &Path, language: &str, force: bool) -> Result<Known, Failure> {
    let path = folder.join(NAME);
    let place = shown(&path);
    let hash = match look(&path)? {
        Found::Nothing => return Ok(Known::default()),
        Found::Other => return Err(Failure::new(not_a_file(&path))),
        Found::File { hash, .. } => hash,
    };
    let text = read_ordinary(&path, LARGEST).and_then(text).map_err(|problem| {
        Failure::new(format!("{place} {problem}; remove it if it is no list of generated files"))
    })?;
    let mut lines = text.lines();
    of_language(folder, lines.next().unwrap_or_default(), language)?;
    let mut known = Known { is_unfinished: text.contains(UNFINISHED), ..Known::default() };
    for (line, number) in lines.zip(2..).filter(|(line, _)| !line.starts_with('#')) {
        if is_of_a_merge(line) {
            known.is_unfinished = true;
            continue;
        }
        match entry(line) {
            Some((path, hash)) => known.add(path, hash),
            None if force => {}
            None => return Err(not_an_entry(&place, line, number)),
        }
    }
    // What it says of others it need not say of itself: its first line is known.
    if let Some(hash) = hash {
        known.add(NAME, hash);
    }
    Ok(known)
}

/// That a list begins as one of that language.
fn of_language(folder: &Path, first: &str, language: &str) -> Result<(), Failure> {
    let there = first.strip_prefix(HEAD.0).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    if first != head(there) {
        let (place, head) = (shown(&folder.join(NAME)), head(language));
        return Err(Failure::new(format!(
            "{place} does not begin with `{head}`, so that it is somebody else's, or of an earlier form that has no \
             hashes; remove it, and the generated files with it, or choose another place"
        )));
    }
    if there != language {
        let place = shown(folder);
        return Err(Failure::new(format!(
            "{place} holds a {there} package; choose another place for the {language} package, or remove that one"
        )));
    }
    Ok(())
}

/// A path, spelled as it is in a list, that stays in the folder; and its hash.
fn entry(line: &str) -> Option<(&str, TextHash)> {
    let (hash, path) = line.split_once("  ")?;
    let is_name = |part| matches!(part, Component::Normal(_));
    let is_plain = path.split('/').all(|part| {
        let mut parts = Path::new(part).components();
        part.len() < 256 && parts.next().is_some_and(is_name) && parts.next().is_none()
    });
    let is_list = path.eq_ignore_ascii_case(NAME);
    (is_plain && !is_list).then_some(()).and_then(|()| Some((path, TextHash::parse(hash)?)))
}

/// Whether git put the line there to mark where two branches differ. What either of them generated is ours: the list
/// knows more hashes than one, as that of a run that was stopped.
fn is_of_a_merge(line: &str) -> bool {
    line == "=======" || ["<<<<<<< ", "||||||| ", ">>>>>>> "].iter().any(|mark| line.starts_with(mark))
}

fn not_an_entry(place: &str, line: &str, number: usize) -> Failure {
    let line: String = line.chars().filter(|c| !c.is_control()).take(100).collect();
    Failure::new(format!(
        "{place}:{number}: `{line}` is not the hash and the path of a file below its folder; remove that line, or give \
         --force, which passes over it"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, list: &str) {
        std::fs::write(folder.join(NAME), list).unwrap();
    }

    #[test]
    fn a_list_with_the_marks_of_a_merge_knows_what_either_branch_generated() {
        let folder = tempfile::tempdir().unwrap();
        let (ours, theirs) = (TextHash::of("1"), TextHash::of("2"));
        let marks = ["<<<<<<< HEAD\n", "=======\n", ">>>>>>> theirs\n"];
        let [ours, theirs] = [ours, theirs].map(|hash| (line("a.py", hash), hash));
        let list = [&head("python"), "\n", marks[0], &ours.0, marks[1], &theirs.0, marks[2]].concat();
        write(folder.path(), &list);
        let known = read(folder.path(), "python", false).unwrap();
        assert_eq!(known.files["a.py"], BTreeSet::from([ours.1, theirs.1]));
        assert!(known.is_unfinished);
    }

    #[test]
    fn a_list_reads_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path(), "python", false).unwrap().files.is_empty());
        let (one, two) = (TextHash::of("1"), TextHash::of("2"));
        let files = BTreeMap::from([("a.py".to_owned(), one), ("b/c.py".to_owned(), two)]);
        let list = finished("python", &lonelypsp_schema::builtin().unwrap(), files.iter());
        write(folder.path(), &list);
        let known = read(folder.path(), "python", false).unwrap();
        assert!(!known.is_unfinished);
        let itself = (NAME.to_owned(), BTreeSet::from([TextHash::of(&list)]));
        let listed = files.into_iter().map(|(path, hash)| (path, BTreeSet::from([hash])));
        assert_eq!(known.files, listed.chain([itself]).collect());

        let files = BTreeMap::from([("a.py".to_owned(), BTreeSet::from([one, two]))]);
        write(folder.path(), &unfinished("python", &files).replace('\n', "\r\n"));
        let known = read(folder.path(), "python", false).unwrap();
        assert!(known.is_unfinished && known.files["a.py"] == files["a.py"]);
        assert!(read(folder.path(), "ruby", false).is_err());
    }

    #[test]
    fn only_what_begins_as_a_list_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let old = "# The files of this python package, generated by lonely; it removes those that it no longer makes.\n";
        let head = head("python");
        for text in
            ["", "a.py\n", old, &format!(" {head}\n"), &format!("{head} Mine\n"), &format!("\n{head}\n")]
        {
            write(folder.path(), text);
            for force in [false, true] {
                assert!(read(folder.path(), "python", force).is_err(), "{text:?}");
            }
        }
    }

    #[test]
    fn no_line_leads_out_of_the_folder_or_to_a_file_under_another_name() {
        let folder = tempfile::tempdir().unwrap();
        let hash = TextHash::of("x");
        for path in
            ["../x", "/etc/passwd", "a/../../x", "./a", "a/./b", "a//b", "a/", "", "Lonely.Manifest", "."]
        {
            write(folder.path(), &format!("{}\n{hash}  {path}\n", head("python")));
            assert!(read(folder.path(), "python", false).is_err(), "{path}");
            assert_eq!(read(folder.path(), "python", true).unwrap().files.len(), 1, "{path}");
        }
        for line in ["<<<<<<<HEAD", "a.py", "0123  a.py", ""] {
            write(folder.path(), &format!("{}\n{hash}  b.py\n{line}\n", head("python")));
            assert!(read(folder.path(), "python", false).is_err(), "{line}");
            assert!(read(folder.path(), "python", true).unwrap().files.contains_key("b.py"), "{line}");
        }
    }
}
