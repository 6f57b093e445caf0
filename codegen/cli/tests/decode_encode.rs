//! Bytes to JSON and back.

mod common;

use common::{lonely, lonely_with, sender, vectors};

const SUBSCRIBE: &str = "00010002000000000007666f6f2f626172";

#[test]
fn a_message_is_printed_as_json() {
    let ran = lonely(&["decode", "--from", "subscriber", "--hex", SUBSCRIBE]).exits(0);
    let expected = r#"{
  "message": "subscribe_exact",
  "variant": null,
  "minimal_headers": true,
  "fields": {
    "authorization": null,
    "tracing": "",
    "topic": "666f6f2f626172"
  }
}
"#;
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), (expected, ""));
}

#[test]
fn a_truncated_message_says_what_is_missing_and_where() {
    let cut = &SUBSCRIBE[..SUBSCRIBE.len() - 2];
    let ran = lonely(&["decode", "--from", "subscriber", "--hex", cut]).exits(100);
    assert_eq!(ran.stdout, "");
    assert_eq!(
        ran.stderr,
        "error: the message is truncated at byte 10, in `x-topic`: expected 7 bytes for its value, found 6 bytes\n"
    );
    let ran = lonely(&["decode", "--from", "subscriber", "--format", "json", "--hex", cut]).exits(100);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["error"]["kind"], "truncated");
    assert_eq!(json["error"]["at"], "x-topic");
    assert_eq!(json["error"]["offset"], 10);
}

