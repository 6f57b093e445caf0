//! The fingerprint of a schema is of what it says, and so is the order of what is in it.

use lonelypsp_schema::{Schema, compile};

const ROOT: &str = "\
lonely: 1
name: chat
version: 1.0.0
doc: A chat.
include: [types.yaml, talk.yaml]
protocols:
  talk:
    doc: Lines of text.
    flags:
      minimal_headers: { bit: 0, selects: minimal, doc: Headers have no names. }
";
const TYPES: &str = "types:\n  line: { kind: text, max: 80, doc: A line. }\n";
const TALK: &str = "protocol: talk\nmessages:\n";
const SAY: &str =
    "  say:\n    from: subscriber\n    code: 1\n    doc: Says something.\n    headers:\n      x-line: line\n";
const ASK: &str = "  ask:
    from: subscriber
    code: 2
    doc: Asks something.
    headers:
      x-number: { type: number, default: 3 }
    body: { field: text, doc: The question. }
types:
  number: { kind: uint, max_bytes: 2, doc: A number. }
";

/// Compiles a schema of these files, the first of which is the root.
#[track_caller]
fn schema(files: &[(&str, String)]) -> Schema {
    let load = |path: &str| Ok(files.iter().find(|(name, _)| *name == path).unwrap().1.clone());
    compile(files[0].0, load).unwrap_or_else(|problems| panic!("{problems}"))
}

fn plain() -> [(&'static str, String); 3] {
    [
        ("x/chat.yaml", ROOT.to_owned()),
        ("x/types.yaml", TYPES.to_owned()),
        ("x/talk.yaml", [TALK, SAY, ASK].concat()),
    ]
}

#[test]
fn how_a_schema_says_it_does_not_matter() {
    let plain = schema(&plain());
    let [root, types] = [ROOT, TYPES].map(|text| text.replace(": ", ":   "));
    let two_files =
        root.replace("include:", "# A comment.\n\ninclude:").replace("talk.yaml", "b.yaml, a.yaml");
    let other = schema(&[
        ("y/z/other.yaml", two_files.replace("types.yaml", "t.yaml")),
        ("y/z/t.yaml", types.replace('\n', "\r\n")),
        ("y/z/b.yaml", [TALK, ASK].concat()),
        (
            "y/z/a.yaml",
            [TALK, SAY].concat().replace("doc: Says something.", "doc: |\n      Says something.  \n\n"),
        ),
    ]);
    assert_eq!(plain.fingerprint(), other.fingerprint());
    let names = |schema: &Schema| -> Vec<String> {
        schema.protocols[0].messages.iter().map(|message| message.name.to_string()).collect()
    };
    assert_eq!(
        (names(&plain), names(&other)),
        (vec!["say".into(), "ask".into()], vec!["say".into(), "ask".into()])
    );
}

#[test]
fn whatever_a_schema_says_matters() {
    let mut seen = vec![schema(&plain()).fingerprint()];
    for (one, other) in [
        ("name: chat", "name: talk"),
        ("1.0.0", "1.0.1"),
        ("version: 1.0.0", "version: 1.0.0\nversions: [0.9.0, 1.0.0]"),
        ("    code: 1", "    deprecated: Nobody says anything.\n    code: 1"),
        ("A chat.", "The chat."),
        ("protocols:\n  talk:", "protocols:\n  speak:"),
        ("Lines of text.", "Lines."),
        ("minimal_headers:", "minimal:"),
        ("bit: 0", "bit: 1"),
        ("no names", "no name"),
        ("max: 80", "max: 81"),
        ("kind: text", "kind: optional_text"),
        ("A line.", "One line."),
        ("max: 80,", "max: 80, secret: true,"),
        ("  say:", "  tell:"),
        ("code: 1", "code: 3"),
        ("Says something.", "Says."),
        ("x-line: line", "x-text: line"),
        ("x-line: line", "x-line: { type: line, field: text }"),
        ("default: 3", "default: 4"),
        (", default: 3", ""),
        ("field: text", "field: question"),
        ("The question.", "A question."),
        ("max_bytes: 2", "max_bytes: 2, write: fixed"),
        ("from: subscriber\n    code: 2", "from: broadcaster\n    code: 2"),
    ] {
        let is_renamed = other.ends_with("speak:");
        let files = plain().map(|(path, text)| {
            let text = if is_renamed { text.replace("protocol: talk", "protocol: speak") } else { text };
            (path, text.replacen(one, other, 1))
        });
        assert_ne!(files, plain(), "{one} is not there");
        let next = schema(&files).fingerprint();
        assert!(!seen.contains(&next), "{one} -> {other}");
        seen.push(next);
    }
}
