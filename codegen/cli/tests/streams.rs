//! Closed and full streams, endless and odd inputs: with real processes and pipes.
#![cfg(unix)]

mod common;

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{Ran, command, lonely, lonely_with};

const SUBSCRIBE: &str = "00010002000000000007666f6f2f626172";
const CUT: &str = "000100020000000000076666";

const FIELDS: &str = r#"{"url": "http://h/r", "tracing": ""}"#;

/// A schema with a problem.
fn bad_schema(folder: &Path) -> PathBuf {
    let path = folder.join("bad.yaml");
    std::fs::write(&path, "lonely: 1\nnope: true\n").unwrap();
    path
}

/// Verbs that print, and how each ends.
fn printing(folder: &Path) -> Vec<(Vec<String>, i32)> {
    let bad = bad_schema(folder).display().to_string();
    let (corpus, out) = (folder.join("corpus"), folder.join("out").display().to_string());
    std::fs::create_dir_all(&corpus).unwrap();
    let case = r#"{"name":"a","request":{"op":"decode","protocol":"stateful","direction":"s2b","hex":"00"},"expect":{"ok":1}}"#;
    std::fs::write(corpus.join("a.jsonl"), format!("{case}\n")).unwrap();
    let corpus = corpus.display().to_string();
    let key = folder.join("key").display().to_string();
    std::fs::write(&key, "A".repeat(86)).unwrap();
    let lonely = env!("CARGO_BIN_EXE_lonely");
    [
        (&["check", "--schema", &bad][..], 100),
        (&["check", "--schema", &bad, "--format", "json"], 100),
        (&["check", "--print", "plan"], 0),
        (&["check", "--print", "summary"], 0),
        (&["check", "--explain", "all"], 0),
        (&["check", "--explain", "LS001"], 0),
        (&["generate", "--lang", "python", "--out", &out, "--check"], 100),
        (&["generate", "--lang", "rust"], 0),
        (&["decode", "--from", "subscriber", "--hex", SUBSCRIBE], 0),
        (&["decode", "--from", "subscriber", "--format", "json", "--hex", CUT], 100),
        (&["inspect", "--from", "subscriber", "--hex", SUBSCRIBE], 0),
        (&["inspect", "--from", "subscriber", "--hex", CUT], 100),
        (&["inspect", "--from", "subscriber", "--format", "json", "--hex", CUT], 100),
        (&["encode", "--from", "subscriber", "--format", "json", "[]"], 100),
        (&["conformance", "run", "--corpus", &corpus, "--", lonely, "conformance", "serve"], 100),
        (&["etag", r#"{"url": "u", "topics": [], "globs": []}"#], 0),
        (&["sign", "check_subscriptions", "--key-file", &key, FIELDS], 0),
        (&["verify", "check_subscriptions", "--key-file", &key, FIELDS], 100),
        (&["verify", "check_subscriptions", "--key-file", &key, "--format", "json", FIELDS], 100),
        (&["help", "verify"], 0),
        (&["completions", "bash"], 0),
        (&["--help"], 0),
        (&["-h"], 0),
        (&["--version"], 0),
        (&["conformance", "run", "--help"], 0),
    ]
    .into_iter()
    .map(|(args, status)| (args.iter().map(|&arg| arg.to_owned()).collect(), status))
    .collect()
}

fn ran(command: &mut Command) -> Ran {
    let output = command.stdin(Stdio::null()).stderr(Stdio::piped()).output().unwrap();
    Ran {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A pipe that nobody reads.
fn closed_pipe() -> std::io::PipeWriter {
    std::io::pipe().unwrap().1
}

#[test]
fn a_closed_pipe_changes_nothing_about_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    for (args, status) in printing(folder.path()) {
        let ended = ran(command().args(&args).stdout(closed_pipe()));
        assert_eq!(ended.status, Some(status), "{args:?}: {}", ended.stderr);
        assert!(
            !ended.stderr.contains("panicked") && !ended.stderr.contains("Broken pipe"),
            "{}",
            ended.stderr
        );
    }
}

#[test]
fn a_full_disk_is_a_failure_that_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (args, _) in printing(folder.path()) {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ended = ran(command().args(&args).stdout(full));
        assert_eq!(ended.status, Some(1), "{args:?}: {}", ended.stderr);
        assert!(ended.stderr.contains("standard output cannot be written: "), "{args:?}: {}", ended.stderr);
    }
}

/// Runs in a shell, which can close streams.
fn shell(script: &str) -> Ran {
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_lonely")]).stdout(Stdio::piped());
    ran(&mut command)
}

#[test]
fn streams_may_be_closed_from_the_beginning() {
    let folder = tempfile::tempdir().unwrap();
    let bad = bad_schema(folder.path());
    let bad = bad.display();
    for (script, status) in [
        (format!("\"$1\" check --schema '{bad}' >&-"), 100),
        (format!("\"$1\" check --schema '{bad}' 2>&-"), 100),
        (format!("\"$1\" check --schema '{bad}' 2>/dev/full"), 100),
        (format!("\"$1\" check --schema '{bad}' <&- >&- 2>&-"), 100),
        ("\"$1\" nope 2>/dev/full".to_owned(), 2),
        ("\"$1\" nope 2>&-".to_owned(), 2),
        ("\"$1\" --help >&- 2>&-".to_owned(), 0),
        // No message at all is a bad one.
        ("\"$1\" decode --from subscriber <&-".to_owned(), 100),
        ("\"$1\" encode --from subscriber <&-".to_owned(), 1),
        ("\"$1\" conformance serve <&-".to_owned(), 0),
    ] {
        let ended = shell(&script).exits(status);
        assert!(!ended.stderr.contains("panicked"), "{script}: {}", ended.stderr);
    }
}

#[test]
fn serving_ends_when_nobody_reads_the_answers() {
    let requests = "{\"id\": 1, \"op\": \"describe\"}\n".repeat(20_000);
    let mut child = command()
        .args(["conformance", "serve"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let writer = std::thread::spawn(move || drop(stdin.write_all(requests.as_bytes())));
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

/// The most memory that a process had, in KiB.
fn peak(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn an_endless_request_is_refused_at_once_and_not_held() {
    const LONGEST: usize = 32 << 20;
    let mut child = command()
        .args(["conformance", "serve"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next =
        || -> serde_json::Value { serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap() };
    let describe = b"{\"id\": 1, \"op\": \"describe\"}";
    let spaces = vec![b' '; LONGEST];
    // As long as a line may be.
    stdin.write_all(describe).unwrap();
    stdin.write_all(&spaces[describe.len()..]).unwrap();
    stdin.write_all(b"\n").unwrap();
    assert_eq!(next()["ok"]["language"], "rust");
    // Longer, and the answer comes before its end.
    stdin.write_all(&spaces).unwrap();
    stdin.write_all(b" ").unwrap();
    let refused = next();
    assert_eq!((&refused["id"], &refused["error"]["kind"]), (&serde_json::Value::Null, &"bad_value".into()));
    assert!(refused["error"]["message"].as_str().unwrap().contains("33554432 bytes"), "{refused}");
    for _ in 0..16 {
        stdin.write_all(&spaces).unwrap();
    }
    stdin.write_all(b"\n").unwrap();
    stdin.write_all(describe).unwrap();
    stdin.write_all(b"\n").unwrap();
    assert_eq!(next()["id"], 1);
    if cfg!(target_os = "linux") {
        let (held, given) = (peak(child.id()), 17 * LONGEST as u64 / 1024);
        assert!(held < given / 2, "{held} KiB for a line of {given} KiB");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_request_of_very_many_values_is_refused() {
    let many =
        format!("{{\"id\": 1, \"op\": [{}0]}}\n{{\"id\": 2, \"op\": \"describe\"}}\n", "0,".repeat(1 << 21));
    let ran = lonely_with(&["conformance", "serve"], many.as_bytes()).exits(0);
    let answers: Vec<serde_json::Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0]["id"], serde_json::Value::Null);
    assert_eq!((&answers[0]["error"]["kind"], &answers[1]["id"]), (&"bad_value".into(), &2.into()));
}

/// A sparse file of 20 GB.
fn sparse(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    File::create(&path).unwrap().set_len(20_000_000_000).unwrap();
    path
}

fn fifo(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

#[test]
fn messages_are_read_from_ordinary_files_of_ordinary_size() {
    let folder = tempfile::tempdir().unwrap();
    let (sparse, fifo) = (sparse(folder.path(), "sparse"), fifo(folder.path(), "fifo"));
    let places: [(&Path, &str); 5] = [
        (Path::new("/dev/zero"), "is a device, a pipe or the like, where an ordinary file is wanted"),
        (&fifo, "is a device, a pipe or the like, where an ordinary file is wanted"),
        (folder.path(), "is a folder, where an ordinary file is wanted"),
        (&sparse, "has 20000000000 bytes, and 512 MiB is the most"),
        (&folder.path().join("nope"), "cannot be read: No such file"),
    ];
    for (path, expected) in places {
        let path = path.to_str().unwrap();
        for args in [
            &["decode", "--from", "subscriber", "--file", path][..],
            &["decode", "--from", "subscriber", "--raw", "--file", path],
            &["inspect", "--from", "broadcaster", "--raw", "--file", path],
            &["encode", "--from", "subscriber", "--file", path],
        ] {
            let ran = lonely(args).exits(1);
            assert!(ran.stderr.starts_with(&format!("error: {path} {expected}")), "{}", ran.stderr);
        }
    }
}

#[test]
fn standard_input_that_never_ends_is_too_long_at_some_time() {
    let zero = || File::open("/dev/zero").unwrap();
    for args in [&["decode", "--from", "subscriber", "--raw"][..], &["encode", "--from", "subscriber"]] {
        let output = command().args(args).stdin(zero()).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert_eq!(stderr, "error: standard input has more than 512 MiB, the most that is read\n");
    }
}

#[test]
fn a_corpus_is_of_ordinary_files_of_ordinary_size() {
    let run = |folder: &Path| {
        let testee = [env!("CARGO_BIN_EXE_lonely"), "conformance", "serve"];
        let corpus = ["conformance", "run", "--corpus", folder.to_str().unwrap(), "--"];
        lonely(&[&corpus[..], &testee].concat()).exits(1).stderr
    };
    let make = |what: &dyn Fn(&Path) -> PathBuf| {
        let folder = tempfile::tempdir().unwrap();
        let _ = what(folder.path());
        run(folder.path())
    };
    assert!(make(&|folder| fifo(folder, "a.jsonl")).contains("a.jsonl is a device, a pipe or the like"));
    assert!(
        make(&|folder| sparse(folder, "a.jsonl")).contains("has 20000000000 bytes, and 256 MiB is the most")
    );
    let folder_in_it = make(&|folder| {
        std::fs::create_dir(folder.join("a.jsonl")).unwrap();
        folder.to_owned()
    });
    assert!(folder_in_it.contains("a.jsonl is a folder"), "{folder_in_it}");
    let link = make(&|folder| {
        std::os::unix::fs::symlink("/dev/zero", folder.join("a.jsonl")).unwrap();
        folder.to_owned()
    });
    assert!(link.contains("a.jsonl is a device"), "{link}");
    let long_line = make(&|folder| {
        std::fs::write(folder.join("a.jsonl"), vec![b'a'; (32 << 20) + 1]).unwrap();
        folder.to_owned()
    });
    assert!(
        long_line.contains("a.jsonl:1: the line has 33554433 bytes, and 33554432 is the most"),
        "{long_line}"
    );
    assert!(run(Path::new("/dev/zero")).contains("the corpus /dev/zero cannot be read"));
}
