//! What people try who see the command for the first time: each is answered with what would be right.

mod common;

use std::process::Stdio;

use common::{command, lonely};

const KEY: &str = "LONELY_TEST_KEY";

#[track_caller]
fn answered(args: &[&str], status: i32, expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = command();
    let command = command.args(args).current_dir(folder.path()).env(KEY, "A".repeat(86)).stdin(Stdio::null());
    let output = command.output().unwrap();
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{args:?}: {stdout}{stderr}");
    assert!(stdout.contains(expected) || stderr.contains(expected), "{args:?}: {stdout}{stderr}");
    assert!(!stderr.contains("panicked"), "{args:?}: {stderr}");
}

#[test]
fn help_can_be_asked_for_in_words() {
    assert!(lonely(&["help"]).exits(0).stdout.contains("Examples:"));
    assert_eq!(lonely(&["help", "decode"]).exits(0).stdout, lonely(&["decode", "--help"]).exits(0).stdout);
}

#[test]
fn what_belongs_behind_an_option_names_it() {
    let digits = "tip: hex digits stand behind `--hex`, the path of a file behind `--file`";
    answered(&["decode", "--from", "subscriber", "00010002"], 2, digits);
    answered(&["inspect", "message.bin"], 2, digits);
    answered(&["check", "mine.yaml"], 2, "tip: the path of a schema stands behind `--schema`");
    answered(&["tour", "mine.yaml"], 2, "tip: the path of a schema stands behind `--schema`");
    answered(&["generate", "python"], 2, "tip: a language stands behind `--lang`");
    answered(&["decode", "--hex", "0x00"], 2, "character 2 is 'x', which is not a hex digit; leave `0x` out");
}

#[test]
fn nothing_is_answered_with_what_is_missing() {
    let sign = ["sign", "check_subscriptions", "--key-env", KEY];
    let verify = ["verify", "check_subscriptions", "--key-env", KEY];
    let fields = r#"{"url": "u", "tracing": ""}"#;
    for (args, status, expected) in [
        (&["decode"][..], 2, "--from subscriber or --from broadcaster, or --message NAME"),
        (
            &["decode", "--from", "subscriber"],
            100,
            "there are no bytes at all; --hex, --file or standard input",
        ),
        (&["encode"], 1, "standard input is empty, where JSON is wanted"),
        (&["encode", ""], 1, "the argument is empty, where JSON is wanted"),
        (
            &["encode", r#"{"message": 7, "fields": {}}"#],
            100,
            "`message` has to be the name of a message; or leave it out",
        ),
        (&sign, 1, "standard input is empty, where JSON is wanted"),
        (&[&sign[..], &["{}"]].concat(), 100, "the fields `tracing`, `url` are missing"),
        (&[&verify[..], &[fields]].concat(), 100, "--header gives the one to be looked at"),
        (
            &["sign", "nope", "--key-env", KEY, "{}"],
            100,
            "there is no document `nope` in `signing`; there are `subscribe_exact`",
        ),
        (
            &["sign", "notify", "--key-env", "LONELY_NO_SUCH_KEY", "{}"],
            1,
            "LONELY_NO_SUCH_KEY is not set, or not exported",
        ),
        (&["etag", "{}"], 100, "the fields `url`, `topics`, `globs` are missing"),
        (&["etag", "[]"], 1, "the argument has to be an object with the fields of the document"),
        (&["generate"], 2, "lonely generate --lang python --out python"),
        (&["conformance", "run", "--", "true"], 1, "or give --corpus"),
    ] {
        answered(args, status, expected);
    }
}

#[test]
fn a_configuration_without_anything_in_it_says_how_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lonely.gen.yaml"), "\n").unwrap();
    let output = command().arg("generate").current_dir(folder.path()).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.contains("lonely.gen.yaml is empty; it begins with `lonely: 1`"), "{stderr}");
}
