//! Runs that die, runs at the same time, and packages that git has had in its hands.

mod common;

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use common::command;
use common::project::{CONFIG, Project, tree};

/// What a run gives that nothing happens to.
fn clean(lang: &str) -> Vec<(String, Vec<u8>)> {
    let project = Project::new(CONFIG);
    project.generate(&["--lang", lang, "--out", "it"]).exits(0);
    tree(&project.path("it"))
}

/// The system ends a process that writes a larger file than it may: in the midst of the first such file.
#[cfg(target_os = "linux")]
#[test]
fn after_a_run_that_died_the_next_one_finishes_its_work() {
    let wanted = clean("python");
    let mut deaths = 0;
    for most in [0, 1, 7, 20].into_iter().chain((6..).map(|power| 1_u64 << power)) {
        let project = Project::new(CONFIG);
        let status = Command::new("prlimit")
            .args(["--core=0", &format!("--fsize={most}"), env!("CARGO_BIN_EXE_lonely"), "generate"])
            .args(["--lang", "python", "--out", "it"])
            .current_dir(project.folder.path())
            .stderr(Stdio::null())
            .status()
            .expect("prlimit, which is part of util-linux");
        if status.success() {
            break;
        }
        assert_eq!(status.code(), None, "{most}: it was to die");
        deaths += 1;
        project.generate(&["--lang", "python", "--out", "it", "--check"]).exits(100);
        project.generate(&["--lang", "python", "--out", "it"]).exits(0);
        assert!(tree(&project.path("it")) == wanted, "{most}");
    }
    assert!(deaths > 4, "no limit was too low");
}

#[test]
fn a_check_tells_of_a_run_that_was_stopped() {
    let project = Project::new(CONFIG);
    project.generate(&["--lang", "python"]).exits(0);
    let list = project.read("out/python/lonely.manifest");
    let unfinished =
        "# Unfinished: a run was stopped, and a file may have any of its hashes here. Run it again.";
    let lines: Vec<&str> = list.lines().collect();
    let stopped = [&[lines[0], unfinished], &lines[2..], &[""]].concat().join("\n");
    project.write("out/python/lonely.manifest", &stopped);
    let ran = project.generate(&["--lang", "python", "--check"]).exits(100);
    assert_eq!(ran.stdout, "unfinished: out/python/lonely.manifest (a run was stopped before its end)\n");
    project.generate(&["--lang", "python"]).exits(0);
    assert_eq!(project.read("out/python/lonely.manifest"), list);
}

#[test]
fn of_two_languages_at_once_in_one_folder_one_wins() {
    let (python, ruby) = (clean("python"), clean("ruby"));
    for _ in 0..5 {
        let project = Project::new(CONFIG);
        let start = |lang| {
            let mut command = command();
            command.args(["generate", "--lang", lang, "--out", "it"]).current_dir(project.folder.path());
            command.stderr(Stdio::piped()).spawn().unwrap()
        };
        let runs = [start("python"), start("ruby")].map(|run| run.wait_with_output().unwrap());
        let codes = runs.each_ref().map(|run| run.status.code());
        let (won, lost, wanted) = match codes {
            [Some(0), Some(1)] => ("python", &runs[1], &python),
            [Some(1), Some(0)] => ("ruby", &runs[0], &ruby),
            _ => panic!("{codes:?}: {runs:?}"),
        };
        let said = String::from_utf8_lossy(&lost.stderr);
        assert!(said.contains(&format!("it holds a {won} package")), "{said}");
        assert!(&tree(&project.path("it")) == wanted, "not the {won} package alone");
    }
}

