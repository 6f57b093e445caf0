//! The style, by examples whose results were written by hand.

use lonelypsp_fmt::{Unformatted, WIDTH, format};

/// Formats a text, and again what comes of it.
#[track_caller]
fn formatted(text: &str) -> String {
    let formatted = format("mine.yaml", text).unwrap_or_else(|problem| panic!("{problem}"));
    assert_eq!(format("mine.yaml", &formatted).unwrap(), formatted, "formatted twice");
    formatted
}

/// What is already in the style.
#[track_caller]
fn assert_stays(text: &str) {
    assert_eq!(formatted(text), text);
}

#[test]
fn keys_of_the_language_stand_in_the_order_of_its_table() {
    let text =
        "doc: D.\nmessages:\n  m: { doc: M., headers: {}, from: subscriber, code: 1 }\nlonely: 1\nname: n\n";
    let sorted = "lonely: 1\nname: n\ndoc: D.\n\nmessages:\n  m: { from: subscriber, code: 1, doc: M., headers: {} }\n";
    assert_eq!(formatted(text), sorted);
    // Of a sequence, variants have `fields`.
    let text = "messages:\n  m:\n    variants: { v: { fields: { a: { doc: A., field: b } }, doc: V. } }\n    sequence: []\n";
    let sorted = "messages:\n  m:\n    sequence: []\n    variants: { v: { doc: V., fields: { a: { field: b, doc: A. } } } }\n";
    assert_eq!(formatted(text), sorted);
}

#[test]
fn names_items_and_keys_that_there_are_not_stay_where_they_are() {
    assert_stays("types:\n  b: { kind: text, doc: B. }\n  a: { kind: text, doc: A. }\n");
    assert_stays(
        "messages:\n  b:\n    headers: { x-b: b, x-a: a }\n    sequence: [{ field: b }, { code: u8 }]\n    variants: { z: {}, y: {} }\n",
    );
    assert_stays("messages:\n  m:\n    signed: { document: a.b, values: { z: a, b: c } }\n");
    assert_eq!(
        formatted("types:\n  a: { doc: A., dco: B., kind: text }\n"),
        "types:\n  a: { kind: text, doc: A., dco: B. }\n"
    );
}

#[test]
fn comments_go_with_their_keys() {
    let text = "types:\n  a:\n    doc: A. \n    # of max\n    max: 1   # byte\n    kind: text\n";
    assert_eq!(
        formatted(text),
        "types:\n  a:\n    kind: text\n    # of max\n    max: 1 # byte\n    doc: A.\n"
    );
}

#[test]
fn keys_stay_where_a_comment_stands_for_itself() {
    assert_stays(
        "types:\n  a:\n    doc: A.\n\n    # What follows is about size.\n\n    max: 1\n    kind: text\n",
    );
}

#[test]
fn what_a_file_begins_with_stays_at_its_top() {
    let text = "# The file.\nprotocol: a\ntypes: {}\n";
    assert_eq!(formatted(text), "# The file.\n\ntypes: {}\n\nprotocol: a\n");
    assert_stays("# The file.\nprotocol: a\nmessages: {}\n");
    assert_stays("# The file.\n\n# Its types.\ntypes: {}\n");
}

#[test]
fn what_stands_in_braces_has_one_line_if_it_fits() {
    let text = "types:\n  a: {\n    kind: text,\n    doc: A. }\n  b: {kind: text,max: 1,doc: B.}\n";
    assert_eq!(
        formatted(text),
        "types:\n  a: { kind: text, doc: A. }\n  b: { kind: text, max: 1, doc: B. }\n"
    );
    let name = "n".repeat(WIDTH - "  : { kind: text }".len());
    assert_stays(&format!("types:\n  {name}: {{ kind: text }}\n"));
    assert_eq!(
        formatted(&format!("types:\n  {name}é: {{ kind: text }}\n")),
        format!("types:\n  {name}é:\n    kind: text\n")
    );
    assert_stays(&format!("include: [{}]\n", "a".repeat(WIDTH - "include: []".len())));
    assert_eq!(
        formatted(&format!("include: [{}, b]\n", "a".repeat(WIDTH))),
        format!("include:\n  - {}\n  - b\n", "a".repeat(WIDTH))
    );
}

#[test]
fn what_has_lines_of_its_own_keeps_them() {
    assert_stays("types:\n  a:\n    kind: text\n    doc: A.\n");
    assert_eq!(formatted("include:\n- a.yaml\n-   b.yaml\n"), "include:\n  - a.yaml\n  - b.yaml\n");
}

#[test]
fn what_has_a_comment_in_it_gets_lines_of_its_own() {
    let text = "types:\n  a: { kind: text, # any\n    # How.\n    doc: \"A, b.\" } # behind\n";
    let lines = "types:\n  a: # behind\n    kind: text # any\n    # How.\n    doc: A, b.\n";
    assert_eq!(formatted(text), lines);
    let text = "messages: { m: { sequence: [\n  # One byte.\n  { code: u8 },\n  { rest: a } # all\n  # nothing more\n] } }\n";
    let lines = "messages:\n  m:\n    sequence:\n      # One byte.\n      - { code: u8 }\n      - { rest: a } # all\n      # nothing more\n";
    assert_eq!(formatted(text), lines);
    assert_eq!(formatted("types: { # none\n}\n"), "# none\ntypes: {}\n");
}

#[test]
fn comments_behind_a_dash_go_above_it() {
    let text = "messages:\n  m:\n    sequence:\n    - # the first\n      field: a\n    -   # the second\n        # in two lines\n      { code: u8 }\n";
    let above = "messages:\n  m:\n    sequence:\n      # the first\n      - field: a\n      # the second\n      # in two lines\n      - { code: u8 }\n";
    assert_eq!(formatted(text), above);
}

