//! Schemas in git repositories, whatever is in those, and wherever the command runs.
#![cfg(unix)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::Ran;

const ROOT: &str = "\
lonely: 1
name: chat
version: 1.0.0
doc: Lines of a chat.
include: [more types.yaml]
protocols:
  chat:
    doc: One line per message.
    flags: { short: { bit: 0, selects: minimal, doc: Headers without names. } }
protocol: chat
messages:
  line:
    from: subscriber
    code: 1
    doc: Something was said.
    headers:
      x-nick: nick
";
const WIDE: &str = "types:\n  nick: { kind: text, max: 20, doc: Who is speaking. }\n";
const NARROW: &str = "types:\n  nick: { kind: text, max: 10, doc: Who is speaking. }\n";

/// A repository with a schema in `a b/`, whose first commit has the tag `v1` and whose second narrows a type.
struct Repository(tempfile::TempDir);

fn git(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    // So that looking at the state does not change it.
    command.env("GIT_OPTIONAL_LOCKS", "0");
    let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"];
    let allow = ["-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false"];
    let output = command.arg("-C").arg(folder).args(identity).args(allow).args(args).output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

impl Repository {
    fn new() -> Self {
        let this = Self(tempfile::tempdir().unwrap());
        git(this.path(), &["init", "-q"]);
        this.write("a b/chat.yaml", ROOT);
        this.write("a b/more types.yaml", WIDE);
        this.commit("one");
        git(this.path(), &["tag", "v1"]);
        this.write("a b/more types.yaml", NARROW);
        this.commit("two");
        this
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn schema(&self) -> PathBuf {
        self.path().join("a b/chat.yaml")
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn commit(&self, message: &str) {
        git(self.path(), &["add", "-A"]);
        git(self.path(), &["commit", "-q", "-m", message]);
    }

    /// `lonely breaking` on the schema in the work tree.
    fn against(&self, given: &str) -> Ran {
        run(self.path(), &["--schema", "a b/chat.yaml", &format!("--against={given}")], &[])
    }
}

fn run(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = common::command();
    command.current_dir(folder).arg("breaking").args(args).envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

#[test]
fn references_of_all_kinds_are_read_with_what_they_include() {
    let repository = Repository::new();
    git(repository.path(), &["branch", "old", "v1"]);
    let commit = git(repository.path(), &["rev-parse", "v1"]);
    let commit = commit.trim();
    let path = "path=a b/chat.yaml";
    let given = [
        "v1".to_owned(),
        "old".to_owned(),
        "HEAD~1".to_owned(),
        commit.to_owned(),
        "refs/tags/v1".to_owned(),
        ".git#tag=v1".to_owned(),
        ".#branch=old".to_owned(),
        "#ref=HEAD~1".to_owned(),
        format!(".git#commit={commit}"),
        format!(".git#tag=v1,{path}"),
        ".git#tag=v1,subdir=a b".to_owned(),
        ".git#tag=v1,subdir=a b,path=chat.yaml".to_owned(),
        format!("{}#tag=v1", repository.path().display()),
    ];
    for given in given {
        let ran = repository.against(&given).exits(100);
        assert!(
            ran.stdout.contains("LB026") && ran.stdout.contains("a b/chat.yaml ("),
            "{given}: {}",
            ran.stdout
        );
    }
    repository.against("HEAD").exits(0);
    repository.against("main").exits(0);
    // What is not committed is compared with what is.
    repository.write("a b/more types.yaml", WIDE);
    assert!(repository.against("HEAD").exits(100).stdout.contains("LB027"));
    repository.against("v1").exits(0);
}

#[test]
fn the_work_tree_and_the_index_stay_as_they_are() {
    let repository = Repository::new();
    repository.write("a b/more types.yaml", WIDE);
    repository.write("new", "x");
    let state = || {
        let index = fs::read(repository.path().join(".git/index")).unwrap();
        (git(repository.path(), &["status", "--porcelain"]), index, git(repository.path(), &["for-each-ref"]))
    };
    let before = state();
    repository.against("v1").exits(0);
    repository.against("HEAD").exits(100);
    assert_eq!(state(), before);
}

#[test]
fn from_other_folders_and_within_hooks_the_same_repository_is_read() {
    let repository = Repository::new();
    let elsewhere = tempfile::tempdir().unwrap();
    git(elsewhere.path(), &["init", "-q"]);
    let schema = repository.schema();
    let schema = schema.to_str().unwrap();
    run(elsewhere.path(), &["--schema", schema, "--against", "v1"], &[]).exits(100);
    let folder = repository.path().join("a b");
    run(&folder, &["--schema", "chat.yaml", "--against", "v1"], &[]).exits(100);
    run(&folder, &["--schema", "./../a b/chat.yaml", "--against", "v1"], &[]).exits(100);
    let hook = elsewhere.path().join(".git");
    let variables =
        [("GIT_DIR", hook.to_str().unwrap()), ("GIT_INDEX_FILE", "/nowhere"), ("GIT_WORK_TREE", "/")];
    run(&folder, &["--schema", "chat.yaml", "--against", "v1"], &variables).exits(100);
    // Beside others, a work tree has a file `.git`.
    let beside = elsewhere.path().join("beside");
    git(repository.path(), &["worktree", "add", "-q", beside.to_str().unwrap(), "HEAD"]);
    run(&beside, &["--schema", "a b/chat.yaml", "--against", ".git#tag=v1"], &[]).exits(100);
    // And one without a work tree has to be told the path.
    let bare = elsewhere.path().join("bare.git");
    git(
        elsewhere.path(),
        &["clone", "-q", "--bare", repository.path().to_str().unwrap(), bare.to_str().unwrap()],
    );
    let given = format!("{}#tag=v1", bare.display());
    let ran = run(&folder, &["--schema", "chat.yaml", "--against", &given], &[]).exits(1);
    assert!(ran.stderr.contains("has no work tree"), "{}", ran.stderr);
    run(&folder, &["--schema", "chat.yaml", "--against", &format!("{given},path=a b/chat.yaml")], &[])
        .exits(100);
}

#[test]
fn a_reference_is_never_taken_for_an_option() {
    let repository = Repository::new();
    git(repository.path(), &["update-ref", "refs/heads/--output=x", "v1"]);
    repository.against("refs/heads/--output=x").exits(100);
    repository.against(".git#branch=--output=x").exits(100);
    let ran = repository.against("--output=y").exits(1);
    assert!(ran.stderr.contains("neither a path nor a git reference `--output=y`"), "{}", ran.stderr);
    assert!(!repository.path().join("x").exists() && !repository.path().join("y").exists());
    repository.against("-h").exits(1);
}

#[test]
fn what_cannot_be_read_is_said() {
    let repository = Repository::new();
    for (given, said) in [
        ("v2", "neither a path nor a git reference `v2`"),
        ("HEAD^{tree}", "neither a path nor a git reference"),
        ("v1:a b", "neither a path nor a git reference"),
        (".git#tag=v1,path=b.yaml", "`b.yaml` cannot be read at refs/tags/v1: there is no such file in it"),
        (".git#tag=v1,path=a b", "it is a folder"),
        ("nowhere/.git#tag=v1", "is no folder, where a git repository is wanted"),
    ] {
        let ran = repository.against(given).exits(1);
        assert!(ran.stderr.contains(said), "{given}: {}", ran.stderr);
    }
    repository.against("v1\nHEAD").exits(2);
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("chat.yaml"), ROOT.replace("include: [more types.yaml]", WIDE.trim_end()))
        .unwrap();
    // Above the folder there may be a repository after all.
    let ceiling = outside.path().parent().unwrap().to_str().unwrap();
    let variables = [("GIT_CEILING_DIRECTORIES", ceiling)];
    let ran = run(outside.path(), &["--schema", "chat.yaml", "--against", "main"], &variables).exits(1);
    assert!(ran.stderr.contains("is in no git repository"), "{}", ran.stderr);
    let ran = run(outside.path(), &["--schema", "chat.yaml", "--against", "main"], &[("PATH", "/nowhere")])
        .exits(1);
    assert!(ran.stderr.contains("`git` is not installed"), "{}", ran.stderr);
    let given = format!("{}#tag=v1", repository.path().display());
    let ran = run(outside.path(), &["--schema", "chat.yaml", "--against", &given], &[]).exits(1);
    assert!(ran.stderr.contains("is not in the repository"), "{}", ran.stderr);
}

#[test]
fn links_are_followed_within_the_commit_and_not_out_of_it() {
    use std::os::unix::fs::symlink;
    let repository = Repository::new();
    let types = repository.path().join("a b/more types.yaml");
    repository.write("types/nick.yaml", WIDE);
    fs::remove_file(&types).unwrap();
    symlink("../types/nick.yaml", &types).unwrap();
    repository.commit("linked");
    repository.write("types/nick.yaml", NARROW);
    assert!(repository.against("HEAD").exits(100).stdout.contains("LB026"));
    for (target, said) in [
        ("/etc/passwd", "a link to something outside of the repository"),
        ("../../../x", "a link to something outside of the repository"),
        ("nowhere", "a link to something that is not there"),
        ("more types.yaml", "a link that leads to itself"),
    ] {
        fs::remove_file(&types).unwrap();
        symlink(target, &types).unwrap();
        repository.commit("linked");
        fs::remove_file(&types).unwrap();
        repository.write("a b/more types.yaml", WIDE);
        let ran = repository.against("HEAD").exits(1);
        assert!(ran.stderr.contains(said), "{target}: {}", ran.stderr);
    }
}

#[test]
fn submodules_and_huge_files_are_refused() {
    let repository = Repository::new();
    let other = Repository::new();
    git(repository.path(), &["submodule", "add", "-q", other.path().to_str().unwrap(), "sub"]);
    repository.write("big.yaml", &" ".repeat((16 << 20) + 1));
    repository.write("latin.yaml", "");
    fs::write(repository.path().join("latin.yaml"), b"lonely: \xe4").unwrap();
    repository.commit("three");
    for (path, said) in [
        ("sub/a b/chat.yaml", "`sub` is a submodule"),
        ("sub", "submodule"),
        ("big.yaml", "it has 16777217 bytes"),
        ("latin.yaml", "it is not UTF-8"),
    ] {
        let ran = repository.against(&format!(".git#ref=HEAD,path={path}")).exits(1);
        assert!(ran.stderr.contains(said), "{path}: {}", ran.stderr);
    }
}
