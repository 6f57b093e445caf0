//! Definitions, references, names that are changed everywhere, and what a file has.

use std::fs;

use serde_json::{Value as Json, json};

use crate::editor::{Editor, uri};
use crate::{CHAT, find};

const URI: &str = "file:///nowhere/chat.yaml";

/// Edits of one document by its text.
fn edited(text: &str, edits: &Json) -> String {
    let offset = |place: &Json| {
        let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        start + usize::try_from(place["character"].as_u64().unwrap()).unwrap()
    };
    let mut edits: Vec<_> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(offset(&edit["range"]["start"])));
    let mut text = text.to_owned();
    for edit in edits {
        let (start, end) = (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
        text.replace_range(start..end, edit["newText"].as_str().unwrap());
    }
    text
}

#[test]
fn a_name_leads_to_where_it_is_given_across_files() {
    let folder = tempfile::tempdir().unwrap();
    let types = "types:\n  topic: { kind: bytes, doc: About what. }\n";
    let root = CHAT
        .replace("protocols:", "include: [types.yaml]\nprotocols:")
        .replace("x-nick: nick\n", "x-nick: topic\n");
    fs::write(folder.path().join("types.yaml"), types).unwrap();
    let (root_uri, types_uri) =
        (uri(&folder.path().join("chat.yaml")), uri(&folder.path().join("types.yaml")));
    let mut editor = Editor::start();
    editor.open(&root_uri, &root);
    let found = editor.at("definition", &root_uri, find(&root, "topic"));
    assert_eq!(found[0]["uri"], types_uri.as_str());
    assert_eq!(found[0]["range"]["start"], json!({ "line": 1, "character": 2 }));
    editor.open(&types_uri, types);
    let params = |all: bool| {
        json!({
            "textDocument": { "uri": types_uri }, "position": { "line": 1, "character": 4 },
            "context": { "includeDeclaration": all },
        })
    };
    let mentions = editor.ask("textDocument/references", params(false));
    assert_eq!(mentions.as_array().unwrap().len(), 1);
    assert_eq!(mentions[0]["uri"], root_uri.as_str());
    assert_eq!(editor.ask("textDocument/references", params(true)).as_array().unwrap().len(), 2);
}

#[test]
fn a_name_is_changed_everywhere_and_the_schema_stays_sound() {
    for (part, name, count) in
        [("nick:", "speaker", 3), ("heard:", "taken_in", 2), ("x-nick", "x-speaker", 1)]
    {
        let mut editor = Editor::start();
        editor.open(URI, CHAT);
        let (line, character) = find(CHAT, part);
        let params = json!({
            "textDocument": { "uri": URI }, "position": { "line": line, "character": character }, "newName": name,
        });
        let edit = editor.ask("textDocument/rename", params);
        let edits = &edit["documentChanges"][0]["edits"];
        assert_eq!(edits.as_array().unwrap().len(), count, "{part}: {edit}");
        let after = edited(CHAT, edits);
        assert!(after.contains(name));
        editor.set(URI, &after);
        assert!(editor.codes(URI).is_empty(), "{part}: {:?}\n{after}", editor.problems);
    }
}

#[test]
fn names_that_cannot_be_are_refused() {
    let mut editor = Editor::start();
    editor.open(URI, CHAT);
    let (line, character) = find(CHAT, "nick:");
    for (name, why) in [("Nick Name", "not spelled"), ("count", "already"), ("", "not spelled")] {
        let params = json!({
            "textDocument": { "uri": URI }, "position": { "line": line, "character": character }, "newName": name,
        });
        let answer = editor.answer("textDocument/rename", params);
        assert!(answer["error"]["message"].as_str().unwrap().contains(why), "{answer}");
    }
    // The body of `line`; as any name that would break the schema, a keyword is refused with what the problem would be.
    let (line, character) = find(CHAT, "field: text");
    let params = json!({
        "textDocument": { "uri": URI }, "position": { "line": line, "character": character + 8 }, "newName": "class",
    });
    let answer = editor.answer("textDocument/rename", params);
    let said = answer["error"]["message"].as_str().unwrap();
    assert!(said.contains("`class` is a keyword of"), "{answer}");
    let nothing = editor.at("prepareRename", URI, find(CHAT, "Lines of"));
    assert_eq!(nothing, Json::Null);
}

