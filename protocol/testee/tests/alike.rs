//! All testees of the workspace that are written in Rust: whatever is asked, generated code, derived structs and the interpreter
//! answer alike.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use lonelypsp_conformance::Interpreted;
use serde_json::{Value as Json, json};

const COMPILED: [(&str, &str); 2] = [
    ("the generated code", env!("CARGO_BIN_EXE_lonelypsp-testee-rust")),
    ("the derived structs", env!("CARGO_BIN_EXE_lonelypsp-testee-derived")),
];

/// What a program answers.
fn run(program: &str, lines: &str) -> Vec<Json> {
    let mut command = Command::new(program);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let lines = lines.to_owned();
    let writer = std::thread::spawn(move || std::io::Write::write_all(&mut stdin, lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()), "{program}");
    parse(&output.stdout)
}

/// What the interpreter answers.
fn interpret(lines: &str) -> Vec<Json> {
    let testee = Interpreted::new(lonelypsp_schema::builtin().unwrap());
    let mut answers = Vec::new();
    lonelypsp_conformance::serve(&testee, lines.as_bytes(), &mut answers).unwrap();
    parse(&answers)
}

fn parse(answers: &[u8]) -> Vec<Json> {
    let answers = std::str::from_utf8(answers).unwrap();
    answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The answers of all, which must be the same.
#[track_caller]
fn answers(lines: &str) -> Vec<Json> {
    let interpreted = interpret(lines);
    for (name, program) in COMPILED {
        let answers = run(program, lines);
        assert_eq!(answers.len(), interpreted.len());
        for ((line, one), other) in lines.lines().zip(&answers).zip(&interpreted) {
            assert_eq!(one, other, "{name} and the interpreter differ about {line}");
        }
    }
    interpreted
}

fn answer(request: &Json) -> Json {
    answers(&format!("{request}\n")).remove(0)
}

/// The published vectors: direction, whether minimal, hex.
fn vectors() -> Vec<(String, bool, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../xtask/reference/published.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| {
            let vector: Json = serde_json::from_str(line).unwrap();
            let text = |key: &str| vector[key].as_str().unwrap().to_owned();
            (text("direction"), vector["minimal_headers"].as_bool().unwrap(), text("hex"))
        })
        .collect()
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
fn every_broken_vector_is_read_alike() {
    let answers = answers(&lines(&decode_requests()));
    assert!(answers.len() > 30_000, "{}", answers.len());
    let kinds: BTreeSet<_> =
        answers.iter().map(|answer| answer["error"]["kind"].as_str().unwrap_or("ok")).collect();
    assert!(kinds.len() >= 9, "{kinds:?}");
}

#[test]
fn the_same_values_are_refused() {
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
        let decoded = interpret(&format!("{decode}\n")).remove(0)["ok"].clone();
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
    // The derived structs are those of the stateful protocol.
    let all = json!(["hashing", "signing", "stateful", "stateless", "tracing"]);
    for ((_, program), protocols) in COMPILED.iter().zip([all, json!(["stateful"])]) {
        let described = run(program, "{\"id\": 7, \"op\": \"describe\"}\n");
        let expected = json!({ "language": "rust", "protocol_version": "0.0.47", "protocols": protocols });
        assert_eq!(described, [json!({ "id": 7, "ok": expected })]);
    }
    // The last line may lack its end.
    assert_eq!(answers("{\"id\": 3}"), [bad(json!(3))]);
}
