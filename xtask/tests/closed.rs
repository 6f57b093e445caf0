//! Output that nobody reads.

use std::process::{Command, Stdio};

#[test]
fn a_closed_pipe_changes_nothing_about_what_was_found() {
    for (arguments, status) in [(&["test", "--list"][..], 0), (&["test", "no-such-step"], 1)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let closed = || std::io::pipe().unwrap().1;
        let output = command.args(arguments).stdin(Stdio::null()).stdout(closed()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{said}");
        let ended = command.stdout(closed()).stderr(closed()).status().unwrap();
        assert_eq!(ended.code(), Some(status), "{arguments:?}");
    }
}
