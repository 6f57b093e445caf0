//! What a build script says of schemas that nobody would write by mistake.

use std::fmt::Write as _;

use lonelypsp_build::Builder;

fn refusal(schema: &std::path::Path) -> String {
    Builder::new().schema(schema.to_str().unwrap()).try_generate().expect_err("the schema is wrong")
}

#[test]
fn of_many_problems_the_first_are_said_each_on_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.yaml");
    let mut text = "lonely: 1\nname: many\nversion: 1.0.0\ndoc: D.\n".to_owned();
    (0..20_000).for_each(|index| writeln!(text, "\"k{index}\\n\\e[31m\": 1").unwrap());
    std::fs::write(&path, text).unwrap();
    let said = refusal(&path);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 101);
    assert!(lines[0].contains("many.yaml:5:1: LS004: the schema has no key `k0"), "{}", lines[0]);
    assert_eq!(lines[100], "and 19900 more problems");
    assert!(!said.contains('\u{1b}'));
}

#[cfg(unix)]
#[test]
fn only_ordinary_files_are_schemas() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero")).unwrap();
    let root = folder.path().join("root.yaml");
    std::fs::write(&root, "lonely: 1\nname: odd\nversion: 1.0.0\ndoc: D.\ninclude: [pipe, zero]\n").unwrap();
    assert!(refusal(&pipe).contains("it is a pipe; only ordinary files are read"));
    let said = refusal(&root);
    assert!(said.contains("it is a pipe; only ordinary files are read"), "{said}");
    assert!(said.contains("zero` cannot be read: it is a device"), "{said}");
}
