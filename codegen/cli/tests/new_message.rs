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
        (
            &["Ask", "--protocol", "chat"],
            1,
            "`Ask` cannot be the name of a message: lower-case ASCII letters",
        ),
        (&["class", "--protocol", "chat"], 1, "would not be sound, and nothing was written"),
        (&["", "--protocol", "chat"], 2, "cannot be the name of a message: lower-case ASCII letters"),
        (
            &["a: {}\n  b", "--protocol", "chat"],
            2,
            "cannot be the name of a message: lower-case ASCII letters",
        ),
        (
            &["ask", "--protocol", "log"],
            1,
            "no file has messages of `log`, and the one that declares it has others",
        ),
        (&["say", "--protocol", "chat", "--from", "broadcaster"], 1, "have `say` already, of the other side"),
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
    let project = builtin();
    let said = new(&project, &["ask_again", "--protocol", "stateless"]).exits(0).stderr;
    assert!(said.contains("to stateless/"), "{said}");
    new(&project, &["ping", "--protocol", "stateful"]).exits(0);
}

/// The protocol of the project itself, as a user's.
fn builtin() -> Project {
    let project = Project::new("");
    for (path, text) in common::project::tree(&root().join("schema/lonelypsp")) {
        project.write(&path, &String::from_utf8(text).unwrap());
    }
    fs::rename(project.path("lonelypsp.yaml"), project.path("chat.yaml")).unwrap();
    project
}

#[test]
fn a_document_begins_as_all_others_of_its_protocol_do() {
    let project = builtin();
    let said = new(&project, &["renew", "--protocol", "signing"]).exits(0).stderr;
    assert!(said.contains("to signing/subscriber.yaml"), "{said}");
    assert!(said.contains("`signed: { document: signing.renew }`"), "{said}");
    let text = project.read("signing/subscriber.yaml");
    let added = text.split_once("  renew:\n").unwrap().1;
    for item in
        ["code: u8", "field: timestamp, type: timestamp", "field: nonce, type: signing_nonce, prefix: u8"]
    {
        assert!(added.contains(item), "{added}");
    }
    // One of the other side has the same name, so that another file takes it.
    let said = new(&project, &["renew", "--protocol", "signing", "--from", "broadcaster"]).exits(0).stderr;
    assert!(said.contains("to signing/broadcaster.yaml"), "{said}");
    let said = new(&project, &["renew", "--protocol", "stateless"]).exits(0).stderr;
    assert!(
        said.contains("say what signs it") && said.contains("say which HTTP request carries it"),
        "{said}"
    );
}

#[test]
fn what_versions_that_are_there_say_stays_and_no_code_of_theirs_is_taken() {
    let project = Project::new("");
    let versions = SCHEMA
        .replace("version: 1.0.0\n", "version: 2.0.0\nversions: [1.0.0, 2.0.0]\n")
        .replace("# Kinds.", "  gone:\n    from: subscriber\n    code: 9\n    until: 1.0.0\n    doc: D.\n    headers: {}\n\n# Kinds.");
    project.write("chat.yaml", &versions);
    let old = |name: &str| {
        let mut command = command();
        command.args(["check", "--schema", name, "--print", "summary", "--protocol-version", "1.0.0"]);
        String::from_utf8(command.current_dir(project.path("")).output().unwrap().stdout).unwrap()
    };
    let before = old("chat.yaml");
    assert!(before.contains("chat.gone (subscriber, code 9)"), "{before}");
    let said = new(&project, &["ask", "--protocol", "chat"]).exits(0).stderr;
    assert!(said.contains("added `ask`, message 10 of the subscriber"), "{said}");
    assert!(said.contains("it is there from version 2.0.0 on"), "{said}");
    assert_eq!(old("chat.yaml"), before);
    // Of the first version it is there in all.
    new(&project, &["always", "--protocol", "chat", "--protocol-version", "1.0.0"]).exits(0);
    assert!(old("chat.yaml").contains("chat.always (subscriber, code 11)"), "{}", old("chat.yaml"));
    let ran = new(&project, &["gone", "--protocol", "chat"]).exits(1);
    assert!(
        ran.stderr.contains("of the other side or of another version; add it yourself"),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_first_message_of_a_protocol_goes_where_that_is_declared() {
    let project = Project::new("");
    project.write("chat.yaml", &SCHEMA.replace("doc: A chat.\n", "doc: A chat.\ninclude: [more.yaml]\n"));
    project.write("more.yaml", "protocols:\n  more: { prefix: none, doc: More. }\n");
    let said = new(&project, &["first", "--protocol", "more"]).exits(0).stderr;
    assert!(said.contains("added `first`, message 1 of the subscriber, to more.yaml"), "{said}");
    assert!(project.read("more.yaml").contains("\nprotocol: more\nmessages:\n  first:\n"));
}
