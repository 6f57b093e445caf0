//! What a schema says decides about the files, not how it says it.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::project::{Project, tree};
use common::root;

const CONFIG: &str = "\
lonely: 1
generate:
  - { lang: python, out: out/python }
  - { lang: ruby, out: out/ruby }
  - { lang: typescript, out: out/typescript }
  - { lang: rust, out: out/module/protocol.rs }
";

/// The built-in schema in a folder, and everything generated from it.
struct Edited {
    project: Project,
}

impl Edited {
    fn new() -> Self {
        let project = Project::new(CONFIG);
        copy(&root().join("schema/lonelypsp"), &project.path("schema"));
        project.generate(&["--schema", "schema/lonelypsp.yaml"]).exits(0);
        Self { project }
    }

    /// Replaces something in a file of the schema.
    #[track_caller]
    fn edit(&self, path: &str, replace: impl Fn(&str) -> String) {
        let path = format!("schema/{path}");
        let (before, after) = (self.project.read(&path), replace(&self.project.read(&path)));
        assert_ne!(before, after, "{path} is as before");
        self.project.write(&path, &after);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// The text of a message in a file, from its name to the next message.
fn message_of(text: &str, name: &str) -> String {
    let start = text.find(&format!("\n  {name}:\n")).expect("the message") + 1;
    let after = &text[start + 3..];
    let is_next = |(at, line): &(usize, &str)| {
        *at > 0 && line.starts_with(|c: char| !c.is_whitespace())
            || line.starts_with("  ") && !line.starts_with("   ")
    };
    let lines = after.split_inclusive('\n').scan(0, |at, line| {
        let here = *at;
        *at += line.len();
        Some((here, line))
    });
    let end = lines.skip(1).find(is_next).map_or(after.len(), |(at, _)| at);
    text[start..start + 3 + end].to_owned()
}

#[test]
fn another_way_to_say_the_same_changes_no_file() {
    let edited = Edited::new();
    let says_the_same = |how: &str, root: &str| {
        let ran = edited.project.generate(&["--schema", root, "--check"]);
        assert_eq!((ran.status, &ran.stdout[..]), (Some(0), ""), "{how}: {}", ran.stderr);
    };
    edited.edit("stateful/subscribe.yaml", |text| format!("# A comment.\n\n{text}\n# Another.\n"));
    says_the_same("comments", "schema/lonelypsp.yaml");
    edited.edit("stateful/subscribe.yaml", |text| {
        text.replace("doc: ", "doc:    ").replace("doc: |\n", "doc: |  \n")
    });
    edited.edit("stateful/protocol.yaml", |text| text.replace(".\n", ".  \n"));
    says_the_same("blanks", "schema/lonelypsp.yaml");
    edited.edit("stateful/zstd.yaml", |text| text.replace('\n', "\r\n"));
    says_the_same("line ends", "schema/lonelypsp.yaml");
    edited.edit("lonelypsp.yaml", |text| text.replace("version: 0.0.47", "version: \"0.0.47\""));
    says_the_same("quotes", "schema/lonelypsp.yaml");
    edited.edit("lonelypsp.yaml", |text| {
        let (head, includes) = text.split_once("include:\n").unwrap();
        let includes: Vec<&str> = includes.lines().rev().collect();
        format!("{head}include:\n{}\n", includes.join("\n"))
    });
    says_the_same("the order of files", "schema/lonelypsp.yaml");

    let message = message_of(&edited.project.read("schema/stateful/subscribe.yaml"), "subscribe_exact");
    assert!(message.contains("code: 2") && message.matches("code:").count() == 1, "{message}");
    edited.edit("stateful/subscribe.yaml", |text| text.replacen(&message, "", 1));
    edited.edit("stateful/missed.yaml", |text| {
        text.replacen("messages:\n", &format!("messages:\n{message}"), 1)
    });
    says_the_same("a message in another file", "schema/lonelypsp.yaml");

    fs::rename(edited.project.path("schema/lonelypsp.yaml"), edited.project.path("schema/other.yaml"))
        .unwrap();
    fs::rename(edited.project.path("schema/stateful"), edited.project.path("schema/messages")).unwrap();
    edited.edit("other.yaml", |text| text.replace("- stateful/", "- messages/"));
    says_the_same("names of files", "schema/other.yaml");
}

const PING: &str = "\
protocol: stateful
messages:
  ping:
    from: subscriber
    code: 10
    doc: Asks whether the broadcaster is still there.
    headers:
      x-round: { type: round, doc: The number of the question. }
    body: { field: payload, doc: To be sent back. }
types:
  round: { kind: uint, max_bytes: 4, doc: A counter. }
";

#[test]
fn a_new_message_touches_the_files_that_are_about_it() {
    let edited = Edited::new();
    let before = tree(&edited.project.path("out"));
    edited.project.write("schema/ping.yaml", PING);
    edited.edit("lonelypsp.yaml", |text| format!("{text}  - ping.yaml\n"));
    edited.project.generate(&["--schema", "schema/lonelypsp.yaml"]).exits(0);
    let (mut touched, all) = (0, before.len());
    for (path, text) in tree(&edited.project.path("out")).iter().filter(|file| !before.contains(file)) {
        let old = before.iter().find(|(old, _)| old == path).map(|(_, text)| String::from_utf8_lossy(text));
        let old: BTreeSet<String> = old.iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
        let text = String::from_utf8_lossy(text).into_owned();
        let mut new = text.lines().filter(|line| !old.contains(*line));
        // By its name, or by the number that only it has.
        let is_about_it = |line: &str| line.to_lowercase().contains("ping") || line.contains("10");
        assert!(new.any(is_about_it), "{path} was touched, and says nothing of the new message");
        touched += 1;
    }
    assert!(touched * 5 < all, "{touched} of {all} files");
}

#[test]
fn what_a_schema_says_is_in_its_fingerprint() {
    let fingerprint = |edited: &Edited| {
        edited.project.generate(&["--schema", "schema/lonelypsp.yaml"]).exits(0);
        let list = edited.project.read("out/python/lonely.manifest");
        let said = "# From the schema lonelypsp 0.0.47 with the fingerprint ";
        list.lines().nth(1).unwrap().strip_prefix(said).unwrap().to_owned()
    };
    let edited = Edited::new();
    let mut seen = vec![fingerprint(&edited)];
    for (path, one, other) in [
        ("types.yaml", "max: 64", "max: 63"),
        ("types.yaml", "The sender's proof", "A sender's proof"),
        ("types.yaml", "secret: true", "secret: false"),
        ("stateful/configure.yaml", "Opens the connection", "Begins the connection"),
        ("stateful/missed.yaml", "code: 12", "code: 13"),
    ] {
        edited.edit(path, |text| text.replacen(one, other, 1));
        let next = fingerprint(&edited);
        assert!(!seen.contains(&next), "{path}: {other}");
        seen.push(next);
    }
}
