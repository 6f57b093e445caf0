//! Files as people have them: what a shell makes of `<(command)`, and text that is not UTF-8.
#![cfg(unix)]

mod common;

use std::path::Path;
use std::process::Stdio;

use common::{Ran, command, lonely};

const SUBSCRIBE: &str = "00010002000000000007666f6f2f626172";
const SCHEMA: &str = "\
lonely: 1
name: small
version: 0.1.0
doc: One message.
protocols:
  stateful:
    doc: The only one.
    flags:
      minimal_headers: { bit: 0, selects: minimal, doc: Headers without names. }
protocol: stateful
messages:
  beat: { from: subscriber, code: 1, doc: A beat., headers: {} }
";

/// Runs with `/dev/fd/3` as a pipe from which this text comes, as a shell passes `<(command)`.
fn with_pipe(args: &[&str], text: &[u8]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text");
    std::fs::write(&path, text).unwrap();
    let quoted: Vec<_> = args.iter().map(|arg| format!("'{}'", arg.replace('\'', r"'\''"))).collect();
    // The 3 of the command is the end of the pipe; its standard input is something else.
    let script = format!("cat '{}' | (exec 3<&0 </dev/null; \"$1\" {})", path.display(), quoted.join(" "));
    let mut shell = std::process::Command::new("sh");
    let shell = shell.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_lonely")]).current_dir(folder.path());
    let output = shell.stdin(Stdio::null()).output().unwrap();
    Ran {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

const PIPE: &str = "/dev/fd/3";

#[test]
fn every_option_with_a_path_reads_a_pipe_that_is_open() {
    let ran = with_pipe(&["check", "--schema", PIPE], SCHEMA.as_bytes()).exits(0);
    assert_eq!(ran.stderr, "the schema small 0.1.0 is sound: 1 file, 1 message\n");
    let decode = ["decode", "--schema", PIPE, "--from", "subscriber", "--hex", "00010001"];
    assert!(with_pipe(&decode, SCHEMA.as_bytes()).exits(0).stdout.contains("beat"));
    let generate = ["generate", "--schema", PIPE, "--lang", "python", "--out", "python"];
    with_pipe(&generate, SCHEMA.as_bytes()).exits(0);

    let decode = ["decode", "--from", "subscriber", "--file", PIPE];
    assert!(with_pipe(&decode, SUBSCRIBE.as_bytes()).exits(0).stdout.contains("subscribe_exact"));
    let inspect = ["inspect", "--from", "subscriber", "--raw", "--file", PIPE];
    let raw = b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar";
    assert!(with_pipe(&inspect, raw).exits(0).stdout.contains("subscribe_exact"));
    let json = br#"{"message": "subscribe_exact", "fields": {"authorization": null, "tracing": "", "topic": {"text": "foo/bar"}}}"#;
    assert_eq!(with_pipe(&["encode", "--file", PIPE], json).exits(0).stdout.trim_end(), SUBSCRIBE);
    let fields = r#"{"url": "http://h/r", "tracing": "", "timestamp": "1700000000", "nonce": "a"}"#;
    let sign = ["sign", "check_subscriptions", "--key-file", PIPE, fields];
    assert!(with_pipe(&sign, "A".repeat(86).as_bytes()).exits(0).stdout.starts_with("X-HMAC 1700000000:a:"));
    let config = b"lonely: 1\ngenerate: [{ lang: python, out: python }]\n";
    // Its paths are relative to where the command runs.
    let ran = with_pipe(&["generate", "--config", PIPE], config).exits(0);
    assert!(ran.stderr.contains("python"), "{}", ran.stderr);
}

#[test]
fn an_empty_pipe_is_an_empty_file() {
    assert!(with_pipe(&["check", "--schema", PIPE], b"").exits(100).stdout.contains("the file is empty"));
    let ran = with_pipe(&["encode", "--file", PIPE], b" \n").exits(1);
    assert_eq!(ran.stderr, "error: /dev/fd/3 is empty, where JSON is wanted\n");
}

/// A file with this content.
fn file(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn text_in_utf_16_is_recognised_wherever_text_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let path = |name: &str, text: &str| file(folder, name, &utf16(text));
    let (schema, hex) = (path("schema.yaml", SCHEMA), path("hex", SUBSCRIBE));
    let (json, config) = (path("json", "{}"), path("config", "lonely: 1\n"));
    std::fs::create_dir(folder.join("corpus")).unwrap();
    path("corpus/a.jsonl", "{}");
    let corpus = folder.join("corpus");
    for args in [
        &["check", "--schema", &schema][..],
        &["decode", "--from", "subscriber", "--file", &hex],
        &["encode", "--file", &json],
        &["etag", "--file", &json],
        &["generate", "--config", &config],
        &["conformance", "run", "--corpus", corpus.to_str().unwrap(), "--", "true"],
    ] {
        let ran = lonely(args).exits(1);
        assert!(ran.stderr.contains("it is UTF-16; save it as UTF-8"), "{args:?}: {}", ran.stderr);
    }
    let key = path("key", &"A".repeat(86));
    let ran = lonely(&["sign", "check_subscriptions", "--key-file", &key, "{}"]).exits(1);
    assert!(ran.stderr.contains("key holds no key: it is not UTF-8; save it as"), "{}", ran.stderr);
}

#[test]
fn the_mark_of_utf_8_is_no_part_of_a_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, text: &str| file(folder.path(), name, format!("\u{feff}{text}").as_bytes());
    lonely(&["check", "--schema", &path("schema.yaml", SCHEMA)]).exits(0);
    lonely(&["decode", "--from", "subscriber", "--file", &path("hex", SUBSCRIBE)]).exits(0);
    let etag = r#"{"url": "http://h/r", "topics": [], "globs": []}"#;
    lonely(&["etag", "--file", &path("json", etag)]).exits(0);
    let fields = r#"{"url": "http://h/r", "tracing": ""}"#;
    lonely(&["sign", "check_subscriptions", "--key-file", &path("key", &"A".repeat(86)), fields]).exits(0);
}

#[test]
fn bytes_that_are_not_utf_8_are_said_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let latin1 = |name: &str, before: &str| file(folder.path(), name, &[before.as_bytes(), b"\xe9"].concat());
    let expected =
        "byte e9 at line 2, column 5 (byte 7 of the file, from 0) begins no character; save it as UTF-8";
    let schema = latin1("schema.yaml", "#a\n# b ");
    let json = latin1("json", "{ \n\"b: ");
    let config = latin1("config", "#a\n# b ");
    for args in [
        &["check", "--schema", &schema][..],
        &["encode", "--file", &json],
        &["generate", "--config", &config],
    ] {
        let ran = lonely(args).exits(1);
        assert!(ran.stderr.contains(expected), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn a_pipe_with_a_name_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let path = path.to_str().unwrap();
    for args in
        [&["check", "--schema", path][..], &["generate", "--config", path], &["encode", "--file", path]]
    {
        let output = command().args(args).stdin(Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}");
    }
}
