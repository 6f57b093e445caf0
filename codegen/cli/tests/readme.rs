//! What the pages for readers show of messages is what the command prints.
#![cfg(unix)]

mod common;

use std::process::{Command, Stdio};

use common::root;

/// The commands in a document about messages, each with what is shown behind it.
fn shown(document: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for block in document.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for command in block.split("$ ").skip(1) {
            let (first, rest) = command.split_once('\n').unwrap();
            let mut lines = rest.lines().peekable();
            let mut whole = first.to_owned();
            // Only what was begun with a quotation mark goes on.
            while whole.matches('\'').count() % 2 == 1 {
                whole.push('\n');
                whole.push_str(lines.next().unwrap());
            }
            let output = lines.collect::<Vec<_>>().join("\n");
            found.push((whole, output));
        }
    }
    found
}

#[test]
fn messages_are_shown_as_they_are_printed() {
    let pages = ["README.md", "codegen/cli/README.md"];
    let readme = pages.map(|page| std::fs::read_to_string(root().join(page)).unwrap()).concat();
    let verbs = ["decode", "encode", "inspect"];
    let about_messages = |command: &str| {
        let command = command.strip_prefix("cargo ").unwrap_or(command).to_owned();
        verbs.iter().any(|verb| command.starts_with(&format!("lonely {verb} "))).then_some(command)
    };
    let mut seen = Vec::new();
    for (command, expected) in shown(&readme) {
        let Some(command) = about_messages(&command) else { continue };
        let script = command.replacen("lonely", "\"$1\"", 1);
        let mut shell = Command::new("sh");
        let shell = shell.args(["-c", &format!("{script} 2>&1"), "sh", env!("CARGO_BIN_EXE_lonely")]);
        let output = shell.current_dir(root()).stdin(Stdio::null()).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), expected.trim(), "{command}");
        seen.push(command.split(' ').nth(1).unwrap().to_owned());
    }
    for verb in verbs {
        assert!(seen.iter().any(|seen| seen == verb), "no page shows `{verb}`");
    }
}
