//! `lonely init`: what it writes works at once.
#![cfg(unix)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{command, root};

/// A new project in these languages.
fn project(languages: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let arguments = languages.iter().flat_map(|language| ["--lang", language]);
    let output = command().arg("init").args(arguments).arg("p").current_dir(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

#[track_caller]
fn succeeds(folder: &Path, program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).current_dir(folder.join("p")).output().unwrap();
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
}

#[test]
fn a_new_project_is_sound_formatted_and_up_to_date() {
    let folder = project(&["python", "ruby", "typescript", "rust"]);
    let lonely = env!("CARGO_BIN_EXE_lonely");
    succeeds(folder.path(), lonely, &["check", "--schema", "schema/chat.yaml"]);
    succeeds(folder.path(), lonely, &["fmt", "--check", "schema"]);
    succeeds(folder.path(), lonely, &["generate", "--check"]);
    succeeds(folder.path(), lonely, &["new", "message", "hello", "--schema", "schema/chat.yaml"]);
    succeeds(folder.path(), lonely, &["generate"]);
}

/// What the first line of a file says that it is described by, as editors read it: a path from where the file is.
fn description(file: &Path) -> jsonschema::Validator {
    let text = fs::read_to_string(file).unwrap();
    let name = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
    let text = fs::read_to_string(file.parent().unwrap().join(name)).unwrap();
    jsonschema::draft202012::new(&serde_json::from_str(&text).unwrap()).unwrap()
}

#[test]
fn editors_understand_its_yaml_without_a_network() {
    let folder = project(&["python", "rust"]);
    for (path, key) in [("schema/chat.yaml", "kind: text"), ("lonely.gen.yaml", "lang: python")] {
        let path = folder.path().join("p").join(path);
        let (text, description) = (fs::read_to_string(&path).unwrap(), description(&path));
        let is_right = |text: &str| description.is_valid(&serde_yaml::from_str(text).unwrap());
        assert!(is_right(&text), "{}", path.display());
        assert!(
            text.contains(key) && !is_right(&text.replace(key, &format!("x{key}"))),
            "{}",
            path.display()
        );
    }
    // A build script alone has no configuration, and what describes one would describe nothing.
    let folder = project(&["rust"]);
    assert!(!folder.path().join("p/schema/lonely.gen.schema.json").exists());
}

#[test]
fn its_tests_in_python_and_ruby_succeed() {
    let folder = project(&["python", "ruby"]);
    succeeds(folder.path(), "python3", &["python/test_chat.py"]);
    succeeds(folder.path(), "ruby", &["ruby/chat_test.rb"]);
}

#[test]
fn its_test_in_rust_succeeds() {
    let (folder, root) = (project(&["rust"]), root());
    let patch =
        |name: &str, path: &str| format!("patch.crates-io.{name}.path=\"{}\"", root.join(path).display());
    let crates = [
        ("lonelypsp", "protocol"),
        ("lonelypsp-build", "codegen/build"),
        ("lonelypsp-codegen-rust", "codegen/rust"),
        ("lonelypsp-schema", "schema"),
    ];
    fs::copy(root.join("Cargo.lock"), folder.path().join("p/rust/Cargo.lock")).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--offline", "--quiet", "--manifest-path", "rust/Cargo.toml"]);
    for (name, path) in crates {
        cargo.args(["--config", &patch(name, path)]);
    }
    let cargo = cargo.env("CARGO_TARGET_DIR", root.join("target/init")).current_dir(folder.path().join("p"));
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn nothing_that_is_there_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("README.md"), "mine\n").unwrap();
    let init = |arguments: &[&str]| {
        let output = command().arg("init").args(arguments).current_dir(folder.path()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (status, said) = init(&["--lang", "python"]);
    assert!(
        status == Some(1) && said.contains("README.md is there already, and nothing was written"),
        "{said}"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    fs::rename(folder.path().join("README.md"), folder.path().join("mine.md")).unwrap();
    let (status, said) = init(&["--lang", "python"]);
    assert!(status == Some(0) && said.contains("python3 python/test_chat.py"), "{said}");
}

#[test]
fn every_verb_works_on_the_schema_of_the_project_that_it_runs_in() {
    let folder = project(&["python"]);
    let place = folder.path().join("p");
    let run = |place: &Path, args: &[&str], status: i32| {
        let output = command().args(args).current_dir(place).output().unwrap();
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        assert_eq!(output.status.code(), Some(status), "{args:?}: {said:?}");
        said
    };
    assert!(run(&place, &["check"], 0)[1].contains("the schema chat 0.1.0 is sound"));
    assert!(run(&place, &["export", "--compact"], 0)[0].contains("\"name\":\"chat\""));
    run(&place, &["docs", "--out", "site"], 0);
    assert!(fs::read_to_string(place.join("site/index.html")).unwrap().contains("chat"));
    run(&place, &["fmt", "--check"], 0);
    run(&place, &["lint"], 0);
    // Elsewhere, it is the built-in one; and what is wrong with a configuration is said.
    assert!(run(folder.path(), &["check"], 0)[1].contains("the schema lonelypsp"));
    fs::write(place.join("lonely.gen.yaml"), "lonely: 1\nschema: nowhere.yaml\n").unwrap();
    assert!(run(&place, &["decode", "--hex", "00"], 1)[1].contains("nowhere.yaml"));
}
