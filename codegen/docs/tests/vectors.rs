//! The examples of the built-in schema are cases of the conformance corpus.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The typical message of each shape, as the corpus has it.
fn selected() -> String {
    let folder = here().join("../../protocol/vectors");
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for file in ["valid", "stateless", "signing", "hashing", "tracing"] {
        let cases = fs::read_to_string(folder.join(file).with_extension("jsonl")).unwrap();
        for case in cases.lines().filter(|case| case.contains("/typical\"")) {
            let case: Json = serde_json::from_str(case).unwrap();
            let (name, request, ok) = (&case["name"], &case["request"], &case["expect"]["ok"]);
            let is_other = file == "valid" && !name.as_str().unwrap().contains("/minimal/");
            if request["op"] != "decode" || !ok.is_object() || is_other {
                continue;
            }
            let names = [&request["protocol"], &request["direction"], &ok["message"], &ok["variant"]];
            let names: Vec<&str> = names.iter().filter_map(|name| name.as_str()).collect();
            // By hand, since the order of members is not that of another program's features of `serde_json`.
            let (of, hex) = (Json::from(names.join(".")), &request["hex"]);
            let line = format!(r#"{{"hex":{hex},"name":{name},"of":{of}}}"#);
            assert!(found.insert(names.join("."), line).is_none(), "{name}");
        }
    }
    found.into_values().flat_map(|line| [line, "\n".to_owned()]).collect()
}

/// `BLESS=1` takes them from the corpus anew.
#[test]
fn the_examples_are_what_the_corpus_has() {
    let path: &Path = &here().join("src/vectors.jsonl");
    let selected = selected();
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &selected).unwrap();
    }
    assert!(selected.lines().count() > 60);
    assert_eq!(fs::read_to_string(path).unwrap(), selected, "BLESS=1 makes them anew");
}
