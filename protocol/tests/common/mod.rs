//! Reads the conformance corpus.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// A message of the corpus that some case decodes.
pub(crate) struct Wire {
    pub(crate) name: String,
    pub(crate) from_subscriber: bool,
    pub(crate) bytes: Vec<u8>,
    pub(crate) accepted: bool,
}

/// All messages that the corpus decodes.
pub(crate) fn corpus() -> Vec<Wire> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let texts = files.iter().filter(|path| path.extension().is_some_and(|e| e == "jsonl"));
    let wires: Vec<_> = texts.flat_map(|path| wires_of(&fs::read_to_string(path).unwrap())).collect();
    assert!(wires.len() >= 2000, "the corpus decodes only {} messages", wires.len());
    wires
}

fn wires_of(text: &str) -> Vec<Wire> {
    text.lines().filter_map(|line| wire_of(&serde_json::from_str(line).unwrap())).collect()
}

fn wire_of(case: &Value) -> Option<Wire> {
    let request = &case["request"];
    if request["op"] != "decode" || request["protocol"] != "stateful" {
        return None;
    }
    Some(Wire {
        name: case["name"].as_str()?.to_owned(),
        from_subscriber: request["direction"] == "s2b",
        bytes: unhex(request["hex"].as_str()?)?,
        accepted: case["expect"]["ok"].is_object(),
    })
}

fn unhex(hex: &str) -> Option<Vec<u8>> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
}
