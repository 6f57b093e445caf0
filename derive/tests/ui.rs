//! Every mistake is a compile error at the token that is wrong.
//!
//! `TRYBUILD=overwrite cargo test -p lonelypsp-derive --test ui` writes what the compiler says now into `ui/*.stderr`. Read the
//! diff before you commit it.

use std::fs;
use std::path::{Path, PathBuf};

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

/// The path of a schema is relative to the crate that names it, and that of the cases is made by trybuild.
fn put_schemas_into_the_crate_of_the_cases() {
    let crate_of_the_cases =
        Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tests/trybuild/lonelypsp-derive");
    fs::create_dir_all(&crate_of_the_cases).unwrap();
    for schema in files("yaml") {
        let schema = schema.with_extension("yaml");
        fs::copy(&schema, crate_of_the_cases.join(schema.file_name().unwrap())).unwrap();
    }
}

#[test]
fn mistakes_are_errors_at_the_right_token() {
    let cases = files("rs");
    assert!(cases.len() >= 150, "only {} cases", cases.len());
    // libtest shows what is printed by a test that fails, and nothing else; this goes past it.
    std::io::Write::write_all(&mut std::io::stderr(), format!("{} trybuild cases\n", cases.len()).as_bytes())
        .unwrap();
    put_schemas_into_the_crate_of_the_cases();
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}

#[test]
fn no_expected_output_is_left_without_its_case() {
    assert_eq!(files("stderr"), files("rs"));
}
