//! Instructions of a piece of work, counted exactly.
//!
//! It drives `valgrind --tool=callgrind` on the program that calls it, rather than reading what gungraun writes: the
//! work is repeated N and 2N times, and the difference over N is what one repetition costs, exact to the instruction,
//! with the start of the process, the making of the input and the first call cancelled. That needs valgrind alone, no
//! runner of a matching version and no parsing of its summaries.

use std::env;
use std::fs;
use std::process::Command;

/// What one repetition of a case costs. The program is called with `repeat`, the case and how often to repeat it; it
/// does the work once, since the first call may set something up, and then so often.
///
/// # Panics
/// If there is no valgrind, or the program fails.
pub fn instructions_per_run(case: &str, times: u64) -> f64 {
    let more = instructions(case, 2 * times) - instructions(case, times);
    more as f64 / times as f64
}

fn instructions(case: &str, times: u64) -> u64 {
    let program = env::current_exe().expect("this program has a path");
    let report = env::temp_dir().join(format!("lonelypsp-gate.{}", std::process::id()));
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet"])
        .arg(format!("--callgrind-out-file={}", report.display()))
        .arg(program)
        .args(["repeat", case, &times.to_string()])
        .output()
        .expect("valgrind is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read_to_string(&report).expect("callgrind has written its report");
    fs::remove_file(&report).expect("the report can be removed again");
    let summary = text.lines().find_map(|line| line.strip_prefix("summary: "));
    let summary = summary.expect("the report has a summary");
    summary.trim().parse().expect("the summary is one number")
}
