//! `lonely export`: what other programs are given of a schema.

mod common;

use serde_json::Value as Json;

use common::lonely;

#[test]
fn an_export_has_every_message_that_the_summary_has() {
    let text = lonely(&["export"]).exits(0).stdout;
    let export: Json = serde_json::from_str(&text).unwrap();
    assert_eq!(export["lonely_export"], 1);
    let summary = lonely(&["check", "--print", "summary"]).exits(0).stdout;
    let mut messages = 0;
    for protocol in export["protocols"].as_array().unwrap() {
        for message in protocol["messages"].as_array().unwrap() {
            messages += 1;
            let name =
                format!("{}.{}", protocol["name"].as_str().unwrap(), message["name"].as_str().unwrap());
            assert!(summary.contains(&name), "{name}");
        }
    }
    let count = lonely(&["check"]).exits(0).stderr;
    assert!(count.contains(&format!("{messages} messages")), "{count}");

    let compact = lonely(&["export", "--compact"]).exits(0).stdout;
    assert_eq!(compact.lines().count(), 1);
    assert_eq!(serde_json::from_str::<Json>(&compact).unwrap(), export);
    assert_eq!(lonely(&["export"]).exits(0).stdout, text);
}

#[test]
fn the_json_schema_is_that_of_any_schema() {
    let schema: Json = serde_json::from_str(&lonely(&["export", "--json-schema"]).exits(0).stdout).unwrap();
    assert!(schema["$defs"]["WriteStep"]["oneOf"].as_array().unwrap().len() >= 9);
    let ran = lonely(&["export", "--json-schema", "--schema", "x.yaml"]).exits(2);
    assert!(ran.stderr.contains("leave --schema out"), "{}", ran.stderr);
    lonely(&["export", "--schema", "no-such.yaml"]).exits(1);
}

#[test]
fn the_languages_of_files_are_described_too() {
    let printed = |of: &str| -> Json {
        serde_json::from_str(&lonely(&["export", "--json-schema", of]).exits(0).stdout).unwrap()
    };
    assert_eq!(printed("schema")["$defs"]["flag"]["properties"]["bit"]["maximum"], 15);
    assert_eq!(printed("config")["required"], serde_json::json!(["lonely"]));
    assert_eq!(printed("export")["title"], "What `lonely export` prints");
    lonely(&["export", "--json-schema", "nonsense"]).exits(2);
}
