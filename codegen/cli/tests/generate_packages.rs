//! Whole packages: what a configuration says, what flags say over it, and whose files are whose.

mod common;

use std::fs;

use common::command;
use common::project::{CONFIG, Project, modified, tree};

#[test]
fn a_configuration_names_packages_and_what_they_say_about_themselves() {
    let project = Project::new(CONFIG);
    let ran = project.generate(&[]).exits(0);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("wrote out/python/pyproject.toml"), "{}", ran.stderr);
    let metadata = project.read("out/python/pyproject.toml");
    for said in ["its-name", "1.2.3", "MIT", "https://example.org/it"] {
        assert!(metadata.contains(said), "{said} in\n{metadata}");
    }
    assert!(project.read("out/ruby/lonelypsp.gemspec").contains("MIT"));
    assert!(!project.path("out/typescript").exists());
}

#[test]
fn a_second_run_writes_nothing_and_a_run_elsewhere_the_same() {
    let project = Project::new(CONFIG);
    project.generate(&[]).exits(0);
    let (before, time) = (tree(&project.path("out")), modified(&project.path("out/python/README.md")));
    let ran = project.generate(&[]).exits(0);
    let said: Vec<_> = ran.stderr.lines().collect();
    assert!(said.iter().all(|line| line.contains("is up to date")) && said.len() == 2, "{}", ran.stderr);
    assert_eq!(modified(&project.path("out/python/README.md")), time);

    fs::remove_dir_all(project.path("out")).unwrap();
    fs::create_dir(project.path("elsewhere")).unwrap();
    project.generate_in("elsewhere", &["--config", "../lonely.gen.yaml"]).exits(0);
    assert!(tree(&project.path("out")) == before, "the packages differ");
}

#[test]
fn a_check_lists_what_is_changed_missing_or_stray_and_touches_nothing() {
    let project = Project::new(CONFIG);
    project.generate(&[]).exits(0);
    assert_eq!(project.generate(&["--check"]).exits(0).stdout, "");

    let readme = project.read("out/python/README.md");
    fs::write(project.path("out/python/README.md"), readme.clone() + "More.\n").unwrap();
    project.lists("README.md", &(readme.clone() + "More.\n"));
    let project_file = project.read("out/python/src/its_name/__init__.py");
    fs::write(project.path("out/python/src/its_name/__init__.py"), project_file.clone() + "# Mine\n")
        .unwrap();
    fs::remove_file(project.path("out/python/pyproject.toml")).unwrap();
    let gem = project.read("out/ruby/README.md");
    fs::write(project.path("out/ruby/README.md"), gem.replace('\n', "\r\n")).unwrap();
    project.once_generated("src/old/gone.py", "gone = 1\n");
    let before = tree(&project.path("out"));
    let ran = project.generate(&["--check"]).exits(100);
    for line in [
        "changed: out/python/README.md",
        "edited: out/python/src/its_name/__init__.py (edited by hand)",
        "missing: out/python/pyproject.toml",
        "stray: out/python/src/old/gone.py",
        "changed: out/ruby/README.md (only the line ends differ: it must have LF, not CRLF)",
    ] {
        assert!(ran.stdout.lines().any(|found| found == line), "{line} in\n{}", ran.stdout);
    }
    assert!(tree(&project.path("out")) == before, "something was touched");

    project.generate(&["--force"]).exits(0);
    project.generate(&["--check"]).exits(0);
    assert!(!project.path("out/python/src/old").exists());
    assert_eq!(project.read("out/python/README.md"), readme);
    assert_eq!(project.read("out/python/src/its_name/__init__.py"), project_file);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let project = Project::new(CONFIG);
    project.generate(&["--lang", "python"]).exits(0);
    let (readme, target) = (project.path("out/python/README.md"), project.path("target.md"));
    fs::rename(&readme, &target).unwrap();
    std::os::unix::fs::symlink(&target, &readme).unwrap();
    let ran = project.generate(&["--lang", "python"]).exits(1);
    assert!(ran.stderr.contains("is a link, a device, a pipe or the like"), "{}", ran.stderr);
    fs::remove_file(&readme).unwrap();

    let (src, elsewhere) = (project.path("out/python/src"), project.path("elsewhere"));
    fs::rename(&src, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &src).unwrap();
    let ran = project.generate(&["--lang", "python"]).exits(1);
    assert!(ran.stderr.contains("out/python/src is not a folder"), "{}", ran.stderr);
}

#[test]
fn what_is_in_the_way_is_noticed_before_anything_is_written() {
    let project = Project::new(CONFIG);
    fs::create_dir_all(project.path("out/ruby")).unwrap();
    fs::write(project.path("out/ruby/lib"), "mine\n").unwrap();
    let ran = project.generate(&[]).exits(1);
    assert!(ran.stderr.contains("out/ruby/lib is not a folder, which is needed there"), "{}", ran.stderr);
    assert!(!project.path("out/python").exists());

    fs::write(project.path("file"), "mine\n").unwrap();
    let ran = project.generate(&["--lang", "python", "--out", "file"]).exits(1);
    assert!(ran.stderr.contains("file is not a folder"), "{}", ran.stderr);
    assert_eq!(project.read("file"), "mine\n");
}

