//! The program prints what the README shows, and that is right.

use std::process::Command;

#[test]
fn the_program_prints_what_the_readme_shows() {
    let output = Command::new(env!("CARGO_BIN_EXE_example-custom-storage")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let output = String::from_utf8(output.stdout).unwrap();
    assert!(include_str!("../README.md").contains(&format!("```text\n{output}```\n")), "{output}");

    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(lines.len(), 8);
    assert_eq!(lines[0], r#"subscribe to /news/sport, by way of ["edge", "relay"]"#);
    assert_eq!(lines[2], r#"part 2 of b"id01" has arrived"#);
    // Four bytes of prefix, two for each of three lengths, and `/news/*`.
    assert_eq!(lines[3], "a message of type 3, 17 bytes, to pass on");
    // The prefix, `Bearer x` behind its length, then tracing behind its own, which is empty in the first.
    assert!(lines[4].starts_with("refused: `x-topic` at byte 18 "), "{}", lines[4]);
    assert!(lines[5].starts_with("refused: `x-tracing` at byte 16 "), "{}", lines[5]);
    assert_eq!(
        lines[6..],
        ["/news/sport: renewals 1, written as it came: true", "passed on as it came: true"]
    );
}
