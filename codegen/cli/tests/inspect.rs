//! Messages explained. The expected tables are worked out from the wire format's description.

mod common;

use common::{command, lonely, lonely_with, sender, vectors};

#[test]
fn a_minimal_message() {
    // SUBSCRIBE_EXACT: 2 flags, 2 type, then length and value of authorization, x-tracing, x-topic.
    let hex = "0001 0002 0008 4265617265722078 0002 aabb 0007 666f6f2f626172";
    let ran = lonely(&["inspect", "--from", "subscriber", "--show-secrets", "--hex", hex]).exits(0);
    let expected = "\
stateful.subscribe_exact, from subscriber to broadcaster, 27 bytes, minimal headers

  range   bytes                    part           meaning
  0..2    00 01                    flags          minimal_headers
  2..4    00 02                    type           2: subscribe_exact
  4..6    00 08                    authorization  value of 8 bytes
  6..14   42 65 61 72 65 72 20 78  authorization  \"Bearer x\"
  14..16  00 02                    x-tracing      value of 2 bytes
  16..18  aa bb                    x-tracing      2 bytes
  18..20  00 07                    x-topic        value of 7 bytes
  20..27  66 6f 6f 2f 62 61 72     x-topic        7 bytes, \"foo/bar\"
";
    assert_eq!(ran.stdout, expected);
    assert_eq!(ran.stderr, "");
}

#[test]
fn an_expanded_message_with_headers_that_do_nothing_and_a_missing_one() {
    // Two headers, none of them x-tracing or x-topic; one name is unknown. The block ends at byte 32.
    let hex = "0000 0002 0002 000d 417574686f72697a6174696f6e 0000 0003 782d61 0001 ff";
    let ran = lonely(&["inspect", "--from", "subscriber", "--hex", hex]).exits(100);
    let expected = "\
stateful.subscribe_exact, from subscriber to broadcaster, 31 bytes, expanded headers

  range   bytes                    part           meaning
  0..2    00 00                    flags          none
  2..4    00 02                    type           2: subscribe_exact
  4..6    00 02                    count          2 headers
  6..8    00 0d                    authorization  name of 13 bytes
  8..21   41 75 74 68 6f 72 69 7a  authorization  \"Authorization\"
          61 74 69 6f 6e
  21..23  00 00                    authorization  value of 0 bytes
  23..23                           authorization  secret, 0 bytes
  23..25  00 03                    ?              name of 3 bytes
  25..28  78 2d 61                 ?              \"x-a\"
  28..30  00 01                    ?              value of 1 byte
  30..31  ff                       ?              1 byte (ignored: the message has no such header)
> 31..31                           x-tracing      expected this header in the header block, found the block's end

error: a header is missing at byte 31, in `x-tracing`: expected this header in the header block, found the block's end
";
    assert_eq!(ran.stdout, expected);
}

#[test]
fn a_truncated_value_is_marked() {
    let ran =
        lonely(&["inspect", "--from", "subscriber", "--hex", "000100020000000000 07 666f6f"]).exits(100);
    let marked: Vec<_> = ran.stdout.lines().filter(|line| line.starts_with('>')).collect();
    assert_eq!(
        marked,
        ["> 10..13  66 6f 6f                 x-topic        expected 7 bytes for its value, found 3 bytes"]
    );
    assert!(ran.stdout.ends_with(
        "\nerror: the message is truncated at byte 10, in `x-topic`: expected 7 bytes for its value, found 3 bytes\n"
    ));
}

#[test]
fn a_bad_value_is_marked_and_what_follows_is_still_shown() {
    // UNSUBSCRIBE_GLOB with a glob that is not UTF-8, and one byte more than the message has.
    let ran =
        lonely(&["inspect", "--from", "subscriber", "--hex", "00010005 0000 0000 0002 61ff 00"]).exits(100);
    let expected = "\
stateful.unsubscribe_glob, from subscriber to broadcaster, 13 bytes, minimal headers

  range   bytes                    part           meaning
  0..2    00 01                    flags          minimal_headers
  2..4    00 05                    type           5: unsubscribe_glob
  4..6    00 00                    authorization  value of 0 bytes
  6..6                             authorization  secret, 0 bytes
  6..8    00 00                    x-tracing      value of 0 bytes
  8..8                             x-tracing      empty
  8..10   00 02                    x-glob         value of 2 bytes
> 10..12  61 ff                    x-glob         2 bytes: expected UTF-8 text, found byte ff at index 1 of the value
  12..13  00                       trailing       ignored: this message has no body

error: text is not UTF-8 at byte 10, in `x-glob`: expected UTF-8 text, found byte ff at index 1 of the value
";
    assert_eq!(ran.stdout, expected);
}

