//! Whether a path that somebody else gives can be that of a generated file, here and on the machines of others.

use super::super::manifest;

/// More bytes than a path has.
const LONGEST: usize = 1000;
/// More bytes than a name of a file has, wherever it may be.
const LONGEST_NAME: usize = 255;

/// That a path stays in its folder, and is a name of the same file wherever the folder goes.
pub(super) fn check(path: &str) -> Result<(), String> {
    if path.is_empty() {
        return Err("has no name".to_owned());
    }
    if path.len() > LONGEST {
        return Err(format!("has a path of {} bytes; at most {LONGEST}", path.len()));
    }
    if path.starts_with('/') {
        return Err("leads out of the folder; paths are relative to it".to_owned());
    }
    path.split('/').try_for_each(check_name)
}

fn check_name(name: &str) -> Result<(), String> {
    let wrong = |why: &str| Err(why.to_owned());
    match name {
        "" | "." => return wrong("has an empty name in its path; names are joined by one `/`"),
        ".." => return wrong("leads out of the folder; its path must not have `..`"),
        _ if name.len() > LONGEST_NAME => {
            return Err(format!("has a name of {} bytes; at most {LONGEST_NAME}", name.len()));
        }
        _ => {}
    }
    if let Some(odd) = name.chars().find(|c| c.is_control() || is_ignored(*c) || r#"\:*?"<>|"#.contains(*c)) {
        return Err(format!("has `{}` in its name, which not every file system takes", odd.escape_debug()));
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return wrong("begins or ends with a space, or ends with a dot, which not every file system takes");
    }
    let lower = name.to_lowercase();
    let stem = lower.split('.').next().unwrap_or_default().trim_end();
    if DEVICES.contains(&stem) || is_numbered_device(stem) {
        return wrong("is a device on Windows; choose another name");
    }
    if [".git", "git~1"].contains(&lower.as_str()) {
        return wrong("belongs to git, whose hooks are programs; choose another place");
    }
    if [manifest::NAME, ".lonely.lock", ".lonely.new"].contains(&lower.as_str()) {
        return wrong("is one that lonely has for itself; choose another name");
    }
    Ok(())
}

/// Names that are devices, whatever their ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

fn is_numbered_device(stem: &str) -> bool {
    let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
}

/// What some file systems take for nothing, and what turns text around.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_path_stays_in_the_folder_and_is_one_name_everywhere() {
        for right in [
            "a",
            "a/b.c",
            ".gitignore",
            "src/.github/x",
            "a b/c",
            "ä/日本",
            "console",
            "com10",
            "..a",
            "a..b",
        ] {
            assert_eq!(check(right), Ok(()), "{right}");
        }
        for wrong in [
            "",
            "/a",
            "//a",
            "a//b",
            "a/",
            "./a",
            "a/./b",
            "..",
            "../a",
            "a/../b",
            "a\\b",
            "C:a",
            "a\nb",
            "a\0",
            "nul",
            "Con.txt",
            "x/COM1",
            "lpt9.h",
            ".git/hooks/x",
            ".GIT/config",
            "a/.git",
            "git~1/x",
            ".g\u{200c}it/x",
            "lonely.manifest",
            "LONELY.Manifest",
            "x/.lonely.lock",
            "a.",
            "a ",
            " a",
            "a?",
            "\u{202e}a",
            "a\u{7f}",
        ] {
            assert!(check(wrong).is_err(), "{wrong:?}");
        }
        assert!(check(&"a".repeat(256)).is_err() && check(&"a/".repeat(600)).is_err());
    }
}
