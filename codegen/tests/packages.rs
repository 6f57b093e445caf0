//! What holds for the packages of every language and of any schema.

use std::path::{Component, Path};

use lonelypsp_codegen::{Files, MARK, Package, backend, backends};
use lonelypsp_schema::{Schema, builtin, compile};

/// The built-in schema, and those made of everything that could go wrong.
fn schemas() -> Vec<Schema> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| {
        let path = here.join(path);
        compile(path.to_str().unwrap(), |path| std::fs::read_to_string(path))
            .unwrap_or_else(|problems| panic!("{problems}"))
    };
    let hard = [
        "build/tests/torture/torture.yaml",
        "../protocol/bindings/tests/python/names.yaml",
        "../protocol/bindings/tests/ruby/names.yaml",
        "../protocol/bindings/tests/typescript/names.yaml",
    ];
    hard.into_iter().map(read).chain([builtin().unwrap()]).collect()
}

/// Each package of each schema, with a name for messages.
fn packages() -> Vec<(String, Files)> {
    let mut packages = Vec::new();
    for schema in schemas() {
        for backend in backends() {
            let package = Package::of(*backend, &schema);
            packages
                .push((format!("{} of {:?}", backend.name(), schema.name), backend.emit(&schema, &package)));
        }
    }
    packages
}

#[test]
fn every_file_says_at_its_top_that_it_is_generated() {
    for (which, files) in packages() {
        for (path, text) in files {
            let marked = text.lines().take(5).any(|line| line.to_lowercase().contains(MARK));
            assert!(marked, "{path} in {which}:\n{}", text.lines().take(5).collect::<Vec<_>>().join("\n"));
        }
    }
}

#[test]
fn paths_stay_in_the_package_and_fit_every_file_system() {
    for (which, files) in packages() {
        for path in files.keys() {
            let stays = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
            let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c));
            assert!(stays && plain, "{path} in {which}");
        }
        let mut folded: Vec<_> = files.keys().map(|path| path.to_lowercase()).collect();
        folded.sort();
        folded.dedup();
        assert_eq!(folded.len(), files.len(), "two files of {which} differ in case alone");
    }
}

#[test]
fn texts_end_with_one_line_end_and_have_no_other_kind() {
    for (which, files) in packages() {
        for (path, text) in files {
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "the end of {path} in {which}");
            let odd = text.lines().find(|line| line.contains('\r') || line.ends_with(' '));
            assert_eq!(odd, None, "{path} in {which}");
        }
    }
}

#[test]
fn twice_gives_the_same() {
    assert!(packages() == packages());
}

#[test]
fn a_default_name_is_a_name() {
    for schema in schemas() {
        for backend in backends() {
            let package = Package::of(*backend, &schema);
            assert_eq!(package.check(*backend), Ok(()), "{} of {:?}", backend.name(), schema.name);
        }
    }
}

#[test]
fn what_packages_say_about_themselves_is_in_their_metadata() {
    let schema = builtin().unwrap();
    let metadata = [
        ("python", &["pyproject.toml"][..]),
        ("ruby", &["chatter.gemspec", "lib/chatter/version.rb"]),
        ("typescript", &["package.json"]),
    ];
    for (language, paths) in metadata {
        let backend = backend(language).unwrap();
        let package = Package {
            name: "chatter".to_owned(),
            version: "3.14.15".to_owned(),
            license: Some("MIT OR Apache-2.0".to_owned()),
            repository: Some("https://example.org/chatter".to_owned()),
        };
        let files = backend.emit(&schema, &package);
        for said in ["chatter", "3.14.15", "MIT", "Apache-2.0", "https://example.org/chatter"] {
            assert!(paths.iter().any(|path| files[*path].contains(said)), "{said} in {paths:?}");
        }
    }
}

#[test]
fn names_that_are_none_are_refused() {
    for backend in backends() {
        let mut package = Package::of(*backend, &builtin().unwrap());
        for name in ["", "a b", "../a", "a\"", "a'b", "ä", "a\nb", &"a".repeat(300)] {
            package.name = name.to_owned();
            assert!(package.check(*backend).is_err(), "{name:?} in {}", backend.name());
        }
    }
}
