//! `lonely lsp`, as an editor speaks with it.

mod editor;
mod hostile;
mod names;
mod speed;

use std::fs;

use serde_json::json;

use editor::{Editor, uri};

pub(crate) const CHAT: &str = "\
lonely: 1
name: chat
version: 1.0.0
doc: Lines of a chat.
protocols:
  chat:
    doc: One line per message.
    flags:
      minimal_headers: { bit: 0, selects: minimal, doc: Headers without names. }
types:
  nick: { kind: text, max: 20, doc: Who is speaking; at most 20 bytes. }
  count: { kind: uint, max_bytes: 4, doc: A number. }
protocol: chat
messages:
  line:
    from: subscriber
    code: 1
    doc: Something was said.
    answered_by: [heard]
    headers:
      x-nick: nick
      x-count: { type: count, doc: How often. }
    body: { field: text, doc: What was said. }
  heard:
    from: broadcaster
    code: 1
    doc: It was heard.
    headers: { x-nick: nick }
";
const URI: &str = "file:///nowhere/chat.yaml";

/// Where a text stands first: line and column, and one letter further in.
pub(crate) fn find(text: &str, part: &str) -> (u32, u32) {
    let at = text.find(part).unwrap_or_else(|| panic!("no `{part}`"));
    let line = text[..at].matches('\n').count();
    let column = at - text[..at].rfind('\n').map_or(0, |end| end + 1);
    (u32::try_from(line).unwrap(), u32::try_from(column).unwrap() + 1)
}

#[test]
fn problems_are_those_of_what_is_typed_and_go_when_they_are_mended() {
    let mut editor = Editor::start();
    editor.open(URI, CHAT);
    assert!(editor.codes(URI).is_empty(), "{:?}", editor.problems);
    editor.set(URI, &CHAT.replace("kind: text", "kind: txet"));
    assert_eq!(editor.codes(URI), ["LS013"]);
    editor.set(URI, &CHAT.replace("[heard]", "[heard"));
    assert_eq!(editor.codes(URI), ["LS001"]);
    editor
        .set(URI, &CHAT.replace("  count: {", "  unused: { kind: bool, doc: Nothing has it. }\n  count: {"));
    let codes = editor.codes(URI);
    assert!(codes.iter().any(|code| code.starts_with("LL")), "{codes:?}");
    editor.set(URI, CHAT);
    assert!(editor.codes(URI).is_empty());
    assert_eq!(editor.leave(), 0);
}

#[test]
fn a_name_that_was_meant_is_put_in_its_place() {
    // A slip, and a word of other languages.
    for (right, wrong, meant) in
        [("x-nick: nick\n", "x-nick: nikc\n", "nick"), ("kind: text", "kind: string", "text")]
    {
        let mut editor = Editor::start();
        let text = CHAT.replace(right, wrong);
        editor.open(URI, &text);
        assert_eq!(editor.codes(URI), ["LS013"]);
        let range = editor.problems[URI][0]["range"].clone();
        let params =
            json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } });
        let actions = editor.ask("textDocument/codeAction", params);
        assert_eq!(actions[0]["kind"], "quickfix");
        let edit = &actions[0]["edit"]["documentChanges"][0]["edits"][0];
        assert_eq!((&edit["newText"], &edit["range"]), (&json!(meant), &range));
    }
}

