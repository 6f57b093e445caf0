//! `--watch`: what is saved in whatever way is looked at again, what was not read is not, and nothing but its user ends it.

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use common::project::{Project, tree};
use common::watching::{ROOT, Watching, broken, named};
use common::{command, lonely};

/// A folder with a schema, and that it is checked.
fn checking() -> (Project, Watching) {
    let project = Project::new("lonely: 1\n");
    project.write("schema/root.yaml", ROOT);
    let watching =
        Watching::start(project.folder.path(), &["check", "--schema", "schema/root.yaml", "--watch"]);
    let said = watching.until_it_waits();
    assert_eq!(said[0], "the schema chat 0.1.0 is sound: 1 file, 1 message");
    assert!(said[1].starts_with("done in "), "{said:?}");
    assert!(said[1].ends_with("s; waiting for changes of 1 file, Ctrl-C ends it"), "{said:?}");
    (project, watching)
}

/// Checks what a run said but for its last line, which says how long it took.
#[track_caller]
fn says(watching: &Watching, wanted: &[&str]) {
    let said = watching.until_it_waits();
    assert_eq!(said[..said.len() - 1], *wanted);
}

const CHANGED: &str = "schema/root.yaml has changed";

#[test]
fn a_mistake_is_said_and_the_next_save_mends_it() {
    let (project, watching) = checking();
    project.write("schema/root.yaml", &broken());
    let said = watching.until_it_waits();
    assert_eq!(said[0], CHANGED);
    assert!(said.iter().any(|line| line.contains("error[LS013]: there is no type `nikc`")), "{said:?}");
    assert_eq!(said[said.len() - 2], "1 problem in the schema");
    assert!(said[said.len() - 1].starts_with("found in "), "{said:?}");
    project.write("schema/root.yaml", "lonely: [\n");
    assert!(watching.until_it_waits().contains(&"1 problem in the schema".to_owned()));
    project.write("schema/root.yaml", ROOT);
    says(&watching, &[CHANGED, "the schema chat 0.1.0 is sound: 1 file, 1 message"]);
}

#[test]
fn an_editor_may_save_as_it_likes() {
    let (project, watching) = checking();
    let (root, beside) = (project.path("schema/root.yaml"), project.path("schema/root.yaml~"));
    // A new file in the place of the old one.
    fs::write(&beside, named("renamed")).unwrap();
    fs::rename(&beside, &root).unwrap();
    says(&watching, &[CHANGED, "the schema renamed 0.1.0 is sound: 1 file, 1 message"]);
    // The old one is kept under another name.
    fs::rename(&root, &beside).unwrap();
    fs::write(&root, named("kept")).unwrap();
    fs::remove_file(&beside).unwrap();
    says(&watching, &[CHANGED, "the schema kept 0.1.0 is sound: 1 file, 1 message"]);
    // It is gone for a moment, and comes back as it was: nothing has happened, as the next line shows.
    fs::remove_file(&root).unwrap();
    fs::write(&root, named("kept")).unwrap();
    // Nor has it by being read or touched.
    assert_eq!(fs::read_to_string(&root).unwrap(), named("kept"));
    fs::File::options().append(true).open(&root).unwrap().set_modified(std::time::SystemTime::now()).unwrap();
    fs::write(project.path("schema/notes.txt"), "Not of the schema.").unwrap();
    fs::write(&root, named("last")).unwrap();
    says(&watching, &[CHANGED, "the schema last 0.1.0 is sound: 1 file, 1 message"]);
}

#[test]
fn an_included_file_counts_as_soon_as_it_is_included_whether_it_is_there_or_not() {
    let (project, watching) = checking();
    project.write("schema/root.yaml", &ROOT.replace("protocols:", "include: [more/types.yaml]\nprotocols:"));
    let said = watching.until_it_waits();
    assert!(said.iter().any(|line| line.contains("`schema/more/types.yaml` cannot be read")), "{said:?}");
    // Its folder is new, too.
    project
        .write("schema/more/types.yaml", "types: { size: { kind: uint, max_bytes: 2, doc: How much. } }\n");
    let sound = "the schema chat 0.1.0 is sound: 2 files, 1 message";
    says(&watching, &["schema/more/types.yaml is there", sound]);
    project.write("schema/more/types.yaml", "# None.\n");
    says(&watching, &["schema/more/types.yaml has changed", sound]);
    // Another folder in the place of the old one.
    fs::rename(project.path("schema/more"), project.path("old")).unwrap();
    assert_eq!(watching.until_it_waits()[0], "schema/more/types.yaml is gone");
    project.write("new/types.yaml", "types: { size: { kind: uint, max_bytes: 4, doc: How much. } }\n");
    fs::rename(project.path("new"), project.path("schema/more")).unwrap();
    says(&watching, &["schema/more/types.yaml is there", sound]);
    // What is not included any more does not count.
    project.write("schema/root.yaml", ROOT);
    says(&watching, &[CHANGED, "the schema chat 0.1.0 is sound: 1 file, 1 message"]);
    project.write("schema/more/types.yaml", "types: [\n");
    project.write("schema/root.yaml", &named("other"));
    says(&watching, &[CHANGED, "the schema other 0.1.0 is sound: 1 file, 1 message"]);
}

