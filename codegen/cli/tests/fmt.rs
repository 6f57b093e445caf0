//! Schemas in the one style.

mod common;

use std::fs;
use std::path::Path;

use common::{lonely, lonely_with};

const RAGGED: &str = "lonely: 1\nname: mine\nversion: 1.0.0\ndoc: 'Mine.'\ninclude:\n- types.yaml\n";
const NEAT: &str = "lonely: 1\nname: mine\nversion: 1.0.0\ndoc: Mine.\ninclude:\n  - types.yaml\n";
const RAGGED_TYPES: &str = "types:\n  # Who.\n  nick: {doc: Who is speaking., kind: text}   # short\n";
const NEAT_TYPES: &str = "types:\n  # Who.\n  nick: { kind: text, doc: Who is speaking. } # short\n";

/// A folder with a schema of two files that are not formatted, and the path of its root file.
fn ragged() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.yaml"), RAGGED).unwrap();
    fs::write(folder.path().join("types.yaml"), RAGGED_TYPES).unwrap();
    let path = folder.path().join("mine.yaml").to_str().unwrap().to_owned();
    (folder, path)
}

fn read(folder: &tempfile::TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn all_files_of_a_schema_are_formatted_and_named() {
    let (folder, root) = ragged();
    let ran = lonely(&["fmt", "--schema", &root]).exits(0);
    let types = folder.path().join("types.yaml");
    assert_eq!(ran.stdout, "");
    assert_eq!(ran.stderr, format!("formatted {root}\nformatted {}\n", types.display()));
    assert_eq!(
        (read(&folder, "mine.yaml"), read(&folder, "types.yaml")),
        (NEAT.to_owned(), NEAT_TYPES.to_owned())
    );
    assert_eq!(lonely(&["fmt", "--schema", &root]).exits(0).stderr, "");
    assert_eq!(lonely(&["fmt", "--check", "--schema", &root]).exits(0).stdout, "");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn a_check_writes_nothing_and_reports_the_first_line_that_would_change() {
    let (folder, root) = ragged();
    let ran = lonely(&["fmt", "--check", &root]).exits(100);
    assert!(ran.stdout.contains("LF001") && ran.stdout.contains("doc: 'Mine.'"), "{}", ran.stdout);
    let ran = lonely(&["fmt", "--check", "--format", "json", folder.path().to_str().unwrap()]).exits(100);
    let found: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let places = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["code"].as_str().unwrap(), one["line"].as_u64().unwrap()));
    assert_eq!(places.collect::<Vec<_>>(), [("LF001", 4), ("LF001", 3)]);
    assert_eq!(read(&folder, "mine.yaml"), RAGGED);
    assert!(lonely(&["explain", "LF001"]).exits(0).stdout.contains("lonely fmt"));
}

#[test]
fn a_difference_is_shown_and_not_made() {
    let (folder, root) = ragged();
    let ran = lonely(&["fmt", "--diff", &root]).exits(100);
    let shown = format!(
        "--- {root}\n+++ {root}\n@@ -1,6 +1,6 @@\n lonely: 1\n name: mine\n version: 1.0.0\n-doc: 'Mine.'\n+doc: Mine.\n include:\n-- types.yaml\n+  - types.yaml\n"
    );
    assert_eq!(ran.stdout, shown);
    assert_eq!(read(&folder, "mine.yaml"), RAGGED);
    lonely(&["fmt", "--schema", &root]).exits(0);
    assert_eq!(lonely(&["fmt", "--diff", &root]).exits(0).stdout, "");
}

#[test]
fn standard_input_goes_to_standard_output() {
    for args in [&["fmt"][..], &["fmt", "-"]] {
        let ran = lonely_with(args, RAGGED_TYPES.as_bytes()).exits(0);
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), (NEAT_TYPES, ""));
    }
    lonely_with(&["fmt", "--check", "-"], RAGGED_TYPES.as_bytes()).exits(100);
    lonely_with(&["fmt", "--check", "-"], NEAT_TYPES.as_bytes()).exits(0);
}

#[test]
fn what_is_no_yaml_is_reported_and_left_alone_and_the_others_are_formatted() {
    let (folder, root) = ragged();
    fs::write(folder.path().join("types.yaml"), "types: {\n").unwrap();
    let ran = lonely(&["fmt", folder.path().to_str().unwrap()]).exits(100);
    assert!(ran.stderr.contains("LS001") && ran.stderr.contains("types.yaml"), "{}", ran.stderr);
    assert_eq!(
        (read(&folder, "mine.yaml").as_str(), read(&folder, "types.yaml").as_str()),
        (NEAT, "types: {\n")
    );
    let ran = lonely_with(&["fmt"], b"types: {\n").exits(100);
    assert!(ran.stdout.is_empty() && ran.stderr.contains("LS001"), "{ran:?}");
    fs::write(&root, "%YAML 1.2\n---\nlonely: 1\n").unwrap();
    let ran = lonely(&["fmt", &root]).exits(100);
    assert!(ran.stderr.contains("LF002") && ran.stderr.contains("leave that out"), "{}", ran.stderr);
}