#[test]
fn a_package_does_not_take_the_place_of_one_in_another_language() {
    let project = Project::new(CONFIG);
    project.generate(&["--lang", "python"]).exits(0);
    let before = tree(&project.path("out"));
    let ran = project.generate(&["--lang", "ruby", "--out", "out/python"]).exits(1);
    assert!(ran.stderr.contains("out/python holds a python package"), "{}", ran.stderr);
    assert!(tree(&project.path("out")) == before, "something was touched");
}

#[test]
fn two_spellings_of_one_place_are_one_place() {
    for other in ["./x", "y/../x", "x/", ".", "./x/y", "../HERE/x"] {
        let project = Project::new("");
        let here = project.folder.path().file_name().unwrap().to_str().unwrap();
        let (lang, other) =
            ("lonely: 1\ngenerate:\n  - { lang: python, out: x }\n", other.replace("HERE", here));
        let config = format!("{lang}  - {{ lang: ruby, out: \"{other}\" }}\n");
        fs::write(project.path("lonely.gen.yaml"), config).unwrap();
        let ran = project.generate(&[]).exits(1);
        assert!(ran.stderr.contains("the same place"), "{other}: {}", ran.stderr);
    }
}

#[test]
fn flags_go_over_the_configuration() {
    let project = Project::new(CONFIG);
    project.generate(&["--lang", "python", "--out", "there"]).exits(0);
    assert!(!project.path("out").exists());
    assert!(project.read("there/pyproject.toml").contains("its-name"));
    project.generate(&["--lang", "typescript", "--out", "ts"]).exits(0);
    assert!(project.read("ts/package.json").contains("\"lonelypsp\""));
    project.generate(&["--lang", "ruby"]).exits(0);
    assert!(project.path("out/ruby").exists() && !project.path("out/python").exists());
    // For Rust nothing is configured, and one file can be printed.
    assert!(project.generate(&["--lang", "rust"]).exits(0).stdout.contains("pub mod"));
}

#[test]
fn what_cannot_be_meant_is_a_usage_error_that_says_what_can() {
    let empty = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = command().arg("generate").args(arguments).current_dir(empty.path()).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for (arguments, says) in [
        (&[][..], "there is no lonely.gen.yaml here"),
        (&["--lang", "python"], "where should the python package go?"),
        (&["--lang", "python", "--lang", "ruby", "--out", "x"], "--out is the place of one package"),
        (&["--out", "x"], "--out is the place of one package"),
        (&["--lang", "rust", "--check"], "--check compares with files"),
        (&["--lang", "cobol"], "cobol"),
    ] {
        let (status, stderr) = run(arguments);
        assert_eq!(status, Some(2), "{arguments:?}: {stderr}");
        assert!(stderr.contains(says), "{arguments:?}: {stderr}");
    }
    let (status, stderr) = run(&["--config", "none.yaml"]);
    assert!(status == Some(1) && stderr.contains("none.yaml cannot be read"), "{stderr}");
}

#[test]
fn a_wrong_configuration_says_what_is_wrong_and_where() {
    for (config, says) in [
        ("lonely: 2\ngenerate: []\n", "reads `lonely: 1`"),
        ("lonely: 1\ngenerate: []\n", "`generate` is empty"),
        ("lonely: 1\ngenerate:\n  - { lang: cobol, out: x }\n", "cobol"),
        ("lonely: 1\ngenerate:\n  - { lang: ruby, output: x }\n", "output"),
        ("lonely: 1\nschema: none.yaml\ngenerate:\n  - { lang: ruby, out: x }\n", "none.yaml cannot be read"),
        ("lonely: 1\ngenerate:\n  - { lang: ruby, out: x, version: one }\n", "the version `one` is not one"),
        ("lonely: 1\ngenerate:\n  - { lang: ruby, out: x, name: A-b }\n", "the name `A-b` is not one"),
        (
            "lonely: 1\ngenerate:\n  - { lang: ruby, out: x }\n  - { lang: python, out: x/y }\n",
            "the same place",
        ),
        ("lonely: 1\ngenerate:\n  - { lang: ruby, out: x, license: \"'\" }\n", "is not an SPDX expression"),
        (
            "lonely: 1\ngenerate:\n  - { lang: ruby, out: x, repository: \"ftp://x\" }\n",
            "begins with https://",
        ),
        ("", "lonely.gen.yaml"),
        ("[", "lonely.gen.yaml"),
    ] {
        let project = Project::new(config);
        let ran = project.generate(&[]).exits(1);
        assert!(ran.stderr.contains(says), "{config}\n{}", ran.stderr);
        assert_eq!(tree(project.folder.path()).len(), 1);
    }
}
