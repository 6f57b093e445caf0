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
        let json = lonely(&["decode", "--from", from, "--hex", &hex]).exits(0).stdout;
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
        (r#"{"message": "subscribe_exact", "fields": {}}"#, 100, "`minimal_headers` has to be true or false"),
        (
            r#"{"message": "subscribe_exact", "minimal_headers": true, "fields": {}}"#,
            100,
            "the field `authorization` is missing",
        ),
    ] {
        let ran = lonely(&["encode", "--from", "subscriber", json]).exits(status);
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }
}
