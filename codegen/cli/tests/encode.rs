//! What `encode` takes, and what it says of names and values that are not right.

mod common;

use common::{lonely, lonely_with};

/// The published example, from the description of the wire format: the topic `foo/bar`, and nothing else.
const SUBSCRIBE: &str = "00010002000000000007666f6f2f626172";

#[track_caller]
fn refused(args: &[&str], json: &str, status: i32, expected: &str) {
    let ran = lonely(&[&["encode"], args, &[json]].concat()).exits(status);
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str()),
        ("", format!("error: {expected}\n").as_str()),
        "{json}"
    );
}

fn subscribe(fields: &str) -> String {
    format!(
        r#"{{"message": "subscribe_exact", "fields": {{"authorization": null, "tracing": "", {fields}}}}}"#
    )
}

#[test]
fn headers_are_minimal_unless_something_else_is_said() {
    let json = subscribe(r#""topic": "666f6f2f626172""#);
    assert_eq!(lonely(&["encode", &json]).exits(0).stdout.trim_end(), SUBSCRIBE);
    let expanded = lonely(&["encode", "--headers", "expanded", &json]).exits(0).stdout;
    assert!(expanded.starts_with("000000020003000d617574686f72697a6174696f6e0000"), "{expanded}");
    refused(
        &[],
        &json.replacen('{', r#"{"minimal_headers": 1, "#, 1),
        100,
        "`minimal_headers` has to be true or false",
    );
}

#[test]
fn bytes_can_be_text_hex_or_base64() {
    for topic in [
        r#"{"text": "foo/bar"}"#,
        r#"{"hex": "66 6F 6F 2F\n62 61 72"}"#,
        r#"{"base64": "Zm9vL2Jhcg=="}"#,
        r#"{"base64": "Zm9vL2Jhcg"}"#,
    ] {
        let ran = lonely(&["encode", &subscribe(&format!(r#""topic": {topic}"#))]).exits(0);
        assert_eq!(ran.stdout.trim_end(), SUBSCRIBE, "{topic}");
    }
    // What looks like hex is text where it is said to be text: `00` are two digits of ASCII.
    let ran = lonely(&["encode", &subscribe(r#""topic": {"text": "00"}"#)]).exits(0);
    assert_eq!(ran.stdout.trim_end(), "000100020000000000023030");
}

#[test]
fn what_is_no_bytes_says_how_text_is_written() {
    let forms =
        r#"hex digits in a string, or {"text": "foo/bar"}, {"hex": "66 6F 6F"} or {"base64": "Zm9v"}"#;
    let wrong = "a value is not what it has to be in `x-topic`";
    for (topic, expected) in [
        (
            r#""foo/bar""#,
            "expected a string of lower-case hex digits, two for each byte, found \"foo/bar\"; text is written \
             {\"text\": \"foo/bar\"}, base64 {\"base64\": \"Zm9v\"}"
                .to_owned(),
        ),
        (r#"{"txt": "foo"}"#, format!("expected {forms}")),
        (r#"{"text": "foo", "hex": "00"}"#, format!("expected {forms}")),
        (r#"{"text": 7}"#, format!("expected {forms}")),
        (r#"{"hex": "0"}"#, "it is not hex: it has 1 digits, and two make a byte; one is missing or too much".to_owned()),
    ] {
        refused(&[], &subscribe(&format!(r#""topic": {topic}"#)), 100, &format!("{wrong}: {expected}"));
    }
    // Text is text already.
    let json = subscribe(r#""topic": "00""#).replace("null", r#"{"text": "a"}"#);
    let at = "a value is not what it has to be in `authorization`";
    refused(&[], &json, 100, &format!("{at}: expected a string or null, found an object"));
}

#[test]
fn an_unknown_message_suggests_one() {
    let message = |name: &str| format!(r#"{{"message": "{name}", "fields": {{}}}}"#);
    for (args, name, expected) in [
        (
            &["--from", "subscriber"][..],
            "subscribe_exat",
            "there is no message `subscribe_exat` in `stateful`; did you mean `subscribe_exact`?",
        ),
        (
            &[],
            "subscribe_exat",
            "there is no message `subscribe_exat` in `stateful`; did you mean `subscribe_exact`?",
        ),
        (
            &["--from", "subscriber"],
            "mised",
            "there is no message `mised` in `stateful`; did you mean `missed`, which a broadcaster sends?",
        ),
        (
            &["--from", "subscriber"],
            "missed",
            "a subscriber sends no message `missed`, but a broadcaster does; --from broadcaster is right",
        ),
        (
            &["--from", "broadcaster"],
            "subscribe_exact",
            "a broadcaster sends no message `subscribe_exact`, but a subscriber does; --from subscriber is right",
        ),
        (
            &[],
            "response_notify",
            "there is no message `response_notify` in `stateful`, but there is with --protocol stateless",
        ),
    ] {
        refused(args, &message(name), 100, expected);
    }
    let ran = lonely(&["encode", "--from", "subscriber", &message("zzzzzzzz")]).exits(100);
    assert!(ran.stderr.contains("; a subscriber sends `configure`, `subscribe_exact`, "), "{}", ran.stderr);
}

#[test]
fn other_unknown_names_suggest_one() {
    for (json, expected) in [
        (subscribe(r#""topc": "00""#), "there is no field `topc`; did you mean `topic`?"),
        (
            subscribe(r#""topic": "00", "trace": """#),
            "there is no field `trace`; the fields are `authorization`, `tracing`, `topic`",
        ),
        (
            r#"{"message": "subscribe_exact", "fields": {"topic": "00"}}"#.to_owned(),
            "the fields `authorization`, `tracing` are missing",
        ),
        (
            r#"{"message": "subscribe_exact", "feilds": {}}"#.to_owned(),
            "a message has no member `feilds`; did you mean `fields`?",
        ),
        (
            r#"{"message": "subscribe_exact", "variant": "a", "fields": {}}"#.to_owned(),
            "`subscribe_exact` has no variants; leave `variant` out",
        ),
        (
            r#"{"message": "notify", "fields": {}}"#.to_owned(),
            "`variant` has to say which `notify` it is: `uncompressed`, `compressed`",
        ),
        (
            r#"{"message": "notify", "variant": "compresed", "fields": {}}"#.to_owned(),
            "`notify` has no variant `compresed`; did you mean `compressed`?",
        ),
    ] {
        refused(&["--from", "subscriber"], &json, 100, expected);
    }
    let topics = |entry: &str| format!(r#"{{"url": "u", "topics": [{entry}], "globs": []}}"#);
    let ran = lonely(&["etag", &topics(r#"{"topic": "00", "recovry": null}"#)]).exits(100);
    let expected = "expected a list of objects with the fields `topic`, `recovery`, found `recovry` instead of `recovery` at [0]";
    assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    for args in [
        &["encode", "--protocol", "statefull", "{}"][..],
        &["decode", "--protocol", "statefull", "--hex", "00"],
    ] {
        let ran = lonely(args).exits(2);
        assert!(ran.stderr.contains("no protocol `statefull`; did you mean `stateful`?"), "{}", ran.stderr);
    }
}

#[test]
fn unknown_flags_suggest_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flags.yaml");
    std::fs::write(&path, FLAGS).unwrap();
    let schema = ["--schema", path.to_str().unwrap()];
    let json = |flags: &str| {
        format!(r#"{{"message": "beat", "flags": {flags}, "fields": {{"note": {{"text": "a"}}}}}}"#)
    };
    // Bit 1 of the flags beside minimal headers, bit 0; the code 1; a note of one byte.
    assert_eq!(
        lonely(&[&["encode"], &schema[..], &[&json(r#"["urgent"]"#)]].concat()).exits(0).stdout,
        "00030001000161\n"
    );
    refused(&schema, &json(r#"["urgnt"]"#), 100, "there is no flag `urgnt`; did you mean `urgent`?");
    refused(&schema, &json("[7]"), 100, "`flags` has to be a list of names, of `urgent`");
    let builtin = subscribe(r#""topic": "00""#).replacen('{', r#"{"flags": ["urgent"], "#, 1);
    refused(&[], &builtin, 100, "`stateful` has no flags that a message could set; leave `flags` out");
}

const FLAGS: &str = "\
lonely: 1
name: flags
version: 0.1.0
doc: A protocol with a flag.
protocols:
  stateful:
    doc: The only one.
    flags:
      minimal_headers: { bit: 0, selects: minimal, doc: Headers without names. }
      urgent: { bit: 1, doc: Whether it is urgent. }
protocol: stateful
types:
  note: { kind: bytes, doc: A note. }
messages:
  beat:
    from: subscriber
    code: 1
    doc: A beat.
    headers:
      x-note: note
";

#[test]
fn no_verb_takes_a_key_twice() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key");
    std::fs::write(&key, "A".repeat(86)).unwrap();
    let key = ["--key-file", key.to_str().unwrap()];
    let sign = ["sign", "check_subscriptions", key[0], key[1]];
    let verify = ["verify", "check_subscriptions", key[0], key[1]];
    for (args, json) in [
        (&["encode"][..], r#"{"message": "missed", "fields": {"topic": "00", "topic": "01"}}"#),
        (&["encode"], r#"{"message": "missed", "message": "missed"}"#),
        (&sign, r#"{"url": "a", "tracing": "", "url": "a"}"#),
        (&verify, r#"{"url": "a", "tracing": "", "url": "a"}"#),
        (
            &["etag"],
            r#"{"url": "u", "topics": [{"topic": "00", "recovery": null, "topic": "00"}], "globs": []}"#,
        ),
    ] {
        for ran in [lonely(&[args, &[json]].concat()), lonely_with(args, json.as_bytes())] {
            let ran = ran.exits(1);
            assert!(ran.stderr.contains("` is given twice at line 1 column "), "{}", ran.stderr);
        }
    }
    let requests =
        b"{\"id\": 1, \"op\": \"describe\", \"op\": \"describe\"}\n{\"id\": 2, \"op\": \"describe\"}\n";
    let answers = lonely_with(&["conformance", "serve"], requests).exits(0).stdout;
    let answers: Vec<serde_json::Value> =
        answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        answers[0],
        serde_json::json!({"id": null, "error": {"kind": "bad_value", "at": null, "offset": null}})
    );
    assert_eq!(answers[1]["id"], 2);
}

#[test]
fn the_message_can_be_an_option() {
    let fields = r#""fields": {"authorization": null, "tracing": "", "subscribers": "3", "identifier": {"text": "a"}}"#;
    let stateless = ["--protocol", "stateless", "--message", "response_notify"];
    // The code 4, an absent authorization, no tracing, the number in four bytes, and an identifier of one byte.
    let expected = "0004000000000000000301 61\n".replace(' ', "");
    for json in [format!("{{{fields}}}"), format!(r#"{{"message": "response_notify", {fields}}}"#)] {
        let ran = lonely(&[&["encode"], &stateless[..], &[&json]].concat()).exits(0);
        assert_eq!(ran.stdout, expected);
    }
    let other = format!(r#"{{"message": "notify", {fields}}}"#);
    refused(
        &stateless,
        &other,
        100,
        "--message says `response_notify`, but the member `message` of the JSON says \"notify\"",
    );
    refused(
        &[],
        &format!("{{{fields}}}"),
        100,
        "`message` has to be the name of a message; or leave it out, and --message names it",
    );
}
