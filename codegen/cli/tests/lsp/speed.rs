//! How long problems take after a key press: `cargo test --release -p lonelypsp-cli --test lsp -- --ignored --nocapture`.

use std::time::Instant;

use serde_json::json;

use crate::editor::{Editor, uri};

#[test]
#[ignore = "it measures, and prints what it finds"]
fn after_a_key_press_in_the_built_in_schema() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let path = root.join("schema/lonelypsp/stateful/receive.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let uri = uri(&path);
    let mut editor = Editor::start();
    editor.open(&uri, &text);
    editor.codes(&uri);
    let mut times: Vec<_> = (0..101)
        .map(|nth| {
            let start = Instant::now();
            // A comment that comes and goes.
            let (end, text) = if nth % 2 == 0 { (0, "#\n") } else { (1, "") };
            let range =
                json!({ "start": { "line": 0, "character": 0 }, "end": { "line": end, "character": 0 } });
            editor.change(&uri, &json!([{ "range": range, "text": text }]));
            editor.codes(&uri);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!("median {:?}, slowest {:?}", times[50], times[100]);
}