#[test]
fn cures_of_lint_are_offered() {
    let mut editor = Editor::start();
    let text = CHAT.replace("{ kind: text,", "{ secret: false, kind: text,");
    editor.open(URI, &text);
    let codes = editor.codes(URI);
    assert_eq!(codes.len(), 1, "{codes:?}");
    let range = editor.problems[URI][0]["range"].clone();
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", params);
    let edit = &actions[0]["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(edit["newText"], "");
}

#[test]
fn keys_are_completed_by_place_also_while_the_text_is_no_yaml() {
    let mut editor = Editor::start();
    editor.open(URI, CHAT);
    // A key of a type that is not there yet, in braces that nobody has closed.
    let text = CHAT.replace("  count: {", "  odd: { kind: uint, ma\n  count: {");
    editor.set(URI, &text);
    let labels = editor.labels(URI, {
        let (line, column) = find(&text, "ma\n");
        (line, column + 1)
    });
    assert!(labels.contains(&"max_bytes".to_owned()) && !labels.contains(&"kind".to_owned()), "{labels:?}");
    assert_eq!(editor.codes(URI), ["LS001"]);
    // On an empty line, by its indentation.
    let text = CHAT.replace("    doc: It was heard.\n", "    doc: It was heard.\n    \n");
    editor.set(URI, &text);
    let (line, _) = find(&text, "    \n");
    let labels = editor.labels(URI, (line, 4));
    assert!(labels.contains(&"body".to_owned()) && !labels.contains(&"from".to_owned()), "{labels:?}");
    // In an item of a sequence, and in a variant of one.
    let text = format!(
        "{CHAT}  odd:\n    sequence:\n      - field: a\n        ty\n    variants:\n      one:\n        "
    );
    editor.set(URI, &text);
    let (line, column) = find(&text, "ty\n");
    assert!(editor.labels(URI, (line, column + 1)).contains(&"type".to_owned()));
    let last = u32::try_from(text.matches('\n').count()).unwrap();
    let labels = editor.labels(URI, (last, 8));
    assert!(labels.contains(&"fields".to_owned()) && !labels.contains(&"headers".to_owned()), "{labels:?}");
}

#[test]
fn values_are_completed() {
    let mut editor = Editor::start();
    editor.open(URI, CHAT);
    let places: [(&str, &str, &[&str]); 5] = [
        ("from: subscriber", "from: ", &["subscriber", "broadcaster"]),
        ("x-nick: nick\n", "x-nick: ", &["nick", "count"]),
        ("type: count", "type: ", &["nick", "count"]),
        ("[heard]", "[", &["line", "heard"]),
        ("kind: text", "kind: ", &["bytes", "text", "optional_text", "bool", "uint", "int", "float"]),
    ];
    for (part, before, wanted) in places {
        let (line, column) = find(CHAT, part);
        let at = (line, column - 1 + u32::try_from(before.len()).unwrap());
        assert_eq!(editor.labels(URI, at), wanted, "{part}");
    }
}

#[test]
fn keys_types_and_messages_are_explained() {
    let mut editor = Editor::start();
    editor.open(URI, CHAT);
    let mut said = |part: &str| -> String {
        let hover = editor.at("hover", URI, find(CHAT, part));
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    assert!(said("max: 20").contains("the most bytes of a value of bytes or text"));
    assert!(said("subscriber").contains("the one who asks and is told"));
    let ty = said("nick\n");
    assert!(ty.contains("nick: { kind: text, max: 20, doc: Who is speaking; at most 20 bytes. }\n"), "{ty}");
    assert!(ty.contains("Who is speaking; at most 20 bytes.") && ty.contains("strict UTF-8"), "{ty}");
    assert!(said("x-count").contains("How often.") && said("x-count").contains("05"));
    // Bit 0 selects the headers without names; the type code is 1; both as 2 bytes, the high one first.
    let message = said("line:\n");
    assert!(message.contains("Something was said.") && message.contains("`00 01 00 01"), "{message}");
}

#[test]
fn a_text_is_laid_out() {
    let mut editor = Editor::start();
    editor.open(URI, &CHAT.replace("{ kind: text, max: 20,", "{max: 20,   kind: 'text',"));
    let params = json!({ "textDocument": { "uri": URI }, "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = editor.ask("textDocument/formatting", params.clone());
    let new = edits[0]["newText"].as_str().unwrap();
    assert!(
        new.contains("  nick: { kind: text, max: 20, doc: Who is speaking; at most 20 bytes. }\n"),
        "{new}"
    );
    editor.set(URI, new);
    assert_eq!(editor.ask("textDocument/formatting", params.clone()), json!([]));
    editor.set(URI, "a: [");
    let refused = editor.answer("textDocument/formatting", params);
    assert!(refused["error"]["message"].as_str().unwrap().contains("LS001"), "{refused}");
}

#[test]
fn a_configuration_names_the_root_and_what_lint_passes_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let unused = "types:\n  unused: { kind: bool, doc: Nothing has it. }\n";
    fs::create_dir(path("parts")).unwrap();
    fs::write(path("root.yaml"), CHAT.replace("protocols:", "include: [parts/types.yaml]\nprotocols:"))
        .unwrap();
    fs::write(path("parts/types.yaml"), unused).unwrap();
    fs::write(path("lonely.gen.yaml"), "lonely: 1\nschema: root.yaml\n").unwrap();
    let part = uri(&path("parts/types.yaml"));
    let mut editor = Editor::start();
    editor.open(&part, unused);
    let found = editor.codes(&part);
    assert!(!found.is_empty());
    let except = format!("lonely: 1\nschema: root.yaml\nlint: {{ except: [{}] }}\n", found.join(", "));
    fs::write(path("lonely.gen.yaml"), except).unwrap();
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": part } }));
    assert!(editor.codes(&part).is_empty(), "{:?}", editor.problems);
}

#[test]
fn what_is_open_counts_and_not_what_is_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let root = CHAT.replace("protocols:", "include: [more.yaml]\nprotocols:");
    fs::write(path("chat.yaml"), &root).unwrap();
    fs::write(path("more.yaml"), "").unwrap();
    let (root_uri, more) = (uri(&path("chat.yaml")), uri(&path("more.yaml")));
    let mut editor = Editor::start();
    // The part alone: its root is found beside it.
    editor.open(&more, "types: { nick: { kind: bool, doc: Twice. } }\n");
    assert_eq!(editor.codes(&more), ["LS007"]);
    // The root, which nobody has saved, has another name for its own.
    editor.open(&root_uri, &root.replace("nick", "who").replace("x-who", "x-nick"));
    assert!(!editor.codes(&more).contains(&"LS007".to_owned()), "{:?}", editor.problems);
    // Closed, it is what is on the disk again.
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": root_uri } }));
    assert_eq!(editor.codes(&more), ["LS007"]);
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": more } }));
    assert!(editor.codes(&more).is_empty(), "of what is closed, nothing is left");
    assert_eq!(editor.leave(), 0);
}
