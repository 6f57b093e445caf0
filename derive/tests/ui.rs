//! Every mistake is a compile error at the token that is wrong.
//!
//! `TRYBUILD=overwrite cargo test -p lonelypsp-derive --test ui` writes what the compiler says now into `ui/*.stderr`. Read the
//! diff before you commit it.
//!
//! What a compiler says differs from release to release. The expected texts belong to the one that `ui/compiler.txt`
//! names; with another, the cases still must not compile, and the test says that texts were not compared.

use std::env;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// The release of Rust that the expected texts belong to: `1.95`.
const COMPILER: &str = include_str!("ui/compiler.txt");

/// Where the cases are that are only not to compile, for a run of this test by itself.
const CASES: &str = "LONELY_UI_CASES";

/// The release of the compiler that is at work here, without its patch level, which changes no text.
fn release() -> String {
    let compiler = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(compiler).arg("--version").output().unwrap().stdout;
    let said = String::from_utf8(said).unwrap();
    let version = said.split_whitespace().nth(1).unwrap();
    version.rsplit_once('.').unwrap().0.to_owned()
}

/// libtest shows what is printed by a test that fails, and nothing else; this goes past it.
fn say(text: &str) {
    std::io::stderr().write_all(format!("{text}\n").as_bytes()).unwrap();
}

#[test]
fn mistakes_are_errors_at_the_right_token() {
    let cases = files("rs");
    assert!(cases.len() >= 150, "only {} cases", cases.len());
    put_schemas_into_the_crate_of_the_cases();
    if let Some(folder) = env::var_os(CASES) {
        return trybuild::TestCases::new().compile_fail(Path::new(&folder).join("*.rs"));
    }
    say(&format!("{} trybuild cases", cases.len()));
    let (here, there, is_overwritten) = (release(), COMPILER.trim(), env::var_os("TRYBUILD").is_some());
    if is_overwritten {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/compiler.txt");
        fs::write(file, format!("{here}\n")).unwrap();
    }
    if is_overwritten || here == there {
        return trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
    }
    say(&format!(
        "note: the expected texts are those of Rust {there}, and this is {here}: the cases must not compile, but what \
         the compiler says of them is not compared"
    ));
    assert_no_case_compiles(&cases);
}

/// Has trybuild write texts for copies of the cases, so that it refuses only what compiles.
fn assert_no_case_compiles(cases: &[PathBuf]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui-of-another-compiler");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    for case in cases {
        let case = case.with_extension("rs");
        fs::copy(&case, folder.join(case.file_name().unwrap())).unwrap();
    }
    let ran = Command::new(env::current_exe().unwrap())
        .args(["--exact", "mistakes_are_errors_at_the_right_token"])
        .env(CASES, &folder)
        .env("TRYBUILD", "overwrite")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned();
    assert!(ran.status.success(), "{said}");
    let written = fs::read_dir(folder).unwrap().flatten();
    let written = written.filter(|entry| entry.path().extension().is_some_and(|found| found == "stderr"));
    assert_eq!(written.count(), cases.len(), "not every case was tried\n{said}");
}

#[test]
fn no_expected_output_is_left_without_its_case() {
    assert_eq!(files("stderr"), files("rs"));
}
