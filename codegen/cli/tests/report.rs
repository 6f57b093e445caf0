//! Findings in the formats that programs read.

mod common;

use common::lonely;
use serde_json::Value as Json;

/// A schema whose third line has a key that there is not, behind characters of more than one byte.
const WRONG: &str = "lonely: 1\nname: mine\n{ \"ü😀\": 1 }\n";

/// One with a message that stands twice: its finding has a related place.
const TWICE: &str = "\
lonely: 1
name: mine
version: \"1\"
doc: Two messages of one code.
protocols: { mine: { prefix: none, doc: A protocol. } }
protocol: mine
messages:
  one: { from: subscriber, code: 1, doc: One., sequence: [{ rest: text, doc: Any. }] }
  two: { from: subscriber, code: 1, doc: Two., sequence: [{ rest: text, doc: Any. }] }
";

fn checked(name: &str, text: &str, format: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    let ran = lonely(&["check", "--schema", &path, "--format", format]).exits(100);
    assert!(ran.stderr.ends_with(" in the schema\n"), "{}", ran.stderr);
    (path, ran.stdout)
}

#[test]
fn json_says_from_where_to_where_and_how_bad_it_is() {
    let (path, json) = checked("mine.yaml", &TWICE.replace("Any.", "\"ü😀\", x: 1"), "json");
    let json: Json = serde_json::from_str(&json).unwrap();
    let key = json.as_array().unwrap().iter().find(|one| one["code"] == "LS004").unwrap();
    let line =
        "  one: { from: subscriber, code: 1, doc: One., sequence: [{ rest: text, doc: \"ü😀\", x: 1 }] }";
    let column = line.chars().count() - "x: 1 }] }".len() + 1;
    assert_eq!((&key["file"], &key["line"], &key["end_line"]), (&path.into(), &8.into(), &8.into()));
    assert_eq!((&key["column"], &key["end_column"]), (&column.into(), &(column + 1).into()));
    assert_eq!((&key["severity"], &key["name"]), (&"error".into(), &"unknown-key".into()));
    assert_eq!(key["explain"], "lonely explain LS004");
}