#[test]
fn two_runs_of_one_language_at_once_agree() {
    let wanted = clean("python");
    let project = Project::new(CONFIG);
    let runs: Vec<_> = (0..4)
        .map(|_| {
            let mut command = command();
            command.args(["generate", "--lang", "python", "--out", "it"]).current_dir(project.folder.path());
            command.stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    assert!(tree(&project.path("it")) == wanted);
}

#[test]
fn a_run_waits_for_another_one_and_says_so() {
    let project = Project::new(CONFIG);
    project.write("it/.lonely.lock", "");
    let path = project.path("it/.lonely.lock");
    let lock = File::options().write(true).open(&path).unwrap();
    lock.lock().unwrap();
    let mut command = command();
    command.args(["generate", "--lang", "python", "--out", "it"]).current_dir(project.folder.path());
    let mut run = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(run.stderr.take().unwrap()).lines();
    assert_eq!(said.next().unwrap().unwrap(), "waiting for another run, which is at work in it");
    assert_eq!(fs::read_dir(project.path("it")).unwrap().count(), 1, "something was written");
    // As a run does at its end.
    fs::remove_file(&path).unwrap();
    drop(lock);
    assert!(said.all(|line| line.is_ok()) && run.wait().unwrap().success());
    assert!(tree(&project.path("it")) == clean("python"));
}

#[test]
fn a_package_that_git_checks_out_with_crlf_elsewhere_is_up_to_date() {
    let config = format!("{CONFIG}  - {{ lang: typescript, out: out/typescript }}\n");
    let (project, copy) = (Project::new(&config), tempfile::tempdir().unwrap());
    project.generate(&[]).exits(0);
    git(project.folder.path(), &["init", "--quiet"]);
    git(project.folder.path(), &["add", "--all"]);
    let who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"];
    git(project.folder.path(), &[&who[..], &["commit", "--quiet", "--message", "All"]].concat());
    let source = project.folder.path().to_str().unwrap();
    git(copy.path(), &["clone", "--quiet", "--config", "core.autocrlf=true", source, "it"]);

    let copy = copy.path().join("it");
    let config = fs::read_to_string(copy.join("lonely.gen.yaml")).unwrap();
    assert!(config.contains("\r\n"), "git has not made any CRLF");
    let output = command().args(["generate", "--check"]).current_dir(&copy).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert_eq!(output.status.code(), Some(0));
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.args(arguments).current_dir(folder).env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", folder);
    let output = git.output().expect("git, which this test needs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn of_many_files_the_first_are_named_unless_something_else_is_asked_for() {
    let project = Project::new(CONFIG);
    let python = ["--lang", "python"];
    let with = |more: &[&str]| project.generate(&[&python[..], more].concat());
    let files = |said: &str, word: &str| said.lines().filter(|line| line.starts_with(word)).count();

    let checked = with(&["--check"]).exits(100);
    assert_eq!(files(&checked.stdout, "missing: "), 5, "{}", checked.stdout);
    let rest = checked.stdout.lines().last().unwrap();
    let number = rest.strip_prefix("out/python: and ").unwrap().split(' ').next().unwrap();
    assert_eq!(rest, format!("out/python: and {number} others: {number} missing; --verbose names them"));
    let all = number.parse::<usize>().unwrap() + 5;
    for option in ["--verbose", "-v", "--list"] {
        let checked = with(&["--check", option]).exits(100);
        assert_eq!(files(&checked.stdout, "missing: "), all, "{}", checked.stdout);
        assert!(!checked.stdout.contains("others"), "{}", checked.stdout);
    }
    let quiet = with(&["--check", "--quiet"]).exits(100);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));

    let written = with(&[]).exits(0);
    assert_eq!(
        (files(&written.stderr, "wrote "), written.stderr.lines().count()),
        (5, 7),
        "{}",
        written.stderr
    );
    assert!(
        written.stderr.contains(&format!("\nand {number} others: {number} written; --verbose")),
        "{}",
        written.stderr
    );
    assert!(written.stderr.ends_with(&format!("out/python: {all} written, 0 removed, 0 up to date\n")));
    std::fs::remove_dir_all(project.path("out")).unwrap();
    let quiet = with(&["-q"]).exits(0);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
    // What went wrong is said all the same.
    project.write("out/python/README.md", "mine\n");
    assert!(with(&["-q"]).exits(1).stderr.contains("README.md is not overwritten"));
    let forced = with(&["--force"]).exits(0);
    assert!(forced.stderr.contains("overwrote out/python/README.md (edited by hand)"), "{}", forced.stderr);
    std::fs::remove_dir_all(project.path("out")).unwrap();
    assert_eq!(files(&with(&["--verbose"]).exits(0).stderr, "wrote "), all);
}
