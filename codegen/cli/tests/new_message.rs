//! `lonely new message`: what is added is sound, formatted, and beside its like.

mod common;

use std::fs;

use common::project::Project;
use common::{command, root};

const SCHEMA: &str = "\
lonely: 1
name: chat
version: 1.0.0
doc: A chat.

protocols:
  chat:
    doc: Lines.
    flags:
      minimal_headers: { bit: 0, selects: minimal, doc: Headers without names. }
  log: { prefix: none, doc: One entry after another. }

protocol: chat
messages:
  say:
    from: subscriber
    code: 7
    doc: Something was said.
    headers: {}

# Kinds.
types:
  nick: { kind: text, doc: Who. }
";

fn new(project: &Project, arguments: &[&str]) -> common::Ran {
    let mut command = command();
    command.args(["new", "message"]).args(arguments).args(["--schema", "chat.yaml"]);
    let output = command.current_dir(project.path("")).output().unwrap();
    common::Ran {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_message_is_added_behind_the_last_with_the_next_code() {
    let project = Project::new("");
    project.write("chat.yaml", SCHEMA);
    let format = command().args(["fmt", "chat.yaml"]).current_dir(project.path("")).status().unwrap();
    assert!(format.success());
    let said = new(&project, &["ask", "--protocol", "chat"]).exits(0).stderr;
    assert!(said.contains("added `ask`, message 8 of the subscriber, to chat.yaml"), "{said}");
    new(&project, &["answer", "--protocol", "chat", "--from", "broadcaster"]).exits(0);
    let text = project.read("chat.yaml");
    assert!(text.contains("# Kinds.\ntypes:\n  nick:"), "{text}");
    let order: Vec<_> = ["  say:", "  ask:", "    code: 8", "  answer:", "    code: 1"]
        .map(|part| text.find(part).unwrap())
        .into();
    assert!(order.is_sorted(), "{text}");
    let check =
        |arguments: &[&str]| command().args(arguments).current_dir(project.path("")).status().unwrap().code();
    assert_eq!(check(&["check", "--schema", "chat.yaml"]), Some(0));
    assert_eq!(check(&["fmt", "--check", "chat.yaml"]), Some(0));
}

#[test]
fn what_cannot_be_added_is_said_and_nothing_is_written() {
    let project = Project::new("");
    project.write("chat.yaml", SCHEMA);
    for (arguments, status, said) in [
        (&["say", "--protocol", "chat"][..], 1, "has a message `say` already"),
        (&["Ask", "--protocol", "chat"], 1, "is not sound, and nothing was written"),
        (&["class", "--protocol", "chat"], 1, "is not sound, and nothing was written"),
        (&["ask", "--protocol", "log"], 1, "no file has messages of `log` on lines of their own"),
        (&["ask", "--protocol", "chatt"], 2, "did you mean `chat`?"),
    ] {
        let ran = new(&project, arguments).exits(status);
        assert!(ran.stderr.contains(said), "{arguments:?}: {}", ran.stderr);
        assert_eq!(project.read("chat.yaml"), SCHEMA);
    }
    let ran = command().args(["new", "message", "x"]).current_dir(project.path("")).status().unwrap();
    assert_ne!(ran.code(), Some(0));
}

#[test]
fn a_message_without_a_prefix_is_a_sequence_with_its_code() {
    let project = Project::new("");
    let source = root().join("schema/lonelypsp");
    for (path, text) in common::project::tree(&source) {
        project.write(&path, &String::from_utf8(text).unwrap());
    }
    fs::rename(project.path("lonelypsp.yaml"), project.path("chat.yaml")).unwrap();
    let said = new(&project, &["ask_again", "--protocol", "stateless"]).exits(0).stderr;
    assert!(said.contains("to stateless/"), "{said}");
    new(&project, &["ping", "--protocol", "stateful"]).exits(0);
}