#[test]
fn what_is_removed_may_come_back() {
    let (project, watching) = checking();
    fs::remove_file(project.path("schema/root.yaml")).unwrap();
    let said = watching.until_it_waits();
    assert_eq!(said[0], "schema/root.yaml is gone");
    assert!(said[1].starts_with("error: the schema schema/root.yaml cannot be read: "), "{said:?}");
    assert!(said[said.len() - 1].starts_with("failed after "), "{said:?}");
    let sound = "the schema chat 0.1.0 is sound: 1 file, 1 message";
    project.write("schema/root.yaml", ROOT);
    says(&watching, &["schema/root.yaml is there", sound]);
    fs::remove_dir_all(project.path("schema")).unwrap();
    assert_eq!(watching.until_it_waits()[0], "schema/root.yaml is gone");
    project.write("schema/root.yaml", ROOT);
    says(&watching, &["schema/root.yaml is there", sound]);
    project.write("schema/root.yaml", &named("last"));
    says(&watching, &[CHANGED, "the schema last 0.1.0 is sound: 1 file, 1 message"]);
}

#[test]
fn many_saves_at_once_are_few_runs_and_the_last_one_counts() {
    const SAVES: usize = 500;
    let (project, watching) = checking();
    for number in 0..SAVES {
        project.write("schema/root.yaml", &named(&format!("n{number}")));
    }
    let said = watching.until(&format!("the schema n{} 0.1.0 is sound", SAVES - 1));
    let runs = said.iter().filter(|line| line.starts_with("the schema ")).count();
    assert!(runs < SAVES / 10, "{runs} runs: {said:?}");
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_counts_and_so_does_the_link() {
    use std::os::unix::fs::symlink;

    let project = Project::new("lonely: 1\n");
    for name in ["one", "two"] {
        project.write(&format!("{name}/root.yaml"), &named(name));
    }
    symlink("one", project.path("now")).unwrap();
    let watching = Watching::start(project.folder.path(), &["check", "--schema", "now/root.yaml", "--watch"]);
    let sound = |name| format!("the schema {name} 0.1.0 is sound: 1 file, 1 message");
    says(&watching, &[&sound("one")]);
    project.write("one/root.yaml", &named("other"));
    says(&watching, &["now/root.yaml has changed", &sound("other")]);
    symlink("two", project.path("next")).unwrap();
    fs::rename(project.path("next"), project.path("now")).unwrap();
    says(&watching, &["now/root.yaml has changed", &sound("two")]);
}

#[test]
fn it_ends_when_nobody_reads_any_more_what_it_says() {
    let (project, mut watching) = checking();
    watching.deafen();
    for number in 0..600 {
        project.write("schema/root.yaml", &named(&format!("n{number}")));
        std::thread::sleep(std::time::Duration::from_millis(100));
        if let Some(status) = watching.child.try_wait().unwrap() {
            assert_eq!(status.code(), Some(0));
            return;
        }
    }
    panic!("it is still there");
}

#[test]
fn where_there_is_nothing_to_wait_for_it_says_so() {
    let project = Project::new("lonely: 1\n");
    project.write("root.yaml", ROOT);
    let run = |arguments: &[&str]| {
        let output = command()
            .args(arguments)
            .current_dir(project.folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for (arguments, text) in [
        (&["check", "--watch"][..], "the built-in schema has none; --schema names another one"),
        (
            &["check", "--watch", "--schema", "root.yaml", "--format", "sarif"],
            "leave out --watch or --format",
        ),
        (&["check", "--watch", "--schema", "root.yaml", "--explain", "LS001"], "cannot be used with"),
        (&["generate", "--watch", "--check"], "'--watch' cannot be used with '--check'"),
        (&["generate", "--watch", "--force"], "'--watch' cannot be used with '--force'"),
        (&["generate", "--watch", "--lang", "rust"], "say which with --out"),
        (
            &["generate", "--watch", "--lang", "rust", "--out", "it.rs", "--format", "json"],
            "leave one of them out",
        ),
        (&["generate", "--watch"], "nothing says what to generate"),
        (&["docs", "--watch", "--out", "site"], "the built-in schema has none"),
        (&["docs", "--watch", "--out", "site", "--schema", "root.yaml", "--check"], "cannot be used with"),
        (&["dissector", "--watch", "--schema", "root.yaml"], "say which with --out"),
    ] {
        let (status, said) = run(arguments);
        assert!(status == Some(2) && said.contains(text), "{arguments:?}: {status:?} {said}");
    }
    let (status, said) = run(&["check", "--watch", "--schema", "none.yaml"]);
    assert!(status == Some(1) && said.contains("none.yaml cannot be read"), "{status:?} {said}");
    assert!(!project.path("it.rs").exists());
    // No configuration, and no schema.
    let empty = tempfile::tempdir().unwrap();
    let mut bare = command();
    bare.args(["generate", "--watch", "--lang", "rust", "--out", "it.rs"]).current_dir(empty.path());
    let output = bare.output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(tree(empty.path()).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_watched_it_says_why_and_ends() {
    let project = Project::new("lonely: 1\n");
    project.write("root.yaml", ROOT);
    // It may open one file beside its standard streams: enough for a schema, too little for what tells of changes.
    let output = Command::new("prlimit")
        .args(["--nofile=4", env!("CARGO_BIN_EXE_lonely"), "check", "--schema", "root.yaml", "--watch"])
        .current_dir(project.folder.path())
        .output()
        .expect("prlimit, which is part of util-linux");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.starts_with("the schema chat 0.1.0 is sound"), "{said}");
    assert!(said.contains("changes cannot be watched: too many programs watch something"), "{said}");
    assert!(said.contains("`sysctl fs.inotify.max_user_instances` says how many there may be"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_pipe_can_be_read_once() {
    let ran = common::lonely_with(&["check", "--watch", "--schema", "/dev/stdin"], ROOT.as_bytes()).exits(2);
    assert!(ran.stderr.contains("is a pipe, which can be read once"), "{}", ran.stderr);
    assert!(Path::new("/dev/stdin").exists() && lonely(&["check"]).status == Some(0));
}
