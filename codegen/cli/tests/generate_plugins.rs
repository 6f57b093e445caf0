//! Programs that make files: what they are given, and that nothing they do does harm.
#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use common::Ran;
use common::project::Project;

const CONFIG: &str =
    "lonely: 1\ngenerate:\n  - { plugin: ./tools/emit, out: out, options: { package: chat } }\n";

/// A folder with a plug-in that is this script.
fn project(script: &str) -> Project {
    let project = Project::new(CONFIG);
    project.write("tools/emit", &format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(project.path("tools/emit"), fs::Permissions::from_mode(0o755)).unwrap();
    project
}

/// The script that answers so.
fn answers(json: &str) -> String {
    format!("cat > question\ncat <<'END'\n{json}\nEND")
}

fn ran(script: &str) -> (Project, Ran) {
    let project = project(script);
    let ran = project.generate(&["--timeout", "20"]);
    (project, ran)
}

#[test]
fn a_program_is_given_the_export_and_its_files_are_written() {
    let (project, ran) =
        ran(&answers(r##"{"files": {"a.txt": "a\r\nb\n", "b/run.sh": "#!/bin/sh\n"}, "more": 1}"##));
    ran.exits(0);
    assert_eq!(project.read("out/a.txt"), "a\nb\n");
    assert!(fs::metadata(project.path("out/b/run.sh")).unwrap().permissions().mode() & 0o100 != 0);
    let question: serde_json::Value = serde_json::from_str(&project.read("question")).unwrap();
    assert_eq!((&question["lonely_export"], &question["options"]["package"]), (&1.into(), &"chat".into()));
    assert!(question["protocols"].as_array().unwrap().len() > 3);
    assert!(project.generate(&["--check"]).exits(0).stdout.is_empty());
    let ran = project.generate(&["--plugin", "tools/emit", "--option", "x=y=z", "--out", "other"]).exits(0);
    assert!(ran.stderr.contains("other: 3 written"), "{}", ran.stderr);
    assert!(project.read("question").contains(r#""options":{"x":"y=z"}"#));
}

#[test]
fn what_a_program_says_is_passed_on_so_that_it_can_be_read() {
    let (project, ran) =
        ran("printf 'one\\033[31m\\ntwo' >&2; echo '{\"error\": \"no such\\u001b[2J thing\"}'; exit 3");
    let stderr = ran.exits(1).stderr;
    for said in
        ["tools/emit: one\\u{1b}[31m\n", "tools/emit: two\n", "tools/emit says: no such\\u{1b}[2J thing"]
    {
        assert!(stderr.contains(said), "{stderr}");
    }
    assert!(!project.path("out").exists());
}

#[test]
fn whatever_a_program_does_is_said_and_nothing_is_written() {
    let path = |path: &str| answers(&format!(r#"{{"files": {{"ok": "", "{path}": ""}}}}"#));
    for (script, said) in [
        (answers(""), "answered nothing; a plug-in answers with `{\"files\""),
        (answers("{\"file\": {}}"), "neither `files` nor `error`"),
        (answers("hello {"), "it begins with `hello {`"),
        (answers("{\"files\": {\"a\": 1}}"), "invalid type: integer"),
        (answers("{\"files\": [\"a\"]}"), "an object with the text of each file by its path"),
        (answers("{\"files\": {\"a\": \"\", \"a\": \"\"}}"), "which is made already"),
        ("echo '{\"files\": {}}'; exit 7".to_owned(), "exit status: 7"),
        ("kill -9 $$".to_owned(), "signal: 9"),
        (path("../x"), "leads out of the folder"),
        (path("/elsewhere/x"), "leads out of the folder"),
        (path(".git/hooks/pre-commit"), "belongs to git"),
        (path("Lonely.manifest"), "is one that lonely has for itself"),
        (path("OK"), "which is `ok` where case does not count"),
        (path("ok/x"), "needs a folder where"),
        (path(r"a\\b"), "in its name"),
        (path(r"a\u0000b"), "in its name"),
    ] {
        let (project, ran) = ran(&script);
        let stderr = ran.exits(1).stderr;
        assert!(stderr.contains("tools/emit") && stderr.contains(said), "{script}: {stderr}");
        assert!(!project.path("out").exists() && !project.path("x").exists(), "{script}");
    }
}

#[test]
fn a_program_that_does_not_come_to_an_end_is_ended() {
    let project = project("exec sleep 600");
    let ran = project.generate(&["--timeout", "0.3"]).exits(1);
    assert!(
        ran.stderr.contains("did not answer in 0.3 s, and was ended; --timeout waits longer"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_program_that_cannot_be_started_is_told_from_others() {
    let project = project("exit 0");
    fs::set_permissions(project.path("tools/emit"), fs::Permissions::from_mode(0o644)).unwrap();
    assert!(project.generate(&[]).exits(1).stderr.contains("`chmod +x` makes it so"));
    project.write("tools/emit", "#!/no/such/interpreter\n");
    fs::set_permissions(project.path("tools/emit"), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(project.generate(&[]).exits(1).stderr.contains("is the interpreter there"));
    project.write("emit-here", "");
    let said = |program: &str| project.generate(&["--plugin", program, "--out", "x"]).exits(1).stderr;
    assert!(said("emit-here").contains("a program here has `./` before its name"));
    assert!(said("no-such-program-of-lonely").contains("the name of one on the PATH"));
    let where_to = project.generate(&["--plugin", "./other"]).exits(2).stderr;
    assert!(where_to.contains("plugin: ./other, out: FOLDER"), "{where_to}");
}

#[test]
fn nothing_of_somebody_elses_is_overwritten() {
    let project = project(&answers(r#"{"files": {"mine": "theirs\n"}}"#));
    project.write("out/mine", "mine\n");
    assert!(project.generate(&["--force"]).exits(1).stderr.contains("out/mine is not overwritten"));
    assert_eq!(project.read("out/mine"), "mine\n");
}
