//! What templates make: the example for C compiles, the rules about files are those of packages, and problems say where they are.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::project::{Project, tree};
use common::{command, lonely, root};

const CONFIG: &str = "\
lonely: 1
generate:
  - { lang: \"template:templates\", out: out, options: { package: chat } }
";

fn project() -> Project {
    let project = Project::new(CONFIG);
    project.write(
        "templates/{{ protocol.name }}/codes.txt.j2",
        "{% for m in protocol.messages %}\n{{ m.code }} {{ m.name }}\n{% endfor %}\n",
    );
    project.write("templates/package.j2", "{{ options.package }}\n");
    project
}

/// Runs a compiler that makes every warning an error.
#[cfg(unix)]
#[track_caller]
fn compile(folder: &Path, arguments: &[&str]) {
    let strict = ["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror"];
    let output = Command::new("cc").args(strict).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(unix)]
#[test]
fn the_example_for_c_compiles_for_any_schema_and_prints_what_its_readme_says() {
    let folder = tempfile::tempdir().unwrap();
    let templates = "template:examples/c-header/templates";
    assert!(
        fs::read_dir(root().join("examples/c-header/templates"))
            .unwrap()
            .map(|file| { fs::read_to_string(file.unwrap().path()).unwrap().lines().count() })
            .sum::<usize>()
            < 150
    );
    for schema in [
        "schema/lonelypsp/lonelypsp.yaml",
        "codegen/build/tests/torture/torture.yaml",
        "examples/own-protocol/schema/sensors.yaml",
    ] {
        let out = folder.path().join(schema.replace('/', "-"));
        let arguments = [
            "--schema",
            schema,
            "--lang",
            templates,
            "--option",
            "prefix=lonely",
            "--out",
            out.to_str().unwrap(),
        ];
        lonely(&[&["generate", "--quiet"], &arguments[..]].concat()).exits(0);
        let headers = tree(&out)
            .into_iter()
            .filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "h"));
        let includes: Vec<_> = headers.map(|(path, _)| format!("#include \"{path}\"\n")).collect();
        assert!(includes.len() > 1);
        fs::write(out.join("all.c"), includes.concat()).unwrap();
        compile(&out, &["-fsyntax-only", "all.c"]);
    }
    // As the README says, in a copy of the folder.
    let example = root().join("examples/c-header");
    for (path, text) in tree(&example) {
        let place = folder.path().join("example").join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
    let place = folder.path().join("example");
    let status = command().args(["generate", "--quiet"]).current_dir(&place).status().unwrap();
    assert!(status.success());
    compile(&place, &["-I", "include", "main.c", "-o", "main"]);
    let output = Command::new(place.join("main")).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    // SUBSCRIBE_EXACT for foo/bar, as the description of the wire format has it.
    assert!(printed.starts_with("00010002000000000007666f6f2f626172\n"), "{printed}");
    assert!(fs::read_to_string(place.join("README.md")).unwrap().contains(&printed), "{printed}");
}

#[test]
fn templates_make_files_under_the_rules_of_packages() {
    let project = project();
    project.generate(&[]).exits(0);
    assert!(project.read("out/stateful/codes.txt").starts_with("1 configure\n2 subscribe_exact\n"));
    assert_eq!(project.read("out/package"), "chat\n");
    assert!(project.generate(&["--check"]).exits(0).stdout.is_empty());
    project.generate(&["--lang", "template:templates", "--option", "package=other", "--check"]).exits(100);

    // A template that is gone takes its file with it; what somebody else wrote stays.
    project.write("out/mine", "mine\n");
    fs::remove_file(project.path("templates/package.j2")).unwrap();
    assert!(project.generate(&["--check"]).exits(100).stdout.contains("stray: out/package"));
    project.generate(&[]).exits(0);
    assert!(!project.path("out/package").exists() && project.read("out/mine") == "mine\n");
    project.write("templates/mine.j2", "theirs\n");
    assert!(project.generate(&[]).exits(1).stderr.contains("out/mine is not overwritten"));
    assert_eq!(project.read("out/mine"), "mine\n");
    // Nor does a package take its place.
    assert!(
        project
            .generate(&["--lang", "python", "--out", "out"])
            .exits(1)
            .stderr
            .contains("holds a template package")
    );
}

#[test]
fn a_problem_of_a_template_says_where_it_is_and_nothing_is_written() {
    for (path, text, said) in [
        (
            "templates/x.j2",
            "\n{{ protocols[0].nmae }}",
            "templates/x.j2:2:4: `protocols[0].nmae` is not defined; did you mean `name`?",
        ),
        ("templates/x.j2", "{% if %}", "templates/x.j2:1:"),
        ("templates/x.j2", "{{ options.prefix }}", "`options.prefix` is not defined"),
        ("templates/{{ '../' }}x.j2", "", "makes the file `../x`, which leads out of the folder"),
        ("templates/{{ protocols[0].doc }}.j2", "", "in its name"),
        ("templates/Package", "", "which is `Package` where case does not count"),
        ("templates/package/x", "", "needs a folder where"),
        ("templates/lonely.manifest.j2", "", "is one that lonely has for itself"),
        (
            "templates/x.j2",
            "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
            "does more than it may",
        ),
    ] {
        let project = project();
        // A path with `..` in it is two folders below the templates on disk.
        if path.contains("../") {
            project.write("templates/{{ '..' }}/x.j2", text);
        } else {
            project.write(path, text);
        }
        let ran = project.generate(&[]).exits(1);
        assert!(ran.stderr.contains(said), "{path}: {}", ran.stderr);
        assert!(!project.path("out").exists(), "{path}");
    }
}

#[test]
fn what_is_no_folder_of_templates_is_said() {
    let project = project();
    let said = |arguments: &[&str], status| project.generate(arguments).exits(status).stderr;
    assert!(said(&["--lang", "template:none", "--out", "x"], 1).contains("none cannot be read"));
    assert!(
        said(&["--lang", "template:templates", "--out", "templates/x"], 1)
            .contains("lies in the folder of the templates")
    );
    assert!(said(&["--lang", "template:templates"], 0).contains("out: "));
    assert!(said(&["--lang", "template:other"], 2).contains("lang: template:other, out: FOLDER"));
    assert!(said(&["--lang", "template:"], 2).contains("names no folder"));
    assert!(said(&["--lang", "python", "--out", "p", "--option", "a=b"], 2).contains("leave it out"));
    project.write("empty/README", "");
    assert!(said(&["--lang", "template:empty", "--out", "x"], 1).contains("names end in .j2 or .jinja"));
    fs::write(project.path("templates/binary.j2"), b"\xff").unwrap();
    assert!(said(&["--lang", "template:templates", "--out", "x"], 1).contains("templates/binary.j2"));
}

#[test]
fn an_entry_of_the_configuration_says_one_thing() {
    for (entry, said) in [
        ("{ out: x }", "has `lang`, or else `plugin`"),
        ("{ lang: python, plugin: ./x, out: x }", "has `lang`, or else `plugin`"),
        ("{ lang: python, out: x, options: { a: b } }", "which python has none of"),
        ("{ lang: \"template:t\", out: x, name: y }", "goes into `options`"),
        ("{ lang: cobol, out: x }", "`cobol` is no language; there are"),
        ("{ lang: \"template:\", out: x }", "names no folder"),
    ] {
        let ran = Project::new(&format!("lonely: 1\ngenerate:\n  - {entry}\n")).generate(&[]).exits(1);
        assert!(ran.stderr.contains(said), "{entry}: {}", ran.stderr);
    }
}
