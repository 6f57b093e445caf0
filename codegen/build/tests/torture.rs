//! A schema with everything that the language can say, where it hurts most: the generated crate is free of warnings,
//! and decodes and encodes as the interpreter does, which walks the same plan and shares no code with it.

mod common;

use common::UserCrate;

const LIBRARY: &str = "//! A crate.\n\
     #![deny(warnings, missing_docs, rust_2018_idioms, unreachable_pub, missing_debug_implementations)]\n\
     #![forbid(unsafe_code)]\n\
     /// Generated.\n#[no_implicit_prelude]\npub mod generated {\n    \
     ::core::include!(::core::concat!(::core::env!(\"OUT_DIR\"), \"/lonelypsp.rs\"));\n}\n";

const SCHEMA_FILES: [(&str, &str); 7] = [
    ("schema/lonelypsp.yaml", include_str!("torture/torture.yaml")),
    ("schema/core.yaml", include_str!("torture/core.yaml")),
    ("schema/rows.yaml", include_str!("torture/rows.yaml")),
    ("schema/flagged.yaml", include_str!("torture/flagged.yaml")),
    ("schema/strict.yaml", include_str!("torture/strict.yaml")),
    ("schema/signed.yaml", include_str!("torture/signed.yaml")),
    ("schema/signers.yaml", include_str!("torture/signers.yaml")),
];

fn torture(name: &str, edition: &str) -> UserCrate {
    let user = UserCrate::with_manifest(name, edition, "lonelypsp", "", "schema codegen/interpret");
    for (path, text) in SCHEMA_FILES {
        user.write(path, text);
    }
    user.write("src/lib.rs", LIBRARY);
    user
}

#[test]
fn whatever_a_schema_says_the_code_is_clean_and_agrees_with_the_interpreter() {
    let user = torture("torture", "2024");
    user.write("src/main.rs", include_str!("torture/program.rs"));
    user.write("src/random.rs", include_str!("torture/random.rs"));
    user.write("src/values.rs", include_str!("torture/values.rs"));
    user.write("src/by_hand.rs", include_str!("torture/by_hand.rs"));
    let report = user.succeeds("run");
    assert!(report.ends_with("all agree\n"), "{report}");
    user.succeeds("clippy --lib -- -D warnings -W clippy::pedantic");
    user.succeeds("doc --no-deps");
    let tests = user.succeeds("test --doc");
    assert!(tests.contains("running 0 tests"), "text of the schema became a test:\n{tests}");
}

#[test]
fn it_is_clean_in_an_older_edition_too() {
    torture("torture_of_2021", "2021").succeeds("clippy -- -D warnings -W clippy::pedantic");
}
