//! Both testees, and the runner with good and bad testees.

mod common;

use std::fmt::Write as _;
use std::path::Path;

use common::{lonely, lonely_with, root, vectors};
use serde_json::{Value as Json, json};

const LONELY: &str = env!("CARGO_BIN_EXE_lonely");

fn serve(interpret: bool, lines: &str) -> Vec<Json> {
    let args = ["conformance", "serve", "--interpret"];
    let ran = lonely_with(&args[..if interpret { 3 } else { 2 }], lines.as_bytes()).exits(0);
    assert_eq!(ran.stderr, "");
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Both testees' answer, which must be the same.
#[track_caller]
fn answers(lines: &str) -> Vec<Json> {
    let generated = serve(false, lines);
    let interpreted = serve(true, lines);
    assert_eq!(generated.len(), interpreted.len());
    for ((line, one), other) in lines.lines().zip(&generated).zip(&interpreted) {
        assert_eq!(one, other, "the generated code and the interpreter differ about {line}");
    }
    generated
}

fn answer(request: &Json) -> Json {
    answers(&format!("{request}\n")).remove(0)
}

fn decode_requests() -> Vec<Json> {
    let mut requests = Vec::new();
    for (direction, _, hex) in vectors() {
        let mut request = |hex: &str| {
            requests.push(json!({ "id": requests.len(), "op": "decode", "protocol": "stateful",
                "direction": direction, "hex": hex, "reencode": true }));
        };
        request(&hex);
        for end in (0..hex.len()).step_by(2) {
            request(&hex[..end]);
            for change in ["00", "01", "7f", "80", "ff"] {
                request(&format!("{}{change}{}", &hex[..end], &hex[end + 2..]));
            }
        }
    }
    requests
}

fn lines(requests: &[Json]) -> String {
    requests.iter().fold(String::new(), |mut lines, request| {
        let _ = writeln!(lines, "{request}");
        lines
    })
}

#[test]
fn generated_code_and_interpreter_read_every_broken_vector_alike() {
    let answers = answers(&lines(&decode_requests()));
    assert!(answers.len() > 30_000, "{}", answers.len());
    let kinds: std::collections::BTreeSet<_> =
        answers.iter().map(|answer| answer["error"]["kind"].as_str().unwrap_or("ok")).collect();
    assert!(kinds.len() >= 9, "{kinds:?}");
}

#[test]
fn generated_code_and_interpreter_refuse_the_same_values() {
    let values = [
        json!(null),
        json!(""),
        json!(true),
        json!(7),
        json!("00"),
        json!("0A"),
        json!("0"),
        json!("1"),
        json!("-1"),
        json!("-0"),
        json!("01"),
        json!("255"),
        json!("256"),
        json!("65536"),
        json!("4294967296"),
        json!("18446744073709551616"),
        json!("-32769"),
        json!("32768"),
        json!("9".repeat(400)),
        json!("ab".repeat(32)),
        json!("ab".repeat(64)),
        json!("ab".repeat(65)),
        json!("ab".repeat(65536)),
        json!("é"),
    ];
    let mut requests = Vec::new();
    for (direction, minimal, hex) in vectors() {
        let decode = json!({ "op": "decode", "protocol": "stateful", "direction": direction, "hex": hex });
        let decoded = serve(true, &format!("{decode}\n")).remove(0)["ok"].clone();
        let fields = decoded["fields"].as_object().unwrap();
        for (index, name) in fields.keys().enumerate() {
            for (at, value) in values.iter().enumerate().filter(|(at, _)| minimal || at % 3 == 0) {
                let mut fields = fields.clone();
                fields[name] = value.clone();
                // A second wrong value, before or after the first.
                let other = fields.keys().nth((index + at) % fields.len()).unwrap().clone();
                if at % 2 == 0 {
                    fields[&other] = values[(at * 7) % values.len()].clone();
                }
                requests.push(json!({ "id": requests.len(), "op": "encode", "protocol": "stateful",
                    "direction": direction, "message": decoded["message"], "variant": decoded["variant"],
                    "minimal_headers": minimal, "fields": fields }));
            }
        }
    }
    let answers = answers(&lines(&requests));
    let refused = answers.iter().filter(|answer| answer.get("error").is_some()).count();
    assert!(refused > answers.len() / 3 && refused < answers.len(), "{refused} of {}", answers.len());
    assert!(answers.iter().filter_map(|answer| answer.get("error")).all(|error| error["offset"].is_null()));
}

fn encode(fields: &Json) -> Json {
    answer(
        &json!({ "id": 1, "op": "encode", "protocol": "stateful", "direction": "s2b", "message": "continue_receive",
        "minimal_headers": true, "fields": fields }),
    )
}

#[test]
fn the_earliest_problem_in_header_order_wins_whichever_kind_it_is() {
    let error = |answer: Json| (answer["error"]["kind"].clone(), answer["error"]["at"].clone());
    // The order of the headers: identifier, part id, authorization, tracing.
    let fields = |identifier: &str, part: &str, authorization: Json| json!({ "tracing": "0", "authorization": authorization, "part_id": part, "identifier": identifier });
    let long = "00".repeat(65);
    assert_eq!(error(encode(&fields(&long, "x", json!(7)))), (json!("too_long"), json!("x-identifier")));
    assert_eq!(error(encode(&fields("0", "-1", json!(7)))), (json!("bad_value"), json!("x-identifier")));
    assert_eq!(error(encode(&fields("00", "-1", json!(7)))), (json!("out_of_range"), json!("x-part-id")));
    assert_eq!(error(encode(&fields("00", "1", json!(7)))), (json!("bad_value"), json!("authorization")));
    assert_eq!(error(encode(&fields("00", "1", json!(null)))), (json!("bad_value"), json!("x-tracing")));
    // A field too many or too few comes before all of them.
    assert_eq!(error(encode(&json!({ "identifier": 7 }))), (json!("bad_value"), Json::Null));
    let mut more = fields(&long, "x", json!(7));
    more["type"] = json!("8");
    assert_eq!(error(encode(&more)), (json!("bad_value"), Json::Null));
}

#[test]
fn the_body_comes_last_though_headers_are_derived_from_it() {
    let fields = |body: Json, digest: &str| {
        let fields = json!({ "authorization": null, "tracing": "", "identifier": "", "topic": "",
            "verified_uncompressed_sha512": digest, "uncompressed_message": body });
        let answer = answer(&json!({ "id": 1, "op": "encode", "protocol": "stateful", "direction": "s2b",
            "message": "notify", "variant": "uncompressed", "minimal_headers": true, "fields": fields }));
        answer["error"]["at"].clone()
    };
    assert_eq!(fields(json!(7), &"00".repeat(64)), "body");
    assert_eq!(fields(json!(7), &"00".repeat(63)), "x-compressed-sha512");
}

#[test]
fn every_line_has_an_answer() {
    let bad = |id: Json| json!({ "id": id, "error": { "kind": "bad_value", "at": null, "offset": null } });
    for (line, expected) in [
        ("", bad(Json::Null)),
        ("{", bad(Json::Null)),
        ("[]", bad(Json::Null)),
        ("\u{feff}{}", bad(Json::Null)),
        (r#"{"id": [1]}"#, bad(Json::Null)),
        (r#"{"id": 1.5}"#, bad(Json::Null)),
        ("{}", bad(Json::Null)),
        (r#"{"id": "a", "op": "nope"}"#, bad(json!("a"))),
        (r#"{"id": 1, "op": 1}"#, bad(json!(1))),
        (
            r#"{"id": 1, "op": "decode", "protocol": "stateful", "direction": "b2b", "hex": ""}"#,
            bad(json!(1)),
        ),
        (r#"{"id": 1, "op": "decode", "protocol": "nope", "direction": "s2b", "hex": ""}"#, bad(json!(1))),
        (
            r#"{"id": 1, "op": "decode", "protocol": "stateful", "direction": "s2b", "hex": "0A"}"#,
            bad(json!(1)),
        ),
        (r#"{"id": -1, "op": "sign"}"#, bad(json!(-1))),
    ] {
        assert_eq!(answers(&format!("{line}\n")), [expected], "{line}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(answers(&format!("{deep}\n{{\"id\": 2}}\n")), [bad(Json::Null), bad(json!(2))]);
    let described = answer(&json!({ "id": 7, "op": "describe" }));
    let expected = json!({ "language": "rust", "protocol_version": "0.0.47", "protocols": ["stateful"] });
    assert_eq!(described, json!({ "id": 7, "ok": expected }));
    // The last line may lack its end.
    assert_eq!(answers("{\"id\": 3}"), [bad(json!(3))]);
}

/// A corpus of the first so many requests, with the interpreter's answers.
fn corpus(requests: &[Json]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::new();
    for (index, (request, mut answer)) in requests.iter().zip(serve(true, &lines(requests))).enumerate() {
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
    let ran = run(folder.path(), &["--filter", "case-199"], &[LONELY, "conformance", "serve", "--interpret"]);
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
