//! The interpreter as a testee, and the runner with good and bad testees.

mod common;

use std::fmt::Write as _;
use std::path::Path;

use common::{lonely, lonely_with, root, vectors};
use serde_json::{Value as Json, json};

const LONELY: &str = env!("CARGO_BIN_EXE_lonely");

fn serve(lines: &str) -> Vec<Json> {
    let ran = lonely_with(&["conformance", "serve"], lines.as_bytes()).exits(0);
    assert_eq!(ran.stderr, "");
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// To read every beginning of every published vector.
fn decode_requests() -> Vec<Json> {
    let beginnings = |(direction, _, hex): (String, bool, String)| {
        let ends = (0..=hex.len()).step_by(2);
        ends.map(move |end| {
            json!({ "op": "decode", "protocol": "stateful", "direction": direction, "hex": &hex[..end],
                "reencode": true })
        })
    };
    vectors().into_iter().flat_map(beginnings).collect()
}

fn lines(requests: &[Json]) -> String {
    requests.iter().fold(String::new(), |mut lines, request| {
        let _ = writeln!(lines, "{request}");
        lines
    })
}

#[test]
fn the_messages_of_any_schema_are_served() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("own.yaml");
    let text = "lonely: 1\nname: own\nversion: 1.2.3\ndoc: D.\nprotocols:\n  own:\n    doc: D.\n    flags:\n      \
                minimal: { bit: 0, selects: minimal, doc: D. }\nprotocol: own\nmessages:\n  one:\n    from: broadcaster\n    \
                code: 1\n    doc: D.\n    headers: {}\n";
    std::fs::write(&schema, text).unwrap();
    let requests = [
        json!({ "id": 1, "op": "describe" }),
        json!({ "id": 2, "op": "encode", "protocol": "own", "direction": "b2s", "message": "one",
            "minimal_headers": true, "fields": {} }),
    ];
    let serve = ["conformance", "serve", "--schema", schema.to_str().unwrap()];
    let answers = lonely_with(&serve, lines(&requests).as_bytes()).exits(0).stdout;
    let described = json!({ "language": "rust", "protocol_version": "1.2.3", "protocols": ["own"] });
    let expected = [json!({ "id": 1, "ok": described }), json!({ "id": 2, "ok": { "hex": "00010001" } })];
    assert_eq!(answers, lines(&expected));
}

/// A corpus of the first so many requests, with the interpreter's answers.
fn corpus(requests: &[Json]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::new();
    for (index, (request, mut answer)) in requests.iter().zip(serve(&lines(requests))).enumerate() {
        answer.as_object_mut().unwrap().remove("id");
        let case = json!({ "name": format!("case-{index}"), "request": request, "expect": answer });
        let _ = writeln!(text, "{case}");
    }
    std::fs::write(folder.path().join("cases.jsonl"), text).unwrap();
    folder
}

fn run(folder: &Path, more: &[&str], testee: &[&str]) -> common::Ran {
    let corpus = ["conformance", "run", "--corpus", folder.to_str().unwrap()];
    lonely(&[&corpus[..], more, &["--"], testee].concat())
}

