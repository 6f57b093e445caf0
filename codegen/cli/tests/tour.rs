//! `lonely tour`: the first minute, on the built-in schema and on others.

mod common;

use std::fs;

use common::lonely;

#[test]
fn a_message_is_shown_as_yaml_as_bytes_and_in_every_language() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("seen");
    let said = lonely(&["tour", "--out", out.to_str().unwrap()]).exits(0).stdout;
    for part in [
        "schema/lonelypsp/stateful/subscribe.yaml:",
        "x-topic: { type: topic, doc: The topic to subscribe to. }",
        "stateful.subscribe_exact, from subscriber to broadcaster",
        "pub struct SubscribeExact<'a> {",
        // The message's own, and not that of the document of the same name.
        "pub topic: &'a [u8],",
        "type: \"subscribe_exact\",",
        "s2b.S2B_SubscribeExact(",
        "S2B::SubscribeExact.new(",
        "one of 59 messages",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    for file in
        ["rust/messages.rs", "typescript/package.json", "python/pyproject.toml", "ruby/lonelypsp.gemspec"]
    {
        assert!(out.join(file).is_file(), "{file}");
    }
    lonely(&["tour", "--out", out.to_str().unwrap()]).exits(0);
}

#[test]
fn what_is_somebody_elses_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("python")).unwrap();
    fs::write(folder.path().join("python/README.md"), "precious").unwrap();
    let ran = lonely(&["tour", "--out", folder.path().to_str().unwrap()]).exits(1);
    assert!(ran.stderr.contains("README.md"), "{}", ran.stderr);
    assert!(ran.stderr.contains("another folder with --out"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("python/README.md")).unwrap(), "precious");
    assert!(!folder.path().join("rust").exists());
}

#[test]
fn any_schema_has_something_to_show() {
    let head = "lonely: 1\nname: own\nversion: 1.0.0\ndoc: D.\nprotocols:\n  own:\n    doc: D.\n    flags:\n      \
                minimal: { bit: 0, selects: minimal, doc: D. }\nprotocol: own\nmessages:\n";
    let message = "  one:\n    from: broadcaster\n    code: 1\n    doc: D.\n";
    let variants = "    headers:\n      x-a: { type: n, doc: D. }\n    variants:\n      zero:\n        doc: D.\n        \
                    when: { x-a: 0 }\n      other:\n        doc: D.\ntypes:\n  n: { kind: uint, max_bytes: 1, doc: D. }\n";
    let every = "    headers:\n      x-a: { type: a, doc: D. }\n      x-b: { type: b, doc: D. }\n      x-c: { type: c, \
                 doc: D. }\n      x-d: { type: d, doc: D. }\n      x-e: { type: e, doc: D. }\n    body: { field: f, doc: \
                 D. }\ntypes:\n  a: { kind: bytes, length: 3, doc: D. }\n  b: { kind: text, max: 2, doc: D. }\n  c: { \
                 kind: int, max_bytes: 1, doc: D. }\n  d: { kind: bool, doc: D. }\n  e: { kind: bytes, max: 1, doc: D. }\n";
    for rest in ["    headers: {}\n", variants, every] {
        let folder = tempfile::tempdir().unwrap();
        let schema = folder.path().join("own.yaml");
        fs::write(&schema, [head, message, rest].concat()).unwrap();
        let out = folder.path().join("seen");
        let said = lonely(&["tour", "--schema", schema.to_str().unwrap(), "--out", out.to_str().unwrap()]);
        let said = said.exits(0).stdout;
        assert!(said.contains("own.one, ") && said.contains("from broadcaster to subscriber"), "{said}");
        assert!(said.contains("pub struct One"), "{said}");
    }
}