#[test]
fn hex_may_be_written_as_people_write_it() {
    let spaced = "00 01\t00 02\n 0000 0000\r\n0007 66 6F6F 2F626172\n";
    let ran =
        lonely_with(&["decode", "--from", "subscriber", "--format", "json"], spaced.as_bytes()).exits(0);
    assert!(ran.stdout.starts_with(r#"{"message":"subscribe_exact","variant":null,"#), "{}", ran.stdout);
    let raw = b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar";
    let from_raw =
        lonely_with(&["decode", "--from", "subscriber", "--raw", "--format", "json"], raw).exits(0);
    assert_eq!(from_raw.stdout, ran.stdout);
}

#[test]
fn what_is_not_hex_is_refused_with_the_place() {
    let ran = lonely(&["decode", "--from", "subscriber", "--hex", "00xy"]).exits(2);
    assert!(ran.stderr.contains("character 3 is 'x'"), "{}", ran.stderr);
    let ran = lonely_with(&["decode", "--from", "subscriber"], b"000").exits(1);
    assert!(ran.stderr.contains("3 digits") && ran.stderr.contains("--raw"), "{}", ran.stderr);
}

#[test]
fn decode_and_encode_are_inverse_for_every_published_vector() {
    for (direction, _, hex) in vectors() {
        let from = sender(&direction);
        let json = lonely(&["decode", "--from", from, "--show-secrets", "--hex", &hex]).exits(0).stdout;
        let written = lonely_with(&["encode", "--from", from], json.as_bytes()).exits(0).stdout;
        assert_eq!(written, format!("{hex}\n"));
    }
}

#[test]
fn headers_can_be_written_in_the_other_mode() {
    let json = lonely(&["decode", "--from", "subscriber", "--hex", SUBSCRIBE]).exits(0).stdout;
    let ran =
        lonely_with(&["encode", "--from", "subscriber", "--headers", "expanded"], json.as_bytes()).exits(0);
    // 0003 headers: authorization, x-tracing, x-topic.
    let expected = "000000020003000d617574686f72697a6174696f6e00000009782d74726163696e6700000007782d746f706963\
                    0007666f6f2f626172\n";
    assert_eq!(ran.stdout, expected);
}

#[test]
fn a_value_that_a_field_cannot_have_is_named() {
    let json = r#"{"message": "continue_receive", "minimal_headers": true, "fields":
        {"identifier": "00", "part_id": "-1", "authorization": 7, "tracing": ""}}"#;
    let ran = lonely(&["encode", "--from", "subscriber", json]).exits(100);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("`x-part-id`") && ran.stderr.contains("found -1"), "{}", ran.stderr);
    let ran = lonely(&["encode", "--from", "subscriber", "--format", "json", json]).exits(100);
    assert!(ran.stdout.starts_with(r#"{"error":{"kind":"out_of_range","at":"x-part-id","offset":null,"#));
}

#[test]
fn a_wrong_request_says_what_would_be_right() {
    for (json, status, expected) in [
        ("{", 1, "is not JSON"),
        ("[]", 100, "an object"),
        (r#"{"message": "nope", "minimal_headers": true, "fields": {}}"#, 100, "no message `nope`"),
        (r#"{"message": "missed", "minimal_headers": true, "fields": {}}"#, 100, "no message `missed`"),
        (r#"{"message": "subscribe_exact"}"#, 100, "`fields` has to be an object"),
        (
            r#"{"message": "subscribe_exact", "fields": {"tracing": "", "topic": ""}}"#,
            100,
            "the field `authorization` is missing",
        ),
    ] {
        let ran = lonely(&["encode", "--from", "subscriber", json]).exits(status);
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }
}

/// An authorization of three bytes, `ABC`, before the topic `foo/bar`.
const AUTHORIZED: &str = "000100020003414243000000 07666f6f2f626172";

#[test]
fn secrets_are_hidden_unless_they_are_asked_for() {
    let decode = |more: &[&str]| {
        let usual = ["decode", "--from", "subscriber", "--format", "json", "--hex", AUTHORIZED];
        lonely(&[&usual[..], more].concat()).exits(0).stdout
    };
    let hidden = decode(&[]);
    assert!(hidden.contains(r#""authorization":{"hidden":"3 bytes"},"tracing":"","#), "{hidden}");
    assert!(!hidden.contains("ABC"), "{hidden}");
    let shown = decode(&["--show-secrets"]);
    assert!(shown.contains(r#""authorization":"ABC","#), "{shown}");
    let encode = ["encode", "--from", "subscriber"];
    let written = lonely_with(&encode, shown.as_bytes()).exits(0).stdout;
    assert_eq!(written.trim_end(), AUTHORIZED.replace(' ', ""));
    let ran = lonely_with(&encode, hidden.as_bytes()).exits(100);
    assert!(
        ran.stderr.contains("`authorization`: its value was hidden; `lonely decode --show-secrets` shows it")
    );
}

#[test]
fn secrets_of_bodies_and_entries_are_hidden_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.yaml");
    std::fs::write(&path, SECRETS).unwrap();
    // One entry: a name of one byte, `n`, and a token of two, `tt`; then a number and bytes.
    let usual = ["decode", "--schema", path.to_str().unwrap(), "--message", "hand_over", "--format", "json"];
    let hex = ["--hex", "0001 016e 027474 07 02abcd"];
    let hidden = lonely(&[&usual[..], &hex].concat()).exits(0).stdout;
    let expected = r#""fields":{"keys":[{"name":"n","token":{"hidden":"2 bytes"}}],"pin":{"hidden":"a number"},"seed":{"hidden":"2 bytes"}}"#;
    assert!(hidden.contains(expected), "{hidden}");
    let shown = lonely(&[&usual[..], &hex, &["--show-secrets"]].concat()).exits(0).stdout;
    let expected = r#""fields":{"keys":[{"name":"n","token":"tt"}],"pin":"7","seed":"abcd"}"#;
    assert!(shown.contains(expected), "{shown}");
}

const SECRETS: &str = "\
lonely: 1
name: secrets
version: 0.1.0
doc: Secrets wherever they can be.
protocols:
  bodies: { prefix: none, doc: The only one. }
protocol: bodies
types:
  name: { kind: text, doc: A name. }
  token: { kind: text, secret: true, doc: A token. }
  pin: { kind: uint, max_bytes: 1, write: fixed, secret: true, doc: A number. }
  seed: { kind: bytes, secret: true, doc: Some bytes. }
messages:
  hand_over:
    from: subscriber
    code: 1
    doc: Hands over what is secret.
    sequence:
      - group: keys
        count: u16
        doc: The keys.
        items:
          - { field: name, type: name, prefix: u8, doc: Whose it is. }
          - { field: token, type: token, prefix: u8 }
      - { field: pin, type: pin }
      - { field: seed, type: seed, prefix: u8 }
";
