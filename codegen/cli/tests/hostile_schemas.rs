//! Schemas that nobody would write by mistake: there is an answer, soon, and of bearable length.

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use common::{Ran, lonely};

const HEAD: &str = "lonely: 1\nname: odd\nversion: 1.0.0\ndoc: D.\n";

fn file(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("odd.yaml");
    std::fs::write(&path, text).unwrap();
    path
}

fn check(text: &str, more: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), text);
    lonely(&[&["check", "--schema", path.to_str().unwrap()], more].concat()).exits(100)
}

/// Eight thousand unknown keys on one line.
fn one_line() -> String {
    let mut text = "{lonely: 1, ".to_owned();
    (0..8001).for_each(|index| write!(text, "k{index}: 1, ").unwrap());
    text + "}\n"
}

#[test]
fn of_many_problems_the_first_are_printed_and_all_are_counted() {
    let ran = check(&one_line(), &[]);
    assert_eq!(ran.stdout.matches("error[LS").count(), 100);
    assert!(ran.stdout.ends_with("\nand 7904 more problems\n"), "{}", &ran.stdout[ran.stdout.len() - 500..]);
    assert_eq!(ran.stderr, "8004 problems in the schema; --all prints all of them\n");
    let ran = check(&one_line(), &["--all"]);
    assert_eq!(ran.stdout.matches("error[LS").count(), 8004);
    assert!(!ran.stdout.contains("more problems"));
    assert_eq!(ran.stderr, "8004 problems in the schema\n");
}

#[test]
fn programs_are_given_all_problems_with_their_places() {
    let text = one_line();
    let ran = check(&text, &["--format", "json"]);
    let all: Vec<serde_json::Value> = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(all.len(), 8004);
    let last = all.iter().find(|one| one["message"] == "the schema has no key `k8000`").unwrap();
    assert_eq!((&last["line"], &last["column"]), (&1.into(), &(text.find("k8000").unwrap() + 1).into()));
}

#[test]
fn of_a_long_line_the_part_around_the_problem_is_printed() {
    let text = one_line();
    for color in ["never", "always"] {
        let ran = check(&text, &["--color", color]);
        let mut said = String::new();
        for piece in ran.stdout.split("\u{1b}[") {
            let visible =
                if said.is_empty() { piece } else { piece.split_once('m').map_or(piece, |(_, text)| text) };
            said.push_str(visible);
        }
        let said: Vec<&str> =
            said.split("\n\n").find(|one| one.contains("no key `k50`")).unwrap().lines().collect();
        let column = text.find("k50:").unwrap() + 1;
        assert!(
            said[1].starts_with(" --> ") && said[1].ends_with(&format!("odd.yaml:1:{column}")),
            "{said:#?}"
        );
        assert_eq!(said[2].trim(), "|");
        assert!(said[3].starts_with("1 | …") && said[3].ends_with('…') && said[3].len() < 130, "{said:#?}");
        let mark = said[4].find("^^^").unwrap();
        assert_eq!(said[3].chars().skip(mark).take(3).collect::<String>(), "k50", "{said:#?}");
        assert_eq!(said.len(), 7, "{said:#?}");
    }
}

#[test]
fn tens_of_thousands_of_problems_are_printed() {
    let mut includes = format!("{HEAD}include:\n");
    let mut messages = format!(
        "{HEAD}protocols: {{ p: {{ doc: D., flags: {{ s: {{ bit: 0, doc: D., selects: minimal }} }} }} }}\nprotocol: p\nmessages:\n"
    );
    for index in 0..20_000 {
        writeln!(includes, "- f{index}.yaml").unwrap();
        writeln!(messages, "  m{index}: {{ from: subscriber, code: {index}, headers: {{}} }}").unwrap();
    }
    for text in [format!("{HEAD}{}", "name: x\n".repeat(20_000)), includes, messages] {
        let ran = check(&text, &["--all"]);
        assert!(ran.stdout.matches("error[LS").count() >= 20_000, "{}", ran.stderr);
    }
}

#[test]
fn other_verbs_print_no_more_of_a_wrong_schema() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), &one_line());
    let ran = lonely(&["decode", "--schema", path.to_str().unwrap(), "--from", "subscriber", "--hex", "00"])
        .exits(1);
    assert_eq!(ran.stderr.matches("error[LS").count(), 100);
    assert!(ran.stderr.contains("and 7904 more problems"));
    assert!(ran.stderr.ends_with("error: the schema has 8004 problems, see above\n"));
}

#[cfg(unix)]
#[test]
fn only_ordinary_files_are_schemas() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let sparse = folder.path().join("sparse");
    std::fs::File::create(&sparse).unwrap().set_len(20 << 30).unwrap();
    // What is included lies in the folder of the schema, or below.
    let device = folder.path().join("zero");
    std::os::unix::fs::symlink("/dev/zero", &device).unwrap();
    let below = folder.path().join("below");
    std::fs::create_dir(&below).unwrap();
    let cases = [
        (&device, "it is a device; only ordinary files are read"),
        (&pipe, "it is a pipe; only ordinary files are read"),
        (&below, "it is a folder; only ordinary files are read"),
        (&sparse, "it is larger than 16 MiB"),
    ];
    for (path, reason) in cases {
        let path = path.to_str().unwrap();
        let ran = lonely(&["check", "--schema", path]).exits(1);
        assert!(
            ran.stderr.contains(&format!("the schema {path} cannot be read: {reason}")),
            "{}",
            ran.stderr
        );
        let name = path.strip_prefix(folder.path().to_str().unwrap()).unwrap().trim_start_matches('/');
        let root = file(folder.path(), &format!("{HEAD}include: [{name}]\n"));
        let ran = lonely(&["check", "--schema", root.to_str().unwrap()]).exits(100);
        assert!(
            ran.stdout.contains("error[LS002]: `")
                && ran.stdout.contains(&format!("` cannot be read: {reason}\n")),
            "{}",
            ran.stdout
        );
    }
}
