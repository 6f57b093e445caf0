//! Arguments, help, completions and closed pipes.

mod common;

use std::process::Stdio;

use common::{command, lonely};

#[test]
fn usage_mistakes_exit_with_2() {
    for args in [
        &[][..],
        &["nope"],
        &["decode"],
        &["decode", "--from", "somebody"],
        &["decode", "--from", "subscriber", "--hex", "00", "--file", "x"],
        &["decode", "--from", "subscriber", "--protocol", "nope", "--hex", "00"],
        &["conformance", "run"],
        &["conformance", "serve", "--interpret"],
        &["completions", "nope"],
        &["completions", "bash", "--schema", "x.yaml"],
    ] {
        let ran = lonely(args).exits(2);
        assert_eq!(ran.stdout, "");
        assert_ne!(ran.stderr, "");
    }
}

#[test]
fn help_of_every_verb_has_examples_and_exit_status() {
    for verb in [
        &["check"][..],
        &["decode"],
        &["encode"],
        &["inspect"],
        &["generate"],
        &["conformance", "serve"],
        &["conformance", "run"],
    ] {
        let ran = lonely(&[verb, &["--help"]].concat()).exits(0);
        assert!(ran.stdout.contains("Examples:") && ran.stdout.contains("Exit status:"), "{}", ran.stdout);
    }
    assert!(lonely(&["--help"]).exits(0).stdout.contains("Exit status:"));
    assert!(lonely(&["--version"]).exits(0).stdout.starts_with("lonely "));
}

#[test]
fn completions_are_made_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(lonely(&["completions", shell]).exits(0).stdout.contains("conformance"), "{shell}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_accident() {
    let mut child = command()
        .args(["check", "--print", "plan"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !stderr.contains("panicked"), "{stderr}");
}
