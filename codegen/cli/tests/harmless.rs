//! Text of messages, schemas, files and arguments that a terminal would obey.
#![cfg(unix)]

mod common;

use std::os::unix::ffi::OsStrExt as _;

use common::lonely;

/// What a terminal would obey: ESC, the one-byte CSI, a bell, DEL, text turned around.
const EVIL: &str = "\u{1b}]0;x\u{7}\u{9b}31m\u{7f}\u{202e}\u{2066}\u{200f}";

#[track_caller]
fn is_harmless(text: &str) {
    let is_hazard = |char: char| {
        char.is_control() && char != '\n'
            || matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(is_hazard), "{text:?}");
}

#[test]
fn nothing_of_others_reaches_the_terminal_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let evil = folder.path().join(std::ffi::OsStr::from_bytes(format!("a{EVIL}\nerror: b.yaml").as_bytes()));
    let text = format!("lonely: 1\nname: \"{EVIL}\"\n{EVIL}: 1\ninclude: [\"{EVIL}\"]\n");
    std::fs::write(&evil, text).unwrap();
    let evil = evil.to_str().unwrap();
    let message = |name: &str, fields: serde_json::Value| {
        serde_json::json!({ "message": name, "minimal_headers": true, "fields": fields }).to_string()
    };
    let json = message(&format!("a{EVIL}"), serde_json::json!({}));
    let fields = message(
        "subscribe_exact",
        serde_json::json!({ "authorization": null, "tracing": "", "topic": "", EVIL: 1 }),
    );
    let config = folder.path().join("gen.yaml");
    std::fs::write(
        &config,
        format!("lonely: 1\ngenerate:\n  - {{ lang: python, \"{}\": 1 }}\n", "\\e[31m\\x9b"),
    )
    .unwrap();
    for (args, status) in [
        (&["check", "--schema", evil][..], 100),
        (&["check", "--schema", evil, "--format", "json"], 100),
        (&["decode", "--schema", evil, "--from", "subscriber", "--hex", "00"], 1),
        (&["decode", "--from", "subscriber", "--file", evil], 1),
        (&["encode", "--from", "subscriber", "--file", evil], 1),
        (&["encode", "--from", "subscriber", &json], 100),
        (&["encode", "--from", "subscriber", "--format", "json", &json], 100),
        (&["encode", "--from", "subscriber", &fields], 100),
        (&["decode", "--from", "subscriber", "--hex", EVIL], 2),
        (&["decode", "--from", "subscriber", "--protocol", EVIL, "--hex", "00"], 2),
        (&["check", "--explain", EVIL], 2),
        (&["generate", "--config", evil], 1),
        (&["generate", "--config", config.to_str().unwrap()], 1),
        (&["conformance", "run", "--corpus", evil, "--", "true"], 1),
        (&["conformance", "run", "--filter", EVIL, "--", "true"], 1),
        (&["conformance", "run", "--", EVIL], 1),
        (&[EVIL], 2),
        (&["completions", EVIL], 2),
    ] {
        let ran = lonely(args).exits(status);
        is_harmless(&ran.stdout);
        is_harmless(&ran.stderr);
        assert!(!ran.stderr.contains("\nerror: b"), "{}", ran.stderr);
    }
}

#[test]
fn colours_are_the_only_escape_sequences_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    std::fs::write(&path, "lonely: 1\n\"\\e]0;x\\a\\x9b\": 1\n").unwrap();
    let ran = lonely(&["check", "--color", "always", "--schema", path.to_str().unwrap()]).exits(100);
    let mut texts = ran.stdout.split("\u{1b}[");
    is_harmless(texts.next().unwrap());
    for text in texts {
        let (style, rest) = text.split_once('m').unwrap();
        assert!(style.chars().all(|char| char.is_ascii_digit() || char == ';'), "{style:?}");
        is_harmless(rest);
    }
}

#[test]
fn text_in_messages_is_the_same_json_and_harmless() {
    // A message with text that may be anything: an authorization.
    let text = EVIL.as_bytes();
    let hex = text.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let message = format!("00010002{:04x}{hex}00000007666f6f2f626172", text.len());
    for format in ["text", "json"] {
        let args =
            ["decode", "--show-secrets", "--from", "subscriber", "--format", format, "--hex", &message];
        let ran = lonely(&args).exits(0);
        is_harmless(&ran.stdout);
        let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(json["fields"]["authorization"], EVIL);
        let args =
            ["inspect", "--show-secrets", "--from", "subscriber", "--format", format, "--hex", &message];
        is_harmless(&lonely(&args).exits(0).stdout);
    }
}
