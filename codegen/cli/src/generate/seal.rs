//! How a single generated file proves what it is, where there is no list beside it: its second line is the hash of all
//! others.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use lonelypsp_codegen::SingleFile;

use crate::exit::Failure;
use crate::input::shown;

use super::found::{Found, look};
use super::hash::TextHash;
use super::known::Known;

/// Behind the sign of a comment.
const SEAL: &str = "The SHA-256 of all other lines: ";

/// No line at the top of a file is longer, unless somebody's schema has a very long name.
const LONGEST_LINE: u64 = 1 << 16;

/// A generated text with its hash below its first line.
pub(super) fn seal(text: &str, SingleFile { comment, .. }: SingleFile) -> String {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    format!("{first}\n{comment} {SEAL}{}\n{rest}", TextHash::of(text))
}

/// What a file says of itself: nothing, if it is not sealed; no hash, if it is, but has been edited since.
pub(super) fn read(folder: &Path, name: &str, single: SingleFile) -> Result<Known, Failure> {
    let path = folder.join(name);
    let mut known = Known::default();
    let Found::File { hash: Some(whole), .. } = look(&path)? else { return Ok(known) };
    let failed = |error| Failure::new(format!("{} cannot be read: {error}", shown(&path)));
    let mut file = BufReader::new(File::open(&path).map_err(failed)?);
    let mut line = || -> Result<Vec<u8>, Failure> {
        let mut line = Vec::new();
        (&mut file).take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(failed)?;
        Ok(line)
    };
    let (first, second) = (line()?, line()?);
    let seal = format!("{} {SEAL}", single.comment);
    let said = second.strip_prefix(seal.as_bytes()).filter(|_| first.starts_with(single.stamp().as_bytes()));
    let Some(said) = said else { return Ok(known) };
    let hashes = known.files.entry(name.to_owned()).or_default();
    let (others, _) = TextHash::of_all(first.as_slice().chain(file)).map_err(failed)?;
    if TextHash::parse(String::from_utf8_lossy(said).trim_end()) == Some(others) {
        hashes.insert(whole);
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_is_known_until_it_is_edited() {
        let folder = tempfile::tempdir().unwrap();
        let single = SingleFile { name: "x.rs", comment: "//", what: "module" };
        let stamp = single.stamp();
        let read = |text: &str| {
            std::fs::write(folder.path().join("x.rs"), text).unwrap();
            read(folder.path(), "x.rs", single).unwrap().files.remove("x.rs")
        };
        let text = format!("{stamp}x 1. Do not edit.\npub mod x {{}}\n");
        let sealed = seal(&text, single);
        assert!(read(&sealed).unwrap().contains(&TextHash::of(&sealed)));
        assert!(read(&sealed.replace('\n', "\r\n")).unwrap().contains(&TextHash::of(&sealed)));
        for edited in
            [sealed.replace("mod x", "mod y"), sealed.replace("edit", "touch"), format!("{sealed}\n")]
        {
            assert!(read(&edited).unwrap().is_empty(), "{edited}");
        }
        for not_ours in
            [&text, "", &format!("// Mine\n{sealed}"), &sealed.replace("@generated", "Once generated")]
        {
            assert_eq!(read(not_ours), None, "{not_ours}");
        }
    }
}
