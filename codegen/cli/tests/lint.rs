//! `lonely lint`: what it finds, in which format, what it mends, and what is excepted.

mod common;

use std::fs;
use std::path::Path;

use common::{command, lonely, root};
use serde_json::Value as Json;

/// The schema with thirty planted faults.
const FAULTS: &str = "codegen/cli/tests/faults/schema.yaml";

const SOUND: &str = "\
# Nothing is wrong with it.
lonely: 1
name: mine
version: 1.0.0
doc: \"Questions.\" # what it is

protocols:
  mine: { prefix: none, doc: Questions and answers. }
types:
  words: { kind: text, max: 9, doc: \"What only its owner knows, at most 9 bytes.\" }
protocol: mine
messages:
  ask:
    from: subscriber
    code: 1
    doc: Asks for something.
    sequence:
      - { field: words, type: words, prefix: u8 }
";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(schema: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::write(folder.schema(), schema).unwrap();
        folder
    }

    fn schema(&self) -> std::path::PathBuf {
        self.0.path().join("mine.yaml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.schema()).unwrap()
    }

    /// Runs `lonely lint` in it and gives the status, the codes that were found, and what was said.
    fn lint(&self, args: &[&str]) -> (i32, Vec<String>, String) {
        let mut run = command();
        run.current_dir(self.0.path()).args(["lint", "--schema", "mine.yaml", "--format", "json"]).args(args);
        let output = run.output().unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let list: Vec<Json> = serde_json::from_str(&stdout).unwrap_or_default();
        let codes = list.iter().map(|one| one["code"].as_str().unwrap().to_owned());
        (output.status.code().unwrap(), codes.collect(), String::from_utf8(output.stderr).unwrap())
    }
}

/// The marks of a file, each a comment that begins with a number: the line that comes next.
fn marks(path: &Path) -> Vec<usize> {
    let text = fs::read_to_string(path).unwrap();
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let next = |at: usize| (at..lines.len()).find(|at| !lines[*at].starts_with('#')).unwrap() + 1;
    let is_mark = |word: &str| word.strip_suffix(':').is_some_and(|number| number.parse::<u8>().is_ok());
    let count = |line: &str| line.split(' ').filter(|word| is_mark(word)).count();
    let marked = lines.iter().enumerate().filter(|(_, line)| line.starts_with("# "));
    marked.flat_map(|(at, line)| std::iter::repeat_n(next(at), count(line))).collect()
}

#[test]
fn thirty_planted_faults_are_thirty_findings_each_at_its_mark() {
    let faults = root().join(FAULTS);
    let found: Json =
        serde_json::from_str(&lonely(&["lint", "--schema", FAULTS, "--format", "json"]).exits(100).stdout)
            .unwrap();
    let mut seen = 0;
    for name in ["schema.yaml", "papers.yaml"] {
        let in_file =
            found.as_array().unwrap().iter().filter(|one| one["file"].as_str().unwrap().ends_with(name));
        let mut lines: Vec<_> =
            in_file.map(|one| usize::try_from(one["line"].as_u64().unwrap()).unwrap()).collect();
        lines.sort_unstable();
        assert_eq!(lines, marks(&faults.with_file_name(name)), "{name}");
        seen += lines.len();
    }
    assert_eq!((seen, found.as_array().unwrap().len()), (30, 30));
}

#[test]
fn every_format_has_all_of_them() {
    let run = |format: &str| lonely(&["lint", "--schema", FAULTS, "--format", format]).exits(100);
    let sarif: Json = serde_json::from_str(&run("sarif").stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 30);
    // Those of a redundant key, a missing full stop, and a text that is the type's.
    assert_eq!(results.iter().filter(|result| result["fixes"].is_array()).count(), 3);
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 30, "each is another rule");
    assert_eq!(run("github").stdout.lines().filter(|line| line.starts_with("::warning file=")).count(), 30);
    let text = run("text");
    assert_eq!(text.stdout.matches("warning[LL").count(), 30, "{}", text.stdout);
    assert_eq!(text.stderr, "30 warnings in the schema\n");
}

#[test]
fn the_schemas_of_the_repository_are_clean() {
    for schema in [
        "schema/lonelypsp/lonelypsp.yaml",
        "examples/own-protocol/schema/jobs.yaml",
        "examples/own-protocol/schema/sensors.yaml",
    ] {
        let ran = lonely(&["lint", "--schema", schema]).exits(0);
        assert_eq!(ran.stdout, "");
        assert!(ran.stderr.starts_with("nothing to complain about: "), "{}", ran.stderr);
    }
}

