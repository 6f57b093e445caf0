//! Somebody edits the YAML and runs `cargo build`: a new message and a new header become Rust, a mistake becomes a
//! compile error with its place in the YAML.

mod common;

use common::UserCrate;

const PROGRAM: &str = r#"
include!(concat!(env!("OUT_DIR"), "/lonelypsp.rs"));

fn main() {
    use lonelypsp::HeaderMode::Minimal;
    use stateful::s2b;

    let ping = s2b::Ping { round: 300, note: "hi", payload: b"xyz" }.encode(Minimal).unwrap();
    assert_eq!(ping, b"\0\x01\0\x0a\0\x02\x01\x2c\0\x02hixyz");
    assert_eq!(s2b::Ping::decode(&ping).unwrap().round, 300);

    let subscribe = s2b::SubscribeExact { authorization: None, tracing: b"", topic: b"t", priority: 7 };
    assert_eq!(subscribe.encode(Minimal).unwrap(), b"\0\x01\0\x02\0\0\0\0\0\x01t\0\x01\x07");
    println!("round {}", s2b::Ping::decode(&ping).unwrap().round);
}
"#;

const PING: &str = "
  ping:
    from: subscriber
    code: 10
    doc: Asks whether the other side is alive.
    headers:
      x-round: { type: round, doc: The number of the question. }
      x-note: { type: note }
    body: { field: payload, doc: To be sent back. }
types:
  round: { kind: uint, max_bytes: 4, doc: A counter. }
  note: { kind: text, max: 16, doc: A remark. }
  priority: { kind: uint, max_bytes: 1, doc: Higher comes first. }
";

#[test]
fn a_new_message_and_a_new_header_are_there_after_cargo_build() {
    let user = UserCrate::new("user_of_an_edited_schema", PROGRAM);
    let subscribe = user.read("schema/stateful/subscribe.yaml");
    user.write("schema/stateful/subscribe.yaml", &format!("{}{PING}", subscribe.trim_end()));
    user.edit(
        "schema/stateful/subscribe.yaml",
        "      x-topic:",
        "      x-topic: topic\n      x-priority: priority\n  gone:\n    from: subscriber\n    code: 99\n    doc: What stood here before.\n    headers:\n      x-topic:",
    );
    assert_eq!(user.succeeds("run"), "round 300\n");
}

#[test]
fn a_mistake_is_a_compile_error_with_its_line_in_the_yaml() {
    let user = UserCrate::new("user_of_a_broken_schema", "fn main() {}");
    user.edit("schema/stateful/subscribe.yaml", "from: subscriber", "form: subscriber");
    user.edit("schema/types.yaml", "kind: optional_text", "kind: optional_txt");
    let output = user.cargo("build");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    let line = 1 + user
        .read("schema/stateful/subscribe.yaml")
        .lines()
        .position(|line| line.contains("form:"))
        .unwrap();
    assert!(errors.contains(&format!("schema/stateful/subscribe.yaml:{line}:5: LS004")), "{errors}");
    assert!(errors.contains("did you mean `from`?"), "{errors}");
    assert!(errors.contains("did you mean `optional_text`?"), "all problems at once: {errors}");
    assert!(!errors.contains("panicked"), "{errors}");
}

#[test]
fn generated_code_is_clean_in_an_older_edition_without_a_prelude_under_another_name() {
    let options = ".runtime(\"::lonely::runtime\").unwrap()";
    let user = UserCrate::with_manifest("user_of_a_renamed_crate", "2021", "lonely", options, "");
    user.write_builtin_schema();
    user.write(
        "src/lib.rs",
        "//! A crate.\n#![deny(warnings, missing_docs)]\n\
         /// Generated.\n#[no_implicit_prelude]\npub mod generated {\n\
         ::core::include!(::core::concat!(::core::env!(\"OUT_DIR\"), \"/lonelypsp.rs\"));\n}\n",
    );
    user.succeeds("check");
}
