//! Texts and input that nobody means: nothing of it ends the server or holds it up.

use serde_json::{Value as Json, json};

use crate::editor::Editor;
use crate::{CHAT, find};

const URI: &str = "file:///nowhere/chat.yaml";

#[test]
fn columns_are_counted_in_what_was_agreed_on() {
    // Outside of the plane that one unit of UTF-16 has: 2 units, 4 bytes.
    let text = CHAT.replace("Who is speaking; at most 20 bytes. }", "Who 😀, kindd: x }");
    let column = |capabilities: Json| {
        let mut editor = Editor::start_with(capabilities);
        editor.open(URI, &text);
        editor.codes(URI);
        editor.problems[URI][0]["range"]["start"]["character"].as_u64().unwrap()
    };
    let line = text.lines().find(|line| line.contains("kindd")).unwrap();
    let before = &line[..line.find("kindd").unwrap()];
    assert_eq!(column(json!({})), before.encode_utf16().count() as u64);
    let utf8 = json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } });
    assert_eq!(column(utf8), before.len() as u64);
}

#[test]
fn changes_of_ranges_are_taken_in_with_any_line_ends_and_a_mark() {
    for text in
        [CHAT.to_owned(), CHAT.replace('\n', "\r\n"), format!("\u{feff}{}", CHAT.replace('\n', "\r\n"))]
    {
        let mut editor = Editor::start();
        editor.open(URI, &text);
        assert!(editor.codes(URI).is_empty(), "{:?}", editor.problems);
        let (line, column) = find(CHAT, "text, max");
        let range = json!({
            "start": { "line": line, "character": column - 1 }, "end": { "line": line, "character": column + 3 },
        });
        editor.change(URI, &json!([{ "range": range, "text": "😀x" }]));
        assert_eq!(editor.codes(URI), ["LS013"]);
        let found = editor.problems[URI][0]["range"].clone();
        assert_eq!(found["start"], range["start"]);
        editor.change(URI, &json!([{ "range": found, "text": "text" }]));
        assert!(editor.codes(URI).is_empty(), "{:?}", editor.problems);
        // Before and behind everything, and the wrong way round.
        let far = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": far });
        editor.change(
            URI,
            &json!([{ "range": { "start": far, "end": { "line": 0, "character": 0 } }, "text": "" }]),
        );
        editor.change(URI, &json!([{ "range": whole, "text": "lonely: 1" }]));
        assert!(editor.codes(URI).contains(&"LS005".to_owned()));
        assert_eq!(editor.leave(), 0);
    }
}

#[test]
fn every_prefix_of_a_schema_can_be_asked_about() {
    let mut editor = Editor::start();
    editor.open(URI, "");
    for end in (0..CHAT.len()).step_by(7) {
        let text = &CHAT[..end];
        editor.set(URI, text);
        let line = u32::try_from(text.matches('\n').count()).unwrap();
        let column = u32::try_from(end - text.rfind('\n').map_or(0, |at| at + 1)).unwrap();
        for method in ["completion", "hover", "definition", "prepareRename"] {
            editor.at(method, URI, (line, column));
        }
    }
    assert_eq!(editor.leave(), 0);
}

#[test]
fn documents_that_are_no_files_and_paths_with_odd_letters() {
    let mut editor = Editor::start();
    for uri in [
        "untitled:Untitled-1",
        "git:/a/b.yaml?x",
        "file://host/share/chat.yaml",
        "file:///a%20b/%C3%A9%23.yaml",
    ] {
        editor.open(uri, &CHAT.replace("kind: text", "kind: txet"));
        assert_eq!(editor.codes(uri), ["LS013"], "{uri}");
        editor.open(uri, CHAT);
        assert!(editor.codes(uri).is_empty(), "{uri}");
        assert!(editor.labels(uri, find(CHAT, "text, max")).contains(&"uint".to_owned()));
    }
    // What is no UTF-8 behind its escapes is no path.
    editor.open("file:///%FF.yaml", CHAT);
    assert!(editor.codes("file:///%FF.yaml").is_empty());
    assert_eq!(editor.leave(), 0);
}

#[test]
fn a_flood_of_changes_and_a_large_text_do_not_queue() {
    let mut editor = Editor::start();
    let mut text = CHAT.replace("types:\n", "types:\n{}");
    let types: Vec<_> = (0..5000).map(|n| format!("  t{n}: {{ kind: bool, doc: One of many. }}\n")).collect();
    text = text.replace("{}", &types.concat());
    editor.open(URI, &text);
    for _ in 0..200 {
        editor.change(
            URI,
            &json!([{ "range": {
            "start": { "line": 0, "character": 9 }, "end": { "line": 0, "character": 9 } }, "text": "#" }]),
        );
    }
    editor.set(URI, CHAT);
    assert!(editor.codes(URI).is_empty());
    assert_eq!(editor.leave(), 0);
}

#[test]
fn deep_nesting_is_passed_over() {
    let mut editor = Editor::start();
    for text in
        ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000), " ".repeat(100_000) + "a:"]
    {
        editor.open(URI, &text);
        let end = u32::try_from(text.len()).unwrap();
        editor.at("completion", URI, (0, end));
        editor.at("hover", URI, (0, end - 1));
    }
    assert_eq!(editor.leave(), 0);
}

#[test]
fn garbage_ends_the_server_and_what_is_odd_does_not() {
    // Framed, and no message: passed over.
    let mut editor = Editor::start();
    editor.send_raw(b"Content-Length: 3\r\n\r\n{}}");
    editor.send_raw(b"Content-Length: 2\r\nContent-Type: x\r\n\r\n{}");
    editor.open(URI, CHAT);
    assert!(editor.codes(URI).is_empty());
    // Methods and parameters that nobody knows.
    assert_eq!(editor.answer("nonsense", json!({}))["error"]["code"], -32601);
    assert_eq!(editor.answer("textDocument/hover", json!([1]))["error"]["code"], -32602);
    editor.tell("textDocument/didChange", json!({ "nonsense": true }));
    editor.tell("textDocument/didOpen", json!({ "textDocument": { "uri": "no uri at all %%" } }));
    assert_eq!(editor.at("hover", "file:///not/open.yaml", (0, 0)), Json::Null);
    assert_eq!(editor.leave(), 0);
    // The end of the input is an end; what has no frame is none.
    assert_eq!(Editor::start().end(), 0);
    for garbage in [
        &b"\x00\xff\xfe garbage\n\n"[..],
        b"Content-Length: 18446744073709551615\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 10\r\n\r\n{}",
        b"\r\n\r\n",
    ] {
        let mut editor = Editor::start();
        editor.send_raw(garbage);
        assert_eq!(editor.end(), 1, "{garbage:?}");
    }
    let mut editor = Editor::start();
    editor.tell("exit", Json::Null);
    assert_eq!(editor.end(), 1, "it left without saying so");
}
