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
    assert_eq!(names(&symbols[3]["children"]), ["x-nick", "x-count"]);
}