#[test]
fn quotes_stand_only_where_they_are_needed() {
    let text = "doc: \"Lines, of a chat.\"\nname: 'a'\nversion: \"1.0\"\n";
    assert_eq!(formatted(text), "name: a\nversion: \"1.0\"\ndoc: Lines, of a chat.\n");
    // In braces a comma needs them.
    assert_stays("types:\n  a: { kind: text, doc: \"A, b.\" }\n");
    // Other readers of YAML would take these for something else.
    for text in [
        "yes",
        "No",
        "0x1f",
        "1_000",
        "12:30",
        "2001-01-01",
        "~",
        "-",
        "=",
        ".inf",
        "a: b",
        "a #b",
        "a:",
        " a",
        "a ",
    ] {
        assert_stays(&format!("doc: \"{text}\"\n"));
    }
    assert_eq!(formatted("doc: 'a \"b\"'\nname: \"c \\\"d\\\"\"\n"), "name: c \"d\"\ndoc: a \"b\"\n");
    assert_eq!(formatted("doc: \"\\\"a\\\"\"\n"), "doc: '\"a\"'\n");
    assert_eq!(formatted("doc: \"'a' \\\\: \"\n"), "doc: \"'a' \\\\: \"\n");
    assert_eq!(formatted("doc: '''a'''\n"), "doc: \"'a'\"\n");
}

#[test]
fn what_cannot_be_seen_stays_escaped() {
    assert_stays("doc: \"a\\u202eb\"\n");
    assert_stays("doc: \"a\\tb\\x00\"\n");
    assert_eq!(formatted("doc: 'a\tb'\n"), "doc: \"a\\tb\"\n");
}

#[test]
fn the_digits_of_a_literal_are_quoted() {
    let text = "messages:\n  m:\n    sequence: [{ literal: ff }, { literal: '00' }]\n";
    assert_eq!(
        formatted(text),
        "messages:\n  m:\n    sequence: [{ literal: \"ff\" }, { literal: \"00\" }]\n"
    );
    // A number is not text; that is for the compiler to say.
    assert_stays("messages:\n  m:\n    sequence: [{ literal: 00 }]\n");
}

#[test]
fn texts_on_lines_of_their_own_stay_as_they_are() {
    assert_eq!(
        formatted("doc: |\n     One.\n\n       - two\n     three  \n\n\nname: n\n"),
        "name: n\ndoc: |\n  One.\n\n    - two\n  three  \n"
    );
    assert_stays("doc: |2-\n    code\n  text\n");
    assert_stays("doc: >\n  folded\n  text\n\n    more\n\n  end\n");
    assert_stays("doc: |+\n  kept\n\n");
    assert_stays("types:\n  a:\n    kind: text\n    doc: | # why\n      A.\n  b: {}\n");
    assert_eq!(formatted("doc: a\n      b\n\n      c\n"), "doc: a\n  b\n\n  c\n");
    assert_eq!(formatted("doc:\n  \"a\n      b\"\n"), "doc: \"a\n  b\"\n");
}

#[test]
fn at_most_one_blank_line_stands_between_parts() {
    let text = "\n\nlonely: 1\n\n\n\nname: n\ntypes:\n\n\n  a: {}\n\n\n  b:\n\n    kind: text\nprotocol: p\n\nmessages: {}\n\n\n";
    let spaced =
        "lonely: 1\n\nname: n\n\ntypes:\n\n  a: {}\n\n  b:\n    kind: text\n\nprotocol: p\nmessages: {}\n";
    assert_eq!(formatted(text), spaced);
}

#[test]
fn line_ends_marks_and_the_last_line_are_put_right() {
    assert_eq!(formatted("\u{feff}name: n\r\ndoc: |\r\n  a\r\n  b\r\n"), "name: n\ndoc: |\n  a\n  b\n");
    assert_eq!(formatted("name: n"), "name: n\n");
    assert_eq!(formatted("---\nname: n\n...\n"), "name: n\n");
    assert_eq!(formatted(""), "");
    assert_eq!(formatted("\n\n# only this\n\n"), "# only this\n");
}

#[test]
fn anchors_stay_before_their_aliases() {
    assert_stays(
        "types:\n  a: { doc: &d A text., kind: text }\n  b:\n    doc: *d\n    kind: text\n  c: &c\n    doc: C.\n    kind: text\n  d: *c\n",
    );
    assert_eq!(
        formatted("types:\n  a: &a   # why\n    kind: text\n"),
        "types:\n  a: &a # why\n    kind: text\n"
    );
    assert_eq!(formatted("types: { ? &k a : {}, *k : {} }\n"), "types: { &k a: {}, *k : {} }\n");
}

#[test]
fn a_text_that_a_comment_seems_to_cut_is_reported_as_before() {
    assert_stays("doc: See issue #5 for the reason.\n");
    assert_eq!(formatted("doc: First line\n  #5 is the reason.\n"), "doc: First line #5 is the reason.\n");
    assert_stays("doc: \"See\" # issue 5\n");
}

#[test]
fn what_is_no_yaml_is_reported_as_the_compiler_does() {
    let Err(Unformatted::Syntax(problems)) = format("mine.yaml", "types: {\n") else { panic!("it is none") };
    let compiled = lonelypsp_schema::compile("mine.yaml", |_| Ok("types: {\n".to_owned())).unwrap_err();
    assert_eq!(problems.to_string(), compiled.to_string());
}

#[test]
fn a_directive_is_refused() {
    let problem = format("mine.yaml", "%YAML 1.2\n---\nname: n\n").unwrap_err();
    assert!(problem.to_string().starts_with("it has what cannot be formatted: "), "{problem}");
}
