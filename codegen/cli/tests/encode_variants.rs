//! Values by which a reader would take a message for another variant.

mod common;

use common::lonely;

#[track_caller]
fn refused(args: &[&str], json: &str, expected: &str) {
    let ran = lonely(&[&["encode", "--from", "subscriber"], args, &[json]].concat()).exits(100);
    assert_eq!(ran.stderr, format!("error: {expected}\n"));
}

#[test]
fn a_number_that_chooses_another_variant_says_which() {
    let digest = "00".repeat(64);
    let json = format!(
        r#"{{"message": "notify", "variant": "compressed", "fields": {{"authorization": null, "tracing": "",
            "identifier": "00", "topic": "00", "compressor_id": "0", "decompressed_length": "1",
            "verified_compressed_sha512": "{digest}", "compressed_message": ""}}}}"#
    );
    let expected = "a number is out of range in `x-compressor`: expected a number other than 0, which means another \
                    variant, `uncompressed`, found 0";
    refused(&[], &json, expected);
}

#[test]
fn numbers_that_choose_another_variant_together_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("together.yaml");
    std::fs::write(&path, TOGETHER).unwrap();
    let schema = ["--schema", path.to_str().unwrap()];
    let json = |one: u8| {
        format!(r#"{{"message": "step", "variant": "other", "fields": {{"one": "{one}", "two": "2"}}}}"#)
    };
    let expected = "a number is out of range in `x-two`: expected something else than `x-one` 1 and `x-two` 2 together, which \
                    mean another variant, found both";
    refused(&schema, &json(1), expected);
    // Either of them may have that number alone.
    lonely(&[&["encode"], &schema[..], &[&json(0)]].concat()).exits(0);
}

const TOGETHER: &str = "\
lonely: 1
name: together
version: 0.1.0
doc: A protocol of one message with variants.
protocols:
  stateful:
    doc: The only one.
    flags:
      minimal_headers: { bit: 0, selects: minimal, doc: Headers without names. }
protocol: stateful
types:
  number: { kind: uint, max_bytes: 1, doc: A number. }
messages:
  step:
    from: subscriber
    code: 1
    doc: A step.
    headers: { x-one: number, x-two: number }
    variants:
      first: { when: { x-one: 1, x-two: 2 }, doc: The first. }
      other: { doc: The others. }
";