#[test]
fn a_testee_without_differences() {
    let folder = corpus(&decode_requests()[..2000]);
    let ran = run(folder.path(), &[], &[LONELY, "conformance", "serve"]).exits(0);
    assert!(ran.stdout.starts_with(r#"testee: {"language":"rust","#), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("\n2000 cases, 0 differences\n"), "{}", ran.stdout);
    let ran = run(folder.path(), &["--filter", "case-199"], &[LONELY, "conformance", "serve"]);
    assert!(ran.exits(0).stdout.ends_with("\n11 cases, 0 differences\n"));
    let ran = run(folder.path(), &["--filter", "nope"], &[LONELY, "conformance", "serve"]).exits(1);
    assert!(ran.stderr.contains("`nope`"), "{}", ran.stderr);
}

#[test]
fn a_testee_with_differences_exits_with_100() {
    let folder = corpus(&decode_requests()[..50]);
    let path = folder.path().join("cases.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("\"truncated\"", "\"too_long\"")).unwrap();
    let ran = run(folder.path(), &[], &[LONELY, "conformance", "serve"]).exits(100);
    assert_eq!(ran.stdout.matches("difference: case-").count(), ran.stdout.matches("  got:   ").count());
    assert!(ran.stdout.contains("  expected: {\"error\":{\"kind\":\"too_long\""), "{}", ran.stdout);
    assert!(ran.stdout.contains("50 cases, ") && !ran.stdout.contains(" 0 differences"), "{}", ran.stdout);
}

#[test]
fn the_repositorys_corpus_if_it_is_there() {
    if !root().join("protocol/vectors").exists() {
        return;
    }
    let ran = lonely(&["conformance", "run", "--", LONELY, "conformance", "serve"]).exits(0);
    assert!(ran.stdout.ends_with(" 0 differences\n"), "{}", ran.stdout);
}

#[test]
fn a_missing_or_broken_corpus_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nope");
    let ran = run(&missing, &[], &[LONELY, "conformance", "serve"]).exits(1);
    assert!(ran.stderr.contains("--corpus"), "{}", ran.stderr);
    std::fs::write(folder.path().join("a.jsonl"), "{\"name\": \"a\"}\n").unwrap();
    let ran = run(folder.path(), &[], &[LONELY, "conformance", "serve"]).exits(1);
    assert!(ran.stderr.contains("a.jsonl:1: `request` has to be an object"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn a_testee_that_dies_hangs_or_babbles_ends_the_run_with_1() {
    let folder = corpus(&decode_requests()[..500]);
    let shell = |script: &str| run(folder.path(), &["--timeout", "1"], &["sh", "-c", script]).exits(1).stderr;
    let describe = r#"echo '{"id":0,"ok":{"language":"sh","protocols":["stateful"]}}'"#;
    let died = shell(&format!("{describe}; echo 'no more' >&2; exit 7"));
    assert!(died.contains("exit status: 7") && died.contains("case-0") && died.contains("no more"), "{died}");
    let hung = shell(&format!("{describe}; echo waiting >&2; exec sleep 60"));
    assert!(hung.contains("has not answered the case `case-0`") && hung.contains("waiting"), "{hung}");
    let babbled = shell(&format!("{describe}; echo hello; exec sleep 60"));
    assert!(babbled.contains("is not JSON") && babbled.contains("hello"), "{babbled}");
    let silent = shell("exit 0");
    assert!(silent.contains("without answering `describe`"), "{silent}");
    let missing = run(folder.path(), &[], &["/no/such/command"]).exits(1).stderr;
    assert!(missing.contains("cannot be started"), "{missing}");
    let late = shell(&format!("'{LONELY}' conformance serve; exit 3"));
    assert!(late.contains("exit status: 3") && late.contains("end of its input"), "{late}");
    // Complaints do not stop it, however many they are.
    let loud = format!("(yes complaint | head -c 1000000 >&2) & '{LONELY}' conformance serve; wait");
    let ran = run(folder.path(), &[], &["sh", "-c", &loud]).exits(0);
    assert!(ran.stdout.ends_with("500 cases, 0 differences\n"), "{}", ran.stdout);
}

#[test]
fn the_reference_only_accepts_or_refuses_and_may_differ_on_purpose() {
    let folder = tempfile::tempdir().unwrap();
    let case = |name: &str, more: Json| {
        let mut case = json!({ "name": name, "request": { "op": "decode", "protocol": "stateful",
            "direction": "s2b", "hex": "00" }, "expect": { "error": { "kind": "truncated", "at": null, "offset": 0 } } });
        if !more.is_null() {
            case["reference"] = more;
        }
        case
    };
    let cases = [case("same", Json::Null), case("on purpose", json!({ "ok": { "hex": "00" } }))];
    std::fs::write(folder.path().join("a.jsonl"), lines(&cases)).unwrap();
    let answers = [
        r#"{"id":0,"ok":{"language":"python-reference","protocols":["stateful"]}}"#,
        r#"{"id":1,"error":{"kind":"refused","at":null,"offset":null}}"#,
        r#"{"id":2,"ok":{"hex":"00"}}"#,
    ];
    let file = folder.path().join("answers");
    std::fs::write(&file, format!("{}\n", answers.join("\n"))).unwrap();
    if cfg!(unix) {
        let script = format!("cat '{}'; cat > /dev/null", file.display());
        let ran = run(folder.path(), &[], &["sh", "-c", &script]).exits(0);
        assert!(ran.stdout.ends_with("2 cases, 0 differences\n"), "{}", ran.stdout);
    }
}

/// A case of each protocol, and what everybody has to refuse.
const CLAIMED: [&str; 5] = [
    r#"{"name":"a","request":{"op":"decode","protocol":"stateful"},"expect":{"ok":1}}"#,
    r#"{"name":"b","request":{"op":"decode","protocol":"signing"},"expect":{"ok":1}}"#,
    r#"{"name":"c","request":{"op":"sign"},"expect":{"error":{"kind":"bad_value","at":null,"offset":null}}}"#,
    r#"{"name":"d","request":{"op":"etag"},"expect":{"ok":1}}"#,
    r#"{"name":"e","request":{"op":"decode","protocol":"nope"},"expect":{"error":{"kind":"bad_value","at":null,"offset":null}}}"#,
];

#[cfg(unix)]
#[test]
fn what_a_testee_does_not_claim_is_left_out_and_said() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.jsonl"), CLAIMED.join("\n")).unwrap();
    let run_with = |description: &str, answers: &[&str]| {
        let described = format!(r#"{{"id":0,"ok":{{"language":"sh",{description}}}}}"#);
        let file = folder.path().join("answers");
        std::fs::write(&file, [&[described.as_str()], answers].concat().join("\n") + "\n").unwrap();
        let script = format!("cat '{}'; cat > /dev/null", file.display());
        run(folder.path(), &[], &["sh", "-c", &script]).exits(0).stdout
    };
    let refused =
        |id: u32| format!(r#"{{"id":{id},"error":{{"kind":"bad_value","at":null,"offset":null}}}}"#);
    let stdout = run_with(r#""protocols":["stateful"]"#, &[r#"{"id":1,"ok":1}"#, &refused(2)]);
    for line in [
        "       1 asked about stateful",
        "       1 asked about no protocol that there is",
        "       2 left out: about signing, which the testee does not speak",
        "       1 left out: about hashing, which the testee does not speak",
        "2 cases, 0 differences",
    ] {
        assert!(stdout.lines().any(|found| found == line), "{line}\n{stdout}");
    }
    // All that it has, but for one thing that it says it has not.
    let description = r#""protocols":["stateful","signing","hashing"],"operations":{"signing":["sign"]}"#;
    let ok = |id: u32| format!(r#"{{"id":{id},"ok":1}}"#);
    let stdout = run_with(description, &[&ok(1), &refused(2), &ok(3), &refused(4)]);
    assert!(stdout.contains("       1 left out: to decode signing, which the testee does not\n"), "{stdout}");
    assert!(stdout.ends_with("\n4 cases, 0 differences\n"), "{stdout}");
    // Without pieces.
    let case =
        r#"{"name":"a","request":{"op":"decode","protocol":"stateful","splits":[1]},"expect":{"ok":1}}"#;
    std::fs::write(folder.path().join("a.jsonl"), [CLAIMED[0], case].join("\n")).unwrap();
    let stdout = run_with(r#""protocols":["stateful"],"pieces":false"#, &[&ok(1)]);
    assert!(
        stdout.contains("       1 left out: to decode in pieces, which the testee does not\n"),
        "{stdout}"
    );
    assert!(stdout.ends_with("\n1 case, 0 differences\n"), "{stdout}");
}
