//! Instructions of a piece of work, counted exactly.
//!
//! It drives `valgrind --tool=callgrind` on the program that calls it, rather than reading what gungraun writes: work is
//! repeated inside one function, and callgrind counts nothing outside of that: neither the start of the process, nor the
//! making of the input, nor the first call. That needs valgrind alone, no runner of a matching version and no parsing of
//! its summaries.

use std::env;
use std::fs;
use std::hint::black_box;
use std::process::Command;

use crate::cases::Run;

/// Does a piece of work once, since the first call may set something up, and then so often, which alone is counted.
pub fn repeat(run: &Run, times: usize) {
    run(1);
    counted(run, black_box(times));
}

/// What callgrind counts, by its name.
#[inline(never)]
fn counted(run: &Run, times: usize) {
    run(times);
    // A call that were the last thing here would be a jump, and callgrind would not see it end.
    black_box(());
}

/// What one repetition of a case costs. The program is called with `repeat`, the case and how often to repeat it, and has to
/// [`repeat`] it.
///
/// # Panics
/// If there is no valgrind, or the program fails.
pub fn instructions_per_run(case: &str, times: u64) -> f64 {
    let program = env::current_exe().expect("this program has a path");
    let report = env::temp_dir().join(format!("lonelypsp-gate.{}", std::process::id()));
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet", "--toggle-collect=*callgrind*counted*"])
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
    let count: u64 = summary.trim().parse().expect("the summary is one number");
    assert!(count > 0, "callgrind has not found the function that it is to count");
    count as f64 / times as f64
}