#[test]
fn of_a_folder_only_schemas_are_formatted() {
    let (folder, _) = ragged();
    let other = "on:   push\njobs: {}\n";
    fs::create_dir_all(folder.path().join(".github")).unwrap();
    fs::create_dir_all(folder.path().join("node_modules")).unwrap();
    for path in ["ci.yml", ".github/mine.yaml", "node_modules/mine.yaml"] {
        let text = if path == "ci.yml" { other } else { RAGGED };
        fs::write(folder.path().join(path), text).unwrap();
    }
    lonely(&["fmt", folder.path().to_str().unwrap()]).exits(0);
    assert_eq!(read(&folder, "ci.yml"), other);
    assert_eq!(
        (read(&folder, ".github/mine.yaml").as_str(), read(&folder, "node_modules/mine.yaml").as_str()),
        (RAGGED, RAGGED)
    );
    assert_eq!(read(&folder, "types.yaml"), NEAT_TYPES);
}

#[test]
fn what_is_not_there_is_said() {
    let ran = lonely(&["fmt", "no/such.yaml"]).exits(1);
    assert!(ran.stderr.contains("no/such.yaml cannot be read: "), "{}", ran.stderr);
    lonely(&["fmt", "--schema", "no/such.yaml"]).exits(1);
}

#[test]
fn arguments_that_mean_nothing_are_refused() {
    // Where no configuration names a schema.
    let folder = tempfile::tempdir().unwrap();
    for arg in ["--check", "--diff"] {
        let output = common::command().args(["fmt", arg]).current_dir(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arg}");
    }
    for args in [&["fmt", "-", "a.yaml"][..], &["fmt", "--schema", "a.yaml", "b.yaml"]] {
        lonely(args).exits(2);
    }
    let ran = lonely(&["fmt", "--diff", "--format", "json", "-"]).exits(2);
    assert!(ran.stderr.contains("--check"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay_and_what_is_read_only_is_not_replaced() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let (folder, root) = ragged();
    let link = folder.path().join("link.yaml");
    symlink(Path::new(&root), &link).unwrap();
    fs::set_permissions(&root, fs::Permissions::from_mode(0o640)).unwrap();
    lonely(&["fmt", link.to_str().unwrap(), &root]).exits(0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(read(&folder, "mine.yaml"), NEAT);
    assert_eq!(fs::metadata(&root).unwrap().permissions().mode() & 0o777, 0o640);
    let types = folder.path().join("types.yaml");
    fs::set_permissions(&types, fs::Permissions::from_mode(0o444)).unwrap();
    let ran = lonely(&["fmt", types.to_str().unwrap()]).exits(1);
    assert!(ran.stderr.contains("it is read-only"), "{}", ran.stderr);
    assert_eq!(read(&folder, "types.yaml"), RAGGED_TYPES);
}

#[test]
fn what_needs_no_change_is_said_to_need_none() {
    let (folder, root) = ragged();
    lonely(&["fmt", "--schema", &root]).exits(0);
    let empty = folder.path().join("empty.yaml").to_str().unwrap().to_owned();
    fs::write(&empty, "").unwrap();
    let check = |path: &str| lonely(&["fmt", "--check", path]).exits(0).stderr;
    // An included file may be empty.
    assert_eq!(check(&empty), format!("{empty} is formatted\n"));
    assert_eq!(check(folder.path().to_str().unwrap()), "2 files are formatted\n");
    // Whoever gets the name of a folder wrong is told.
    let bare = tempfile::tempdir().unwrap();
    let nothing = "there is no file of a schema, and nothing was looked at\n";
    assert_eq!(check(bare.path().to_str().unwrap()), nothing);
    assert_eq!(lonely(&["fmt", bare.path().to_str().unwrap()]).exits(0).stderr, nothing);
}

#[cfg(unix)]
#[test]
fn a_file_with_several_names_keeps_them() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    let (folder, root) = ragged();
    let other = folder.path().join("other.yaml");
    fs::hard_link(&root, &other).unwrap();
    fs::set_permissions(&root, fs::Permissions::from_mode(0o640)).unwrap();
    let before = fs::metadata(&other).unwrap().ino();
    lonely(&["fmt", &root]).exits(0);
    assert_eq!((read(&folder, "mine.yaml"), read(&folder, "other.yaml")), (NEAT.to_owned(), NEAT.to_owned()));
    let after = fs::metadata(&other).unwrap();
    assert_eq!((after.ino(), after.nlink(), after.mode() & 0o777), (before, 2, 0o640));
    // Shorter than before, too, and nothing is left beside it.
    fs::write(&root, format!("{NEAT}\n\n\n\n")).unwrap();
    lonely(&["fmt", &root]).exits(0);
    assert_eq!(read(&folder, "other.yaml"), NEAT);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}
