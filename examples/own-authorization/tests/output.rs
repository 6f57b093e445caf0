//! The program prints what the README shows, and that is right.

use std::process::Command;

#[test]
fn the_program_prints_what_the_readme_shows() {
    let output = Command::new(env!("CARGO_BIN_EXE_example-own-authorization")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let output = String::from_utf8(output.stdout).unwrap();
    assert!(include_str!("../README.md").contains(&format!("```text\n{output}```\n")), "{output}");

    let verdicts: Vec<_> = output.lines().map(|line| line.split_once(": ").unwrap().1).collect();
    assert_eq!(verdicts[0], "Ok");
    assert!(verdicts[1..5].iter().all(|verdict| verdict.starts_with("Forbidden, ")), "{verdicts:?}");
    assert!(verdicts[5].starts_with("Unauthorized, "), "{verdicts:?}");
    // Four different reasons.
    assert_eq!(verdicts[1..5].iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
}