#[test]
fn sarif_has_the_rules_the_regions_and_the_related_places() {
    let (path, sarif) = checked("a b,c%.yaml", TWICE, "sarif");
    let log: Json = serde_json::from_str(&sarif).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let result = &run["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"LS015".into(), &"error".into()));
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    let rule = &run["tool"]["driver"]["rules"][index];
    assert_eq!((&rule["id"], &rule["name"]), (&"LS015".into(), &"duplicate-code".into()));
    assert!(rule["help"]["text"].as_str().unwrap().contains("Each may be used once"), "{rule:#}");
    let place = &result["locations"][0]["physicalLocation"];
    let uri = format!("file://{}", path.replace(' ', "%20").replace(',', "%2C").replace("c%.", "c%25."));
    assert_eq!(place["artifactLocation"]["uri"], uri.as_str());
    assert_eq!(place["region"]["startLine"], 9);
    let related = &result["relatedLocations"][0];
    assert_eq!(related["physicalLocation"]["region"]["startLine"], 8);
    assert!(related["message"]["text"].is_string(), "{related:#}");
}

#[test]
fn nothing_found_is_a_log_without_results() {
    let ran = lonely(&["check", "--format", "sarif"]).exits(0);
    let log: Json = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(log["runs"][0]["results"], Json::Array(Vec::new()));
    assert_eq!(lonely(&["check", "--format", "github"]).exits(0).stdout, "");
}

#[test]
fn github_is_told_the_place_and_the_title() {
    let (path, commands) = checked("a,b.yaml", TWICE, "github");
    let file = path.replace(',', "%2C");
    let start = format!("::error file={file},line=9,col=3,endColumn=6,title=LS015 duplicate-code::");
    assert!(commands.starts_with(&start), "{commands}");
    assert_eq!(commands.lines().count(), 1, "{commands}");
}

#[test]
fn what_a_terminal_or_a_workflow_would_obey_is_spelled_out() {
    for format in ["json", "sarif", "github"] {
        let (_, text) = checked("mine.yaml", &format!("{WRONG}\"\u{1b}[31m\\n::error::\": 1\n"), format);
        assert!(!text.contains('\u{1b}'), "{text}");
        let injected = text.lines().any(|line| line.starts_with("::error::"));
        assert!(!injected, "{text}");
    }
}

#[test]
fn codes_are_explained_by_code_or_name_and_slips_are_met_with_the_nearest() {
    let by_code = lonely(&["explain", "ls004"]).exits(0).stdout;
    assert_eq!(lonely(&["explain", "unknown-key"]).exits(0).stdout, by_code);
    assert_eq!(lonely(&["check", "--explain", "LS004"]).exits(0).stdout, by_code);
    assert!(by_code.contains("unknown-key (schema, category SCHEMA, error)"), "{by_code}");
    let slip = lonely(&["explain", "LS04"]).exits(2);
    assert!(slip.stderr.contains("did you mean `LS004`?"), "{}", slip.stderr);
    let slip = lonely(&["explain", "unkown-key"]).exits(2);
    assert!(slip.stderr.contains("did you mean `unknown-key`?"), "{}", slip.stderr);
    let all = lonely(&["explain"]).exits(0).stdout;
    for code in ["LS001  ", "LA001  "] {
        assert!(all.lines().any(|line| line.starts_with(code)), "{all}");
    }
    assert!(lonely(&["explain", "language"]).exits(0).stdout.contains("## "));
}

#[test]
fn what_is_stale_is_reported_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("module.rs");
    let run = |args: &[&str]| {
        let place = ["generate", "--lang", "rust", "--out", out.to_str().unwrap()];
        lonely(&[place.as_slice(), args].concat())
    };
    let missing = run(&["--check", "--format", "json"]).exits(100);
    let json: Json = serde_json::from_str(&missing.stdout).unwrap();
    assert_eq!((&json[0]["code"], &json[0]["line"]), (&"LG001".into(), &Json::Null));
    std::fs::write(&out, "// Mine.\n").unwrap();
    let foreign = run(&["--check", "--format", "github"]).exits(100).stdout;
    assert!(foreign.starts_with("::error file=") && foreign.contains("LG005 file-foreign"), "{foreign}");
    let sarif: Json =
        serde_json::from_str(&run(&["--check", "--format", "sarif"]).exits(100).stdout).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert!(place["artifactLocation"]["uri"].is_string() && place["region"].is_null(), "{place:#}");
    run(&["--format", "json"]).exits(2);
}

/// What could not be compared for problems of a schema says those in the format that was asked for.
#[test]
fn verbs_that_need_a_sound_schema_report_its_problems_in_the_format_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (wrong, right) = (
        file("wrong.yaml", TWICE),
        file("right.yaml", &TWICE.replace("code: 1, doc: Two", "code: 2, doc: Two")),
    );
    let out = folder.path().join("out").to_str().unwrap().to_owned();
    for arguments in [
        &["generate", "--check", "--lang", "python", "--out", &out, "--schema", &wrong][..],
        &["dissector", "--check", "--out", &out, "--schema", &wrong],
        &["breaking", "--schema", &wrong, "--against", &right],
        &["breaking", "--schema", &right, "--against", &wrong],
    ] {
        let ran = lonely(&[arguments, &["--format", "json"]].concat()).exits(1);
        let found: Json = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(
            (&found[0]["code"], &found[0]["file"]),
            (&"LS015".into(), &wrong.as_str().into()),
            "{arguments:?}"
        );
        assert!(ran.stderr.contains("the schema has 1 problem, see above"), "{}", ran.stderr);
        let text = lonely(arguments).exits(1);
        assert!(text.stdout.is_empty() && text.stderr.contains("error[LS015]"), "{text:?}");
    }
}
