//! Every mistake is a compile error at the token that is wrong.
//!
//! `TRYBUILD=overwrite cargo test -p lonelypsp-derive --test ui` writes what the compiler says now into `ui/*.stderr`. Read the
//! diff before you commit it.

use std::fs;
use std::path::PathBuf;

/// The files of the folder `ui` with this extension, without it.
fn files(extension: &str) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| path.with_extension(""))
        .collect();
    files.sort();
    files
}

#[test]
fn mistakes_are_errors_at_the_right_token() {
    let cases = files("rs");
    assert!(cases.len() >= 40, "only {} cases", cases.len());
    // libtest shows what is printed by a test that fails, and nothing else; this goes past it.
    std::io::Write::write_all(&mut std::io::stderr(), format!("{} trybuild cases\n", cases.len()).as_bytes())
        .unwrap();
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}

#[test]
fn no_expected_output_is_left_without_its_case() {
    assert_eq!(files("stderr"), files("rs"));
}