#[test]
fn what_has_a_certain_cure_is_mended_and_all_else_stays() {
    let faulty = SOUND
        .replace("Questions.", "Questions")
        .replace("{ kind: text,", "{ secret: false, kind: text,")
        .replace(
            "type: words, prefix: u8 }",
            "type: words, prefix: u8, doc: \"What only its owner knows, at most 9 bytes.\" }",
        );
    let folder = Folder::new(&faulty);
    let (status, codes, said) = folder.lint(&["--fix", "--dry-run"]);
    assert_eq!((status, codes.len()), (100, 3), "{said}");
    assert!(said.contains("would mend mine.yaml:5:6: LL022"), "{said}");
    assert_eq!(folder.text(), faulty);
    let (status, codes, said) = folder.lint(&["--fix"]);
    assert_eq!((status, codes.len()), (0, 0), "{said}");
    assert!(said.contains("mended 3 findings in 1 file"), "{said}");
    assert_eq!(folder.text(), SOUND);
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn what_is_selected_is_looked_at() {
    let folder =
        Folder::new(&SOUND.replace("field: words", "field: password").replace("Questions.", "Questions"));
    assert_eq!(folder.lint(&[]).1, ["LL022", "LL080"]);
    assert_eq!(folder.lint(&["--category", "docs"]).1, ["LL022"]);
    assert_eq!(folder.lint(&["--rule", "secret-not-said"]).1, ["LL080"]);
    assert_eq!(folder.lint(&["--except", "LL080", "--except", "DOCS"]).1, [""; 0]);
    let (status, _, said) = folder.lint(&["--rule", "LL81"]);
    assert!(status == 2 && said.contains("did you mean `LL081`?"), "{said}");
}

#[test]
fn exceptions_say_their_reason_and_are_reported_if_they_are_not_needed() {
    let field = "- { field: password, type: words, prefix: u8 }";
    let with = |comment: &str| {
        Folder::new(
            &SOUND.replace("- { field: words, type: words, prefix: u8 }", &format!("{field} {comment}")),
        )
    };
    assert_eq!(with("").lint(&[]).1, ["LL080"]);
    assert_eq!(with("# lonely:allow LL080 because it is printed on the door").lint(&[]).0, 0);
    assert_eq!(with("# lonely:allow LL080").lint(&[]).1, ["LA001"]);
    assert_eq!(with("# lonely:allow LL080, LL009 because it is public").lint(&[]).1, ["LA003"]);
    assert_eq!(with("# lonely:allow LB001 because it is public").lint(&[]).1, ["LL080"]);
}

#[test]
fn a_configuration_selects_rules_and_excepts_files() {
    let folder =
        Folder::new(&SOUND.replace("field: words", "field: password").replace("Questions.", "Questions"));
    let configure = |text: &str| {
        fs::write(folder.0.path().join("lonely.gen.yaml"), format!("lonely: 1\n{text}")).unwrap();
    };
    configure("lint: { except: [LL022] }\n");
    assert_eq!(folder.lint(&[]).1, ["LL080"]);
    configure("lint: { use: [DOCS] }\n");
    assert_eq!(folder.lint(&[]).1, ["LL022"]);
    configure(
        "allow:\n  - { rule: LL022, because: It is a title. }\n  - { rule: LL080, files: [mine.yaml], because: It is public. }\n",
    );
    assert_eq!(folder.lint(&[]).0, 0);
    configure("allow:\n  - { rule: LL022, files: [other.yaml], because: It is a title. }\n");
    assert_eq!(folder.lint(&[]).1, ["LL022", "LL080", "LA003"]);
    assert_eq!(folder.lint(&["--config", "none.yaml"]).0, 1);
}

#[test]
fn what_is_no_schema_is_reported_and_not_looked_at() {
    let folder = Folder::new(&SOUND.replace("code: 1", "coed: 1"));
    let (status, codes, _) = folder.lint(&[]);
    assert_eq!((status, codes), (100, vec!["LS004".to_owned()]));
    let output = command().args(["lint", "--fix"]).current_dir(folder.0.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "the built-in schema cannot be mended");
}
