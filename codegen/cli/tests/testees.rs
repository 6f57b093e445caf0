//! `conformance run` with testees that misbehave: it ends, soon, and says why.
#![cfg(unix)]

mod common;

use std::path::Path;
use std::time::{Duration, Instant};

use common::{Ran, lonely};

const LONELY: &str = env!("CARGO_BIN_EXE_lonely");
const DESCRIBE: &str = r#"echo '{"id":0,"ok":{"language":"sh","protocols":["stateful"]}}'"#;

/// A corpus of one case, which the protocol's own testee answers like this.
fn corpus() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let case = r#"{"name":"case","request":{"op":"decode","protocol":"stateful","direction":"s2b","hex":"00"},"expect":{"error":{"kind":"truncated","at":null,"offset":0}}}"#;
    std::fs::write(folder.path().join("a.jsonl"), format!("{case}\n")).unwrap();
    folder
}

fn run(folder: &Path, more: &[&str], script: &str) -> Ran {
    let corpus = ["conformance", "run", "--corpus", folder.to_str().unwrap()];
    lonely(&[&corpus[..], more, &["--", "sh", "-c", script]].concat())
}

/// With a short time to wait, and what it says.
#[track_caller]
fn fails(script: &str, expected: &str) -> String {
    let begun = Instant::now();
    let ran = run(corpus().path(), &["--timeout", "1"], script).exits(1);
    // All of these sleep for longer.
    assert!(begun.elapsed() < Duration::from_secs(200), "{script}");
    assert!(ran.stderr.contains(expected), "{script}: {}", ran.stderr);
    ran.stderr
}

#[test]
fn a_silent_testee_is_waited_for_as_long_as_was_said() {
    fails("exec sleep 300", "has not answered `describe` for 1 s; --timeout waits longer");
    fails(&format!("{DESCRIBE}; exec sleep 300"), "has not answered the case `case` for 1 s");
}

#[test]
fn what_is_waited_for_is_said() {
    let ran = run(corpus().path(), &["--timeout", "5"], "exec sleep 300").exits(1);
    let said = "waiting for the testee `sh` to answer `describe`, 5 s at most (--timeout)\n";
    assert!(ran.stderr.starts_with(said), "{}", ran.stderr);
    // Also without a time of one's own.
    let mut child = common::command()
        .args(["conformance", "run", "--", "sleep", "300"])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let stderr = child.stderr.take().unwrap();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(stderr), &mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(line, "waiting for the testee `sleep` to answer `describe`, 120 s at most (--timeout)\n");
}

#[test]
fn an_answer_that_comes_byte_by_byte_is_no_answer() {
    fails("while printf '{'; do sleep 0.3; done", "has not answered `describe` for 1 s");
}

#[test]
fn an_answer_that_never_ends_is_too_long() {
    let error = fails("exec cat /dev/zero", "answers `describe` with a line of more than 134217728 bytes");
    assert!(error.len() < 1000, "{error}");
}

#[test]
fn answers_without_number_are_not_waited_out() {
    let forever = format!("while {DESCRIBE}; do :; done");
    fails(&forever, "is not the one to request 1");
}

#[test]
fn complaints_without_number_are_passed_over() {
    let error = fails("while echo complaint >&2; do :; done", "has not answered `describe`");
    assert!(error.len() < 20_000, "{}", error.len());
    let loud = format!("yes complaint >&2 & '{LONELY}' conformance serve; kill $!");
    let ran = run(corpus().path(), &[], &loud).exits(0);
    assert!(ran.stdout.ends_with("1 case, 0 differences\n"), "{}", ran.stdout);
}

#[test]
fn a_testee_that_closes_its_output_or_never_reads_is_told() {
    fails("exec >&-; exec sleep 300", "closed its standard output without answering `describe`");
    fails(&format!("exec <&-; {DESCRIBE}; exec sleep 300"), "has not answered the case `case`");
    fails("exit 3", "ended (exit status: 3) without answering `describe`");
    // What it has started holds its output open.
    fails("sleep 300 & exit 3", "ended (exit status: 3) without answering `describe`");
}

#[test]
fn a_testee_that_has_ended_well_is_not_blamed_for_what_it_left_running() {
    let left = format!("sleep 300 & exec '{LONELY}' conformance serve");
    let ran = run(corpus().path(), &[], &left).exits(0);
    assert!(ran.stdout.ends_with("1 case, 0 differences\n"), "{}", ran.stdout);
}

#[test]
fn a_testee_that_stays_or_babbles_at_the_end_is_told() {
    fails(&format!("'{LONELY}' conformance serve; exec sleep 300"), "does not end at the end of its input");
    let closed = format!("'{LONELY}' conformance serve; exec sleep 300 >&-");
    fails(&closed, "does not end at the end of its input");
    let babbled = format!("'{LONELY}' conformance serve; echo more");
    fails(&babbled, "wrote a line that nobody asked for: more");
}

#[test]
fn nothing_of_a_testee_reaches_the_terminal_as_it_is() {
    let evil = r"\033]0;x\007\233\302\233\342\200\256\177";
    let describe = r#"{"id":0,"ok":{"language":"sh\u009b\u202e","protocols":["stateful"]}}"#;
    let answer = r#"{"id":1,"error":{"kind":"k\u001b\u009b\nforged: 1\u202e","at":"\u2066\u007f"}}"#;
    for script in [
        format!("printf '{evil}\\n'; exec sleep 300"),
        format!("printf '{evil}' >&2; exit 1"),
        format!("echo '{describe}'; printf '{evil}\\n'; exec sleep 300"),
        r#"echo '{"id":"\u009b"}'; exec sleep 300"#.to_owned(),
        r#"echo '{"id":0,"ok":"\u009b\u202e"}'; exec sleep 300"#.to_owned(),
        format!("echo '{describe}'; echo '{answer}'; cat >/dev/null"),
        format!("echo '{describe}'; echo '{answer}'; printf '{evil}\\n'; cat >/dev/null"),
    ] {
        let ran = run(corpus().path(), &["--timeout", "1"], &script);
        assert!(matches!(ran.status, Some(1 | 100)), "{ran:#?}");
        for text in [&ran.stdout, &ran.stderr] {
            let is_hazard = |char: char| {
                char.is_control() && char != '\n'
                    || matches!(char, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!text.contains(is_hazard), "{text:?}");
            assert!(!text.contains("\nforged"), "{text}");
        }
    }
}
