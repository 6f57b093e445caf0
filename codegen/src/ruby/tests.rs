//! What holds for the gem of any schema. That it runs is for the tests in Ruby to show.

use super::Ruby;
use crate::backend::{Backend, Files};
use crate::package::Package;
use crate::stamp::MARK;

fn builtin(name: &str) -> Files {
    let schema = lonelypsp_schema::builtin().unwrap();
    let package = Package { name: name.to_owned(), ..Package::of(&Ruby, &schema) };
    Ruby.emit(&schema, &package)
}

#[test]
fn every_file_says_that_it_is_generated() {
    for (path, text) in builtin("lonelypsp") {
        assert!(text.lines().take(6).any(|line| line.contains(MARK)), "{path}");
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path}");
        assert!(text.lines().all(|line| line == line.trim_end()), "{path}");
    }
}

#[test]
fn there_is_a_file_and_a_signature_for_each_message() {
    let files = builtin("lonelypsp");
    for path in ["stateful/s2b/subscribe_exact", "stateful/b2s/missed", "stateful/s2b", "stateful"] {
        assert!(files.contains_key(&format!("lib/lonelypsp/{path}.rb")), "{path}");
        assert!(files.contains_key(&format!("sig/lonelypsp/{path}.rbs")), "{path}");
    }
}

#[test]
fn another_name_is_the_name_everywhere() {
    for (path, text) in builtin("my_gem") {
        assert!(!path.contains("lonelypsp") && !text.contains("Lonelypsp"), "{path}");
        assert!(!path.starts_with("lib/") || text.contains("module MyGem"), "{path}");
    }
}

#[test]
fn only_gems_with_sequences_or_flags_have_the_runtime_for_them() {
    let minimal = "minimal: { bit: 0, selects: minimal, doc: M. }";
    let cases = [
        (format!("flags: {{ {minimal} }}"), "headers: {}", false),
        (format!("flags: {{ {minimal}, other: {{ bit: 1, doc: O. }} }}"), "headers: {}", true),
        (format!("flags: {{ {minimal} }}, unknown_flags: keep"), "headers: {}", true),
        (format!("flags: {{ {minimal} }}, unknown_flags: refuse"), "headers: {}", true),
        ("flags: {}".to_owned(), "sequence: []", true),
    ];
    for (flags, values, is_wide) in cases {
        let text = format!(
            "lonely: 1\nname: a\nversion: 1.0.0\ndoc: A.\nprotocols: {{ p: {{ doc: P., {flags} }} }}\n\
             protocol: p\nmessages: {{ m: {{ from: subscriber, code: 1, doc: M., {values} }} }}\n"
        );
        let schema = lonelypsp_schema::compile("a.yaml", |_| Ok(text.clone())).unwrap();
        let files = Ruby.emit(&schema, &Package::of(&Ruby, &schema));
        for path in ["lib/a/runtime/sequence.rb", "lib/a/runtime/flags.rb", "sig/a/runtime/entry.rbs"] {
            assert_eq!(files.contains_key(path), is_wide, "{path} for {text}");
        }
        assert_eq!(files["lib/a.rb"].contains("runtime/sequence"), is_wide, "{text}");
    }
}

#[test]
fn gems_have_the_forms_that_their_messages_have() {
    for (kind, has_float) in [("float", true), ("bool", false)] {
        let text = format!(
            "lonely: 1\nname: a\nversion: 1.0.0\ndoc: A.\nprotocols: {{ p: {{ doc: P. }} }}\ntypes: {{ t: {{ kind: {kind}, doc: T. }} }}\n\
             protocol: p\nmessages: {{ m: {{ from: subscriber, code: 1, doc: M., sequence: [{{ field: f, type: t }}] }} }}\n"
        );
        let schema =
            lonelypsp_schema::compile("a.yaml", |_| Ok(text.clone())).unwrap_or_else(|e| panic!("{e}"));
        let files = Ruby.emit(&schema, &Package::of(&Ruby, &schema));
        assert_eq!(files.contains_key("lib/a/runtime/forms/float.rb"), has_float, "{text}");
        assert_eq!(files["lib/a.rb"].contains("runtime/forms/float"), has_float, "{text}");
    }
}
