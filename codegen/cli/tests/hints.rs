//! Bytes that are not what somebody says that they are, and bodies of HTTP as they come through a pipe.

mod common;

use common::{lonely, lonely_with};

/// A response of the code 4 to a NOTIFY: no authorization, no tracing, three subscribers, an identifier of one byte.
const RESPONSE: &[u8] = b"\x00\x04\x00\x00\x00\x00\x00\x00\x00\x03\x01a";
/// The type 8 of a subscriber: an identifier, the part 1, no authorization, no tracing.
const CONTINUE: &str = "000100080001610001010000 0000";

/// What `decode` and `inspect` both say of it.
#[track_caller]
fn hinted(args: &[&str], input: &[u8], hint: &str) {
    let decoded = lonely_with(&[&["decode"], args].concat(), input).exits(100);
    let lines: Vec<_> = decoded.stderr.lines().collect();
    assert!(
        lines[0].starts_with("error: ") && lines[1..] == [format!("       {hint}")],
        "{}",
        decoded.stderr
    );
    let inspected = lonely_with(&[&["inspect"], args].concat(), input).exits(100);
    assert_eq!(inspected.stderr, format!("{hint}\n"));
    // Programs are told what is wrong, and no guesses.
    for verb in ["decode", "inspect"] {
        let ran = lonely_with(&[&[verb, "--format", "json"], args].concat(), input).exits(100);
        assert!(!ran.stdout.contains(hint) && ran.stderr.is_empty(), "{ran:?}");
    }
}

#[test]
fn the_message_of_the_other_side_is_recognised() {
    let hint = "it is a `continue_receive` of a subscriber: --from subscriber";
    hinted(&["--from", "broadcaster"], CONTINUE.as_bytes(), hint);
    let hint = "it is a `continue_receive` of a subscriber: --message continue_receive";
    hinted(&["--message", "missed"], CONTINUE.as_bytes(), hint);
}

#[test]
fn another_body_is_recognised_where_it_says_what_it_is() {
    let other = ["--protocol", "stateless", "--message", "response_generic", "--raw"];
    hinted(&other, RESPONSE, "it is a `response_notify` of a broadcaster: --message response_notify");
}

#[test]
fn the_head_of_a_response_or_of_a_request_is_no_body() {
    let hint = "this begins with the head of an HTTP message; give its body alone, as curl does without -i";
    let response = ["--protocol", "stateless", "--message", "response_notify", "--raw"];
    let head: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n";
    hinted(&response, &[head, RESPONSE].concat(), hint);
    let request = ["--protocol", "stateless", "--message", "check_subscriptions", "--raw"];
    hinted(&request, b"POST /v1/check_subscriptions HTTP/1.1\r\n\r\n", hint);
}

#[test]
fn digits_that_are_given_as_bytes_and_no_bytes_at_all_are_recognised() {
    hinted(
        &["--from", "subscriber", "--raw"],
        CONTINUE.as_bytes(),
        "it is the hex digits of a message: leave --raw out",
    );
    let hint = "there are no bytes at all; --hex, --file or standard input has to bring some";
    hinted(&["--from", "subscriber"], b"", hint);
    hinted(&["--protocol", "stateless", "--message", "notify", "--raw"], b"", hint);
}

#[test]
fn bodies_come_and_go_through_pipes() {
    let response = ["--protocol", "stateless", "--message", "response_notify"];
    let decode = [&["decode", "--raw", "--format", "json"], &response[..]].concat();
    let json = lonely_with(&decode, RESPONSE).exits(0).stdout;
    let fields = r#""fields":{"authorization":null,"tracing":"","subscribers":"3","identifier":"61"}"#;
    assert!(json.contains(fields), "{json}");
    let encode = [&["encode", "--raw"], &response[..]].concat();
    assert_eq!(lonely_with(&encode, json.as_bytes()).exits(0).stdout.as_bytes(), RESPONSE);
    let shown = lonely_with(&[&["inspect", "--raw"], &response[..]].concat(), RESPONSE).exits(0).stdout;
    assert!(
        shown.starts_with("stateless.response_notify, from broadcaster to subscriber, 12 bytes\n"),
        "{shown}"
    );
    // A response says what it is, so that its sender is enough.
    let from = ["decode", "--protocol", "stateless", "--from", "broadcaster", "--raw", "--format", "json"];
    assert_eq!(lonely_with(&from, RESPONSE).exits(0).stdout, json);
    // A request does not.
    let from = ["decode", "--protocol", "stateless", "--from", "subscriber", "--raw"];
    let ran = lonely_with(&from, b"\0\x03foo").exits(100);
    assert!(ran.stderr.contains("--message names it, of `notify`, `subscribe_exact`, "), "{}", ran.stderr);
    let from = ["decode", "--protocol", "hashing", "--from", "subscriber", "--raw"];
    let ran = lonely_with(&from, b"x").exits(2);
    assert!(ran.stderr.contains("--message has to name one of `strong_etag`"), "{}", ran.stderr);
}

#[test]
fn a_type_that_is_another_is_marked_where_it_stands() {
    let ran = lonely(&["inspect", "--message", "missed", "--hex", CONTINUE]).exits(100);
    assert!(ran.stdout.contains("\n> 2..4   00 08 "), "{}", ran.stdout);
}