#[test]
fn prefixes_that_are_wrong_are_shown_too() {
    let ran = lonely(&["inspect", "--from", "broadcaster", "--hex", "8001 000d 00"]).exits(100);
    let expected = "\
stateful, unknown message, from broadcaster to subscriber, 5 bytes

  range  bytes                    part    meaning
  0..2   80 01                    flags   minimal_headers, bit 15 (no meaning)
> 2..4   00 0d                    type    13: expected a type that a broadcaster sends, 1 to 12, found 13
  4..5   00                       unread  not read

error: the type is unknown at byte 2: expected a type that a broadcaster sends, 1 to 12, found 13
";
    assert_eq!(ran.stdout, expected);
    let ran = lonely(&["inspect", "--from", "broadcaster", "--hex", ""]).exits(100);
    assert!(ran.stdout.contains("> 0..0 "), "{}", ran.stdout);
    assert!(ran.stdout.contains("truncated at byte 0: expected 2 bytes for the flags, found 0 bytes"));
}

#[test]
fn a_continuation_ignores_the_headers_of_a_start_and_says_so() {
    // NOTIFY_STREAM, expanded: part id 1, then an x-topic that belongs to first parts only; body "hi".
    let hex = "0000 0007 0005 000d 617574686f72697a6174696f6e 0000 0009 782d74726163696e67 0000 \
               000c 782d6964656e746966696572 0000 0009 782d706172742d6964 0001 01 0007 782d746f706963 0001 74 6869";
    let ran = lonely(&["inspect", "--from", "subscriber", "--hex", hex]).exits(0);
    assert!(ran.stdout.starts_with("stateful.notify_stream, variant continuation, from subscriber"));
    assert!(ran.stdout.contains("x-topic        1 byte, \"t\" (ignored: this variant does not have it)\n"));
    assert!(ran.stdout.contains("body           the body, 2 bytes, \"hi\"\n"));
}

#[test]
fn secrets_are_hidden_unless_asked_for() {
    let hex = "0001 0002 0006 536563726574 0000 0000";
    for (format, hidden) in
        [("text", "** ** ** ** ** **"), ("json", r#""hex":null,"meaning":"secret, 6 bytes""#)]
    {
        let args = ["inspect", "--from", "subscriber", "--format", format, "--hex", hex];
        let ran = lonely(&args).exits(0);
        assert!(ran.stdout.contains(hidden), "{}", ran.stdout);
        assert!(!ran.stdout.contains("Secret") && !ran.stdout.contains("53 65"), "{}", ran.stdout);
        let shown = lonely(&[&args[..], &["--show-secrets"]].concat()).exits(0);
        assert!(shown.stdout.contains("Secret"), "{}", shown.stdout);
    }
    // Also where the secret is cut off.
    let ran = lonely(&["inspect", "--from", "subscriber", "--hex", "0001 0002 0007 536563726574"]).exits(100);
    assert!(ran.stdout.contains("** ** ** ** ** **") && !ran.stdout.contains("53 65"), "{}", ran.stdout);
}

#[test]
fn long_values_are_cut_unless_wanted_in_full() {
    let mut message = b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\xc8".to_vec();
    message.extend([0xab; 200]);
    let args = ["inspect", "--from", "subscriber", "--raw"];
    let ran = lonely_with(&args, &message).exits(0);
    assert!(ran.stdout.contains("… 136 more, see --full"), "{}", ran.stdout);
    let full = lonely_with(&[&args[..], &["--full"]].concat(), &message).exits(0);
    assert_eq!(full.stdout.matches("ab ab ab ab ab ab ab ab").count(), 200 / 8);
}

#[test]
fn every_published_vector_is_explained_to_its_last_byte() {
    for (direction, minimal, hex) in vectors() {
        let ran =
            lonely(&["inspect", "--from", sender(&direction), "--format", "json", "--hex", &hex]).exits(0);
        let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(json["minimal_headers"], minimal);
        assert_eq!(json["error"], serde_json::Value::Null);
        let last = json["segments"].as_array().unwrap().last().unwrap();
        assert_eq!(last["end"], hex.len() / 2);
    }
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let args = ["inspect", "--from", "subscriber", "--hex", "00010002000000000000"];
    assert!(!lonely(&args).stdout.contains('\u{1b}'));
    let always = command().args(args).args(["--color", "always"]).output().unwrap();
    assert!(always.stdout.contains(&0x1b));
    let no_color = command().args(args).env("NO_COLOR", "1").output().unwrap();
    assert!(!no_color.stdout.contains(&0x1b));
}
