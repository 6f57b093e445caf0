//! Schemas, sound and not.

mod common;

use common::lonely;

const THREE_MISTAKES: &str = "\
lonely: 1
name: mine
version: \"1\"
doc: A schema with three mistakes.
types:
  topic:
    kind: bytes
    maxx: 7
    doc: A topic.
protocols:
  mine:
    doc: A protocol.
    flags:
      minimal_headers: { bit: 0, doc: The header block is minimal., selects: minimal }
protocol: mine
messages:
  ask:
    from: subscriber
    code: 1
    doc: Asks.
    headers:
      x-topic: topik
  answer:
    from: brodcaster
    code: 1
    doc: Answers.
    headers:
      x-topic: topic
";

fn file(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.yaml");
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn the_built_in_schema_is_sound_and_has_a_plan() {
    let ran = lonely(&["check"]).exits(0);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("is sound"), "{}", ran.stderr);
    let ran = lonely(&["check", "--print", "plan"]).exits(0);
    assert!(ran.stdout.contains("stateful.subscribe_exact (subscriber, code 2)\n"), "{}", ran.stdout);
    let ran = lonely(&["check", "--print", "summary"]).exits(0);
    assert!(ran.stdout.contains("  continuation\n"), "{}", ran.stdout);
    assert_eq!(lonely(&["check", "--format", "json"]).exits(0).stdout, "[]\n");
}

#[test]
fn three_mistakes_are_three_diagnostics_each_with_place_and_hint() {
    let (_folder, path) = file(THREE_MISTAKES);
    let ran = lonely(&["check", "--schema", &path]).exits(100);
    assert_eq!(ran.stdout.matches("error[LS").count(), 3, "{}", ran.stdout);
    for (place, hint) in [("8:5", "`max`"), ("22:16", "`topic`"), ("24:11", "`broadcaster`")] {
        assert!(ran.stdout.contains(&format!("--> {path}:{place}")), "{place} in {}", ran.stdout);
        assert!(ran.stdout.contains(hint), "{hint} in {}", ran.stdout);
    }
    assert!(ran.stderr.contains("3 problems"), "{}", ran.stderr);
    assert!(!ran.stdout.contains('\u{1b}'));
}

#[test]
fn diagnostics_are_data_for_programs() {
    let (_folder, path) = file(THREE_MISTAKES);
    let ran = lonely(&["check", "--schema", &path, "--format", "json"]).exits(100);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let list = json.as_array().unwrap();
    assert_eq!(list.len(), 3);
    assert_eq!(list[0]["code"], "LS004");
    assert_eq!(list[0]["file"], path.as_str());
    assert_eq!((&list[0]["line"], &list[0]["column"]), (&8.into(), &5.into()));
    assert!(list.iter().all(|one| one["message"].is_string() && one["help"].is_string()), "{json:#}");
}

#[test]
fn a_schema_that_is_not_there_is_no_finding() {
    let ran = lonely(&["check", "--schema", "no/such.yaml"]).exits(1);
    assert!(ran.stderr.contains("no/such.yaml cannot be read"), "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
}

#[test]
fn another_schema_is_used_without_compiling() {
    let (_folder, path) = file(&THREE_MISTAKES.replace("maxx", "max").replace("topik", "topic"));
    let bad = ["decode", "--schema", &path, "--from", "subscriber", "--hex", "0001 0001 0001 41"];
    let ran = lonely(&bad).exits(1);
    assert!(ran.stderr.contains("1 problem, see above"), "{}", ran.stderr);
    let sound = THREE_MISTAKES.replace("maxx", "max").replace("topik", "topic").replace("brod", "broad");
    let (_folder, path) = file(&sound);
    let ran =
        lonely(&["decode", "--schema", &path, "--from", "subscriber", "--format", "json", "--hex", bad[6]]);
    assert!(ran.exits(0).stdout.starts_with(r#"{"message":"ask","#));
    let ran = lonely(&[
        "decode",
        "--schema",
        &path,
        "--from",
        "broadcaster",
        "--hex",
        "0001 0001 0008 4141414141414141",
    ]);
    assert!(ran.exits(100).stderr.contains("expected at most 7 bytes, found 8 bytes"));
}

#[test]
fn codes_are_explained() {
    let ran = lonely(&["check", "--explain", "ls004"]).exits(0);
    assert!(
        ran.stdout.starts_with("LS004: a key that the schema language does not have\n"),
        "{}",
        ran.stdout
    );
    let ran = lonely(&["check", "--explain", "all"]).exits(0);
    assert!(ran.stdout.starts_with("LS001  "), "{}", ran.stdout);
    let ran = lonely(&["check", "--explain", "LS999"]).exits(2);
    assert!(ran.stderr.contains("no code `LS999`"), "{}", ran.stderr);
}
