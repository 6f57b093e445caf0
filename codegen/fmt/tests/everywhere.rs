//! Comments in every place where YAML takes one: none is lost, nothing else changes, and what is formatted stays so.

mod common;

use std::collections::BTreeMap;

use common::verdict;
use lonelypsp_findings::comments;
use lonelypsp_fmt::{Unformatted, format};

/// A schema with every form that a value can have.
const SCHEMA: &str = r#"# What the file is.

lonely: 1
name: "chat"
version: 1.0.0
doc: |
  Lines of a chat.

    And more.

include: []
protocols:
  chat:
    doc: Said on one line
      and on another.
    flags: { minimal_headers: { bit: 0, selects: minimal, doc: "Headers, short." } }
  log: { prefix: none, doc: 'It''s a log.' }
types:
  nick:
    kind: text
    max: 20
    doc: >-
      Who is
      speaking.
  part: {
    kind: uint, max_bytes: 1,
    write: fixed, doc: "A \"part\"." }
protocol: log
messages:
  line:
    from: subscriber
    code: 1
    doc: Something.
    answered_by: [heard]
    sequence:
    - literal: 0d0a
    - { field: nick, type: nick, prefix: u8 }
    -
      field: part
      type: part
    - group: rows
      count: u8
      doc: |-
        Rows.
      items:
      - {
          field: "row",
          type: part }
    - rest: text
      doc: "What was
        said."
  heard: { from: broadcaster, code: 1, doc: Heard., sequence: [] }
"#;

fn assert_kept(text: &str) -> bool {
    let formatted = match format("chat.yaml", text) {
        Ok(formatted) => formatted,
        // The comment made something else of it.
        Err(Unformatted::Syntax(_)) => return false,
        Err(Unformatted::NotKept(problem)) => panic!("{problem}:\n{text}"),
    };
    let texts = |text: &str| {
        let mut texts: Vec<_> = comments(text).into_iter().map(|range| text[range].to_owned()).collect();
        texts.sort();
        texts
    };
    assert_eq!(texts(&formatted), texts(text), "{formatted}\nof\n{text}");
    let again = format("chat.yaml", &formatted).unwrap_or_else(|problem| panic!("{problem}:\n{formatted}"));
    assert_eq!(again, formatted, "of\n{text}");
    let files = |text: &str| BTreeMap::from([("chat.yaml".to_owned(), text.to_owned())]);
    let said = verdict("chat.yaml", &files(text));
    assert_eq!(verdict("chat.yaml", &files(&formatted)), said, "{formatted}\nof\n{text}");
    said.is_ok()
}

/// The text with something put in at every line end, and how many of those the compiler takes as a sound schema.
fn at_every_line_end(put_in: &str) -> usize {
    let ends = SCHEMA.match_indices('\n').map(|(at, _)| at);
    ends.filter(|at| assert_kept(&format!("{}{put_in}{}", &SCHEMA[..*at], &SCHEMA[*at..]))).count()
}

#[test]
fn a_comment_can_stand_behind_every_line() {
    assert!(at_every_line_end(" # behind") > 30);
    assert!(at_every_line_end("   #") > 30);
}

#[test]
fn a_comment_can_stand_below_every_line() {
    for columns in [0, 3, 4, 8] {
        let indent = " ".repeat(columns);
        assert!(at_every_line_end(&format!("\n{indent}# below")) > 20, "{columns}");
        assert!(at_every_line_end(&format!("\n\n{indent}# apart\n\n\n{indent}# twice\n")) > 20, "{columns}");
    }
}

#[test]
fn a_comment_can_stand_within_every_line() {
    for mark in ['{', '[', ',', '}', ']', ':', '-', ' '] {
        let mut sound = 0;
        for (at, _) in SCHEMA.match_indices(mark) {
            let (before, behind) = SCHEMA.split_at(at + 1);
            sound += usize::from(assert_kept(&format!(
                "{before} # within\n\n          # and below\n        {behind}"
            )));
            assert_kept(&format!("{before}# no blank before it\n {behind}"));
        }
        assert!(sound > 0, "{mark}");
    }
}

#[test]
fn a_comment_can_stand_before_and_behind_the_whole() {
    for text in [
        "",
        "\n\n",
        "# a\n",
        "\n# a\n\n\n  # b",
        "---\n",
        "--- # a\n# b\n...\n# c\n",
        "{} # a\n",
        "# a\n{ # b\n}\n# c",
    ] {
        assert_kept(text);
        assert_kept(&format!("{text}\n{SCHEMA}"));
        assert_kept(&format!("{SCHEMA}\n{text}"));
    }
}
