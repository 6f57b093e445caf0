//! The programs that the documentation of each message shows (`lonely docs`): they compile, run, and write what they have read.

#![allow(
    clippy::all,
    clippy::pedantic,
    unreachable_pub,
    reason = "they are laid out for readers, not for those who maintain them"
)]

include!("programs.rs.in");

#[test]
fn the_programs_of_the_documentation_run() {
    assert!(ALL.len() > 50);
    for (name, main) in ALL {
        main().unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
