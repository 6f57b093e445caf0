//! The program prints what the README shows, and that is right.

use std::process::Command;

fn output() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_example-custom-message")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The bytes of a dump.
fn bytes_of(dump: &str) -> Vec<u8> {
    let columns = dump.lines().filter_map(|line| line.get(6..54));
    columns.flat_map(str::split_whitespace).map(|hex| u8::from_str_radix(hex, 16).unwrap()).collect()
}

#[test]
fn the_program_prints_what_the_readme_shows() {
    let output = output();
    assert!(include_str!("../README.md").contains(&format!("```text\n{output}```\n")), "{output}");
}

#[test]
fn the_minimal_message_is_as_the_wire_format_has_it() {
    let output = output();
    let (_, dump) = output.split_once("Minimal, 115 bytes\n").unwrap();
    let (dump, _) = dump.split_once("read back: equal\n").unwrap();
    let wire = bytes_of(dump);
    // Flags and code; then id, time, caption, priority and length, each behind its own length; then a digest follows.
    let before = b"\x00\x01\x00\x64\x00\x05img-7\x00\x04\x65\x53\xf1\x00\x00\x07Gr\xc3\xbc\xc3\x9fe\x00\x01\x09\x00\x01\x11\x00\x40";
    assert_eq!(wire[..34], before[..]);
    // `printf 'not really a JPEG' | sha512sum` begins and ends like this.
    assert_eq!((&wire[34..38], &wire[96..98]), (&b"\x9c\xd0\x83\x6f"[..], &b"\xb9\x84"[..]));
    assert_eq!(wire[98..], b"not really a JPEG"[..]);
}

#[test]
fn errors_say_what_and_where() {
    let output = output();
    // The digest stands behind its length in the dump above: at 0x22.
    assert!(output.contains("kind digest_mismatch, at Some(\"x-sha512\"), offset 34\n"), "{output}");
    assert!(
        output.contains("`x-id` is too long, expected at most 16 bytes, found 17 bytes (too_long)\n"),
        "{output}"
    );
    assert!(output.contains("without x-priority: 3\n"), "{output}");
}