#[test]
fn a_file_has_its_messages_with_their_values() {
    let mut editor = Editor::start();
    editor.open(URI, CHAT);
    let symbols = editor.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    let names = |list: &Json| -> Vec<String> {
        let all = list.as_array().unwrap().iter();
        all.map(|symbol| symbol["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&symbols), ["chat", "nick", "count", "line", "heard"]);
    assert_eq!(names(&symbols[0]["children"]), ["minimal_headers"]);
    assert_eq!(names(&symbols[3]["children"]), ["x-nick", "x-count", "text"]);
}

/// A protocol whose documents have a stamp, and one whose message one of them signs.
const SIGNED: &str = "\
lonely: 1
name: signed
version: 1.0.0
doc: What is signed.

protocols:
  web:
    prefix: none
    doc: What is sent.
  signing:
    prefix: none
    stamp: { time: timestamp, nonce: nonce }
    doc: What is signed.

types:
  nick: { kind: text, max: 20, doc: Who says it. }
  length: { kind: uint, max_bytes: 8, write: fixed, doc: A length. }
  digest: { kind: bytes, length: 64, doc: A digest. }
  number: { kind: uint, max_bytes: 8, write: fixed, doc: A time. }
  once: { kind: text, max: 40, doc: Something new. }
";

const WEB: &str = "
protocol: web
messages:
  post:
    from: subscriber
    code: 1
    doc: Says something.
    signed:
      document: signing.post
      values: { author: nick, size: length }
    sequence:
      - { field: nick, type: nick, prefix: u16 }
      - { field: length, type: length }
      - { field: total, type: length, equals: length(saying) }
      - { field: digest, type: digest, verify: sha512(saying) }
      - { rest: saying, doc: What was said. }
";

const DOCUMENTS: &str = "\
protocol: signing
messages:
  post:
    from: subscriber
    code: 1
    doc: Signs what is said.
    sequence:
      - code: u8
      - { field: timestamp, type: number }
      - { field: nonce, type: once, prefix: u8 }
      - { field: author, type: nick, prefix: u16 }
      - { field: size, type: length }
  other:
    from: subscriber
    code: 2
    doc: Signs something else.
    sequence:
      - code: u8
      - { field: timestamp, type: number }
      - { field: nonce, type: once, prefix: u8 }
";

#[test]
fn what_signs_and_what_is_computed_follows_the_names_of_values() {
    let root = SIGNED.replace("protocols:", "include: [documents.yaml]\nprotocols:") + WEB;
    let texts = [("signed.yaml", root), ("documents.yaml", DOCUMENTS.to_owned())];
    for (file, part, name, counts) in [
        // Where it is given, and what signs.
        ("signed.yaml", "nick, type", "who", [2, 0]),
        ("documents.yaml", "author", "writer", [1, 1]),
        // The rest, its length and its digest.
        ("signed.yaml", "saying, doc", "text", [3, 0]),
        ("signed.yaml", "saying)", "text", [3, 0]),
        // The stamp, and the field in every document.
        ("signed.yaml", "timestamp", "signed_at", [1, 2]),
        ("documents.yaml", "nonce", "salt", [1, 2]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let place = |file: &str| uri(&folder.path().join(file));
        for (file, text) in &texts {
            fs::write(folder.path().join(file), text).unwrap();
        }
        let mut editor = Editor::start();
        for (file, text) in &texts {
            editor.open(&place(file), text);
            assert!(is_sound(&mut editor, &place(file)), "{:?}", editor.problems);
        }
        let text = |file: &str| &texts.iter().find(|(name, _)| *name == file).unwrap().1;
        let (line, character) = find(text(file), part);
        let params = json!({
            "textDocument": { "uri": place(file) }, "position": { "line": line, "character": character },
            "newName": name,
        });
        let edit = editor.ask("textDocument/rename", params);
        let changes = edit["documentChanges"].as_array().unwrap();
        for ((file, text), count) in texts.iter().zip(counts) {
            let change = changes.iter().find(|change| change["textDocument"]["uri"] == place(file).as_str());
            let edits = change.map_or(json!([]), |change| change["edits"].clone());
            assert_eq!(edits.as_array().unwrap().len(), count, "{part} in {file}: {edit}");
            editor.set(&place(file), &edited(text, &edits));
        }
        for (file, _) in &texts {
            assert!(is_sound(&mut editor, &place(file)), "{part}: {:?}", editor.problems);
        }
    }
}

/// Whether a file has no problem but those of lint.
fn is_sound(editor: &mut Editor, uri: &str) -> bool {
    editor.codes(uri).iter().all(|code| code.starts_with("LL"))
}
