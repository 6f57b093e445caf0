//! What is formatted costs what it is long, however that comes.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use lonelypsp_fmt::{Unformatted, format};

fn time_of(text: &str) -> Duration {
    let begun = Instant::now();
    assert!(format("mine.yaml", text).is_ok());
    begun.elapsed()
}

/// Something ten times as long takes not many more than ten times as long: a square would be a hundred times, and some seconds.
#[track_caller]
fn assert_linear(make: impl Fn(usize) -> String) {
    let (few, many) = (make(500), make(5_000));
    let short = (0..3).map(|_| time_of(&few)).min().unwrap_or_default();
    let long = (0..2).map(|_| time_of(&many)).min().unwrap_or_default();
    assert!(long < short * 40 + Duration::from_millis(150), "{short:?}, and {long:?} for ten times as much");
}

fn messages(count: usize) -> String {
    let mut text = String::from("messages:\n");
    for number in 0..count {
        let _ = write!(
            text,
            "  m{number}: # {number}\n    doc: A.\n    # c\n    headers: {{ x-a: {{ doc: \"A, b.\", type: a }} }}\n"
        );
    }
    text
}

#[test]
fn many_messages() {
    assert_linear(messages);
}

#[test]
fn one_line_of_many_values() {
    assert_linear(|count| format!("include: [{}]\n", vec!["'a b'"; count].join(", ")));
    assert_linear(|count| {
        format!(
            "types: {{{}}}\n",
            (0..count).map(|at| format!("a{at}: {{doc: B, kind: c}}")).collect::<Vec<_>>().join(",")
        )
    });
    assert_linear(|count| {
        format!(
            "types: {{ # c\n{}}}\n",
            (0..count).map(|at| format!("a{at}: b")).collect::<Vec<_>>().join(",")
        )
    });
}

#[test]
fn many_comments_and_blank_lines() {
    assert_linear(|count| format!("types:\n{}  a: {{}}\n", "  # c\n\n\n".repeat(count)));
    assert_linear(|count| format!("{}types: {{}}\n", "\n".repeat(count * 8)));
    assert_linear(|count| format!("include: [\n{}]\n", "a, # c\n".repeat(count)));
}

#[test]
fn long_texts() {
    assert_linear(|count| format!("doc: |\n{}", "  a line\n".repeat(count)));
    assert_linear(|count| format!("doc: >\n{}", "  a line\n".repeat(count)));
    assert_linear(|count| format!("doc: \"{}\"\n", "a \\\" b ".repeat(count)));
    assert_linear(|count| format!("doc: a\n{}", "  b\n".repeat(count)));
}

#[test]
fn nothing_is_nested_too_deep() {
    let deep = |levels: usize| format!("a: {}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(format("mine.yaml", &deep(20)).is_ok());
    for levels in [30, 100_000] {
        assert!(matches!(format("mine.yaml", &deep(levels)), Err(Unformatted::Syntax(_))), "{levels}");
    }
}
